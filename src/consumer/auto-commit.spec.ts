import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConsumerServiceUnderTest, eventually } from '../../test/support/consumer-service.js';
import { GatewayError } from '../errors/gateway-error.js';

let t: ConsumerServiceUnderTest;

beforeEach(() => {
  t = new ConsumerServiceUnderTest();
});

afterEach(() => t.close());

describe('automatic commits', () => {
  const partition = { topic: 't', partition: 0 };

  it('cover what was delivered, after their interval', async () => {
    t = new ConsumerServiceUnderTest({ autoCommitIntervalMs: 10 });
    const ref = await t.reading();
    await t.read(ref, { maxBytes: 2 });
    await eventually(() => t.kafka.committed('g', partition) !== undefined);
    expect(t.kafka.committed('g', partition)).toBe(2);
  });

  it('are tried again when Kafka refused', async () => {
    t = new ConsumerServiceUnderTest({ autoCommitIntervalMs: 10 });
    const ref = await t.reading();
    t.kafka.commitError = new GatewayError('kafka-retriable', 'later');
    await t.read(ref);
    await eventually(() => t.log.of('warn').length > 0);
    t.kafka.commitError = null;
    await eventually(() => t.kafka.committed('g', partition) !== undefined);
    expect(t.kafka.committed('g', partition)).toBe(4);
  });

  it('are made before partitions are given up, unless they are lost', async () => {
    const ref = await t.reading();
    await t.read(ref, { maxBytes: 1 });
    t.kafka.clients[0]!.revoke(true);
    expect(t.kafka.committed('g', partition)).toBeUndefined();
    t.kafka.rebalance('g');
    await t.read(ref, { maxBytes: 2 });
    t.kafka.clients[0]!.revoke(false);
    expect(t.kafka.committed('g', partition)).toBe(2);
  });

  it('are made when the instance is deleted, and not by an instance that commits by hand', async () => {
    const ref = await t.reading();
    await t.read(ref);
    await t.service.remove(ref);
    expect(t.kafka.committed('g', partition)).toBe(4);
    const byHand = await t.reading('by-hand', { autoCommit: false });
    t.kafka.append('t', { value: '5' });
    expect(await t.read(byHand)).toEqual(['5']);
    await t.service.beforeApplicationShutdown();
    expect(t.kafka.committed('g', partition)).toBe(4);
  });
});
