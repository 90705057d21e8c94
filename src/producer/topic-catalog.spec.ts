import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { FakeAdminClient } from '../../test/support/fakes/admin.fake.js';
import { GatewayError } from '../errors/gateway-error.js';
import { TopicCatalog } from './topic-catalog.js';

const unavailable = new GatewayError('kafka-unavailable', 'No broker can be reached.');

describe('the catalog of topics', () => {
  let admin: FakeAdminClient;
  let catalog: TopicCatalog;

  const questions = (): number => admin.callsOf('describeTopics');
  const code = async (promise: Promise<number>): Promise<string> => {
    try {
      return String(await promise);
    } catch (error) {
      return (error as GatewayError).code;
    }
  };

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    admin = new FakeAdminClient();
    admin.addTopic('orders', 4);
    catalog = new TopicCatalog(admin);
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('asks once for many requests', async () => {
    expect(catalog.known('orders')).toBeUndefined();
    const answers = await Promise.all([1, 2, 3].map(() => catalog.partitionsOf('orders')));
    expect(answers).toEqual([4, 4, 4]);
    expect(catalog.known('orders')).toBe(4);
    expect(await catalog.partitionsOf('orders')).toBe(4);
    expect(questions()).toBe(1);
  });

  it('keeps topics apart, whatever they are called', async () => {
    admin.addTopic('__proto__', 2);
    expect(await catalog.partitionsOf('__proto__')).toBe(2);
    expect(catalog.known('constructor')).toBeUndefined();
    expect(await code(catalog.partitionsOf('constructor'))).toBe('topic-not-found');
  });

  it('renews an answer of half a minute in the background', async () => {
    await catalog.partitionsOf('orders');
    admin.addTopic('orders', 6);
    jest.advanceTimersByTime(29_999);
    expect(catalog.known('orders')).toBe(4);
    expect(questions()).toBe(1);
    jest.advanceTimersByTime(1);
    expect(catalog.known('orders')).toBe(4);
    await catalog.confirm('orders');
    expect(catalog.known('orders')).toBe(6);
    expect(questions()).toBe(2);
  });

  it('does not trust an answer of a minute', async () => {
    await catalog.partitionsOf('orders');
    jest.advanceTimersByTime(60_000);
    expect(catalog.known('orders')).toBeUndefined();
    expect(catalog.lastKnown('orders')).toBe(4);
  });

  it('drops a topic when renewing finds that it is gone', async () => {
    await catalog.partitionsOf('orders');
    admin.topics.clear();
    jest.advanceTimersByTime(30_000);
    expect(catalog.known('orders')).toBe(4);
    expect(await code(catalog.confirm('orders'))).toBe('topic-not-found');
    expect(catalog.known('orders')).toBeUndefined();
  });

  it('survives renewing while Kafka is away', async () => {
    await catalog.partitionsOf('orders');
    admin.failWith('describeTopics', unavailable);
    jest.advanceTimersByTime(30_000);
    expect(catalog.known('orders')).toBe(4);
    await code(catalog.confirm('orders'));
    expect(catalog.known('orders')).toBeUndefined();
    expect(await code(catalog.partitionsOf('orders'))).toBe('kafka-unavailable');
  });

  it('gives up on an answer that takes longer than the asker will wait, and takes it when it comes', async () => {
    const release = admin.hold('describeTopics');
    const asked = code(catalog.confirm('orders', 500));
    jest.advanceTimersByTime(500);
    expect(await asked).toBe('kafka-unavailable');
    expect(await code(catalog.confirm('orders', 500))).toBe('kafka-unavailable');
    release();
    jest.advanceTimersByTime(1_000);
    expect(await catalog.confirm('orders', 500)).toBe(4);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('repeats a refusal for a second at most', async () => {
    expect(await code(catalog.partitionsOf('late'))).toBe('topic-not-found');
    admin.addTopic('late');
    jest.advanceTimersByTime(999);
    expect(await code(catalog.partitionsOf('late'))).toBe('topic-not-found');
    jest.advanceTimersByTime(1);
    expect(await code(catalog.partitionsOf('late'))).toBe('1');
    expect(questions()).toBe(2);
  });

  it('asks about growth at most once a second', async () => {
    await catalog.partitionsOf('orders');
    admin.addTopic('orders', 5);
    expect(await catalog.partitionsNow('orders')).toBe(4);
    jest.advanceTimersByTime(1_000);
    expect(await catalog.partitionsNow('orders')).toBe(5);
    expect(questions()).toBe(2);
  });

  it('forgets the oldest of very many names', async () => {
    await catalog.partitionsOf('orders');
    for (let i = 0; i < 10_000; i++) catalog.learn(`t${i}`, 1);
    expect(catalog.known('orders')).toBeUndefined();
    expect(catalog.known('t9999')).toBe(1);
  });
});
