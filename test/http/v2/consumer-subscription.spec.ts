import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../../src/errors/gateway-error.js';
import { FakeAdminClient } from '../../support/fakes/admin.fake.js';
import { FakeConsumerClientFactory } from '../../support/fakes/consumer.fake.js';
import { HttpConsumer } from '../../support/consumer-http.js';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';

const EXCLUSIVE = {
  status: 409,
  body: {
    error_code: 40903,
    message: 'Illegal state: Subscription to topics, partitions and pattern are mutually exclusive',
  },
};

describe('v2 subscription', () => {
  let app: TestApp;
  let consumer: HttpConsumer;

  beforeEach(async () => {
    const admin = new FakeAdminClient();
    app = await createTestApp({ admin, consumers: new FakeConsumerClientFactory(admin) });
    app.consumers.addTopic('t', 2);
    app.consumers.addTopic('t.other');
    consumer = await HttpConsumer.create(app.url, 'g');
  });

  afterEach(() => app.close());

  const topics = async () => ((await consumer.send('GET', '/subscription')).body as { topics: string[] }).topics;

  it('joins the group at once, not at the first read', async () => {
    await consumer.subscribe('t');
    expect(app.consumers.clients[0]!.subscribed).toEqual(['t']);
    expect(await topics()).toEqual(['t']);
  });

  it('takes the place of a former one, whose records are not read any more', async () => {
    app.consumers.append('t', { value: '"old"' });
    app.consumers.append('t.other', { value: '"new"' });
    await consumer.subscribe('t');
    expect(await consumer.read()).toMatchObject([{ value: 'old' }]);
    app.consumers.append('t', { value: '"old"' });
    await consumer.subscribe('t.other');
    expect(await topics()).toEqual(['t.other']);
    expect(await consumer.read()).toMatchObject([{ value: 'new' }]);
  });

  it('to the same topics again changes nothing', async () => {
    app.consumers.append('t', { value: '1' }, { value: '2' });
    await consumer.subscribe('t');
    expect(await consumer.read('?max_bytes=1')).toHaveLength(1);
    await consumer.subscribe('t', 't');
    expect(await consumer.read('?timeout=50')).toMatchObject([{ value: 2 }]);
  });

  it('ends with an empty list or with DELETE', async () => {
    await consumer.subscribe('t');
    await consumer.subscribe();
    expect(await topics()).toEqual([]);
    await consumer.subscribe('t');
    expect(await consumer.send('DELETE', '/subscription')).toMatchObject({ status: 204, text: '' });
    expect(await topics()).toEqual([]);
    expect(await consumer.partitions()).toEqual([]);
    expect(await consumer.send('DELETE', '/subscription')).toMatchObject({ status: 204 });
  });

  it('matches a pattern with whole names, and finds topics that come later', async () => {
    app.consumers.append('t.other', { value: '"there"' });
    expect(await consumer.send('POST', '/subscription', { topic_pattern: 't\\..*' })).toMatchObject({ status: 204 });
    expect(await topics()).toEqual(['t.other']);
    expect(await consumer.readCount(1)).toMatchObject([{ value: 'there' }]);
    app.consumers.append('t.later', { value: '"later"' });
    expect(await consumer.readCount(1, '?timeout=10000')).toMatchObject([{ value: 'later' }]);
    expect(await topics()).toEqual(['t.later', 't.other']);
  });

  it('may match nothing yet', async () => {
    expect(await consumer.send('POST', '/subscription', { topic_pattern: 'nothing' })).toMatchObject({ status: 204 });
    expect(await topics()).toEqual([]);
    expect(await consumer.read('?timeout=20')).toEqual([]);
  });

  it('asks for topics only while somebody is subscribed by pattern', async () => {
    await consumer.subscribe('t');
    expect(app.admin.callsOf('listTopics')).toBe(0);
  });

  it('of one kind excludes the others until it is deleted', async () => {
    const partitions = [{ topic: 't', partition: 0 }];
    await consumer.subscribe('t');
    expect(await consumer.send('POST', '/subscription', { topic_pattern: '.*' })).toMatchObject(EXCLUSIVE);
    expect(await consumer.send('POST', '/assignments', { partitions })).toMatchObject(EXCLUSIVE);
    await consumer.send('DELETE', '/subscription');
    await consumer.send('POST', '/subscription', { topic_pattern: '.*' });
    expect(await consumer.send('POST', '/subscription', { topics: ['t'] })).toMatchObject(EXCLUSIVE);
    await consumer.send('DELETE', '/subscription');
    await consumer.assign(...partitions);
    expect(await consumer.send('POST', '/subscription', { topics: ['t'] })).toMatchObject(EXCLUSIVE);
    await consumer.send('DELETE', '/subscription');
    await consumer.subscribe('t');
  });

  it.each([
    [{}, 422, 'topics or topic_pattern is required'],
    [{ topics: null }, 422, 'topics or topic_pattern is required'],
    [{ topics: ['t'], topic_pattern: 't' }, 422, 'topics and topic_pattern'],
    [{ topics: 't' }, 422, 'topics'],
    [{ topics: [1] }, 422, 'topics'],
    [{ topics: [''] }, 400, 'topics[0]'],
    [{ topics: ['t', '  '] }, 400, 'topics[1]'],
    [{ topics: ['^.*'] }, 400, 'topics[0]'],
    [{ topics: ['..'] }, 400, 'topics[0]'],
    [{ topics: ['a\0b'] }, 400, 'topics[0]'],
    [{ topics: ['x'.repeat(250)] }, 400, 'topics[0]'],
    [{ topic_pattern: '(' }, 422, 'topic_pattern'],
    [{ topic_pattern: '' }, 422, 'topic_pattern'],
    [{ topic_pattern: '(?=a)b' }, 422, 'topic_pattern'],
    [{ topics: ['t'], more: 1 }, 422, 'Unrecognized field: more'],
    [undefined, 422, 'body'],
  ])('is refused with %j', async (body, status, words) => {
    const answer = await consumer.send('POST', '/subscription', body);
    expect(answer).toMatchObject({ status, body: { error_code: status } });
    expect((answer.body as { message: string }).message).toContain(words);
    expect(await topics()).toEqual([]);
  });

  it('by pattern tells when Kafka cannot be asked for its topics', async () => {
    app.admin.failWith('listTopics', new GatewayError('kafka-unavailable', 'No broker can be reached.'));
    expect(await consumer.send('POST', '/subscription', { topic_pattern: 't' })).toMatchObject({
      status: 503,
      body: { error_code: 50302 },
    });
  });
});
