import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConsumerServiceUnderTest, eventually } from '../../test/support/consumer-service.js';
import { GatewayError } from '../errors/gateway-error.js';

let t: ConsumerServiceUnderTest;

beforeEach(() => {
  t = new ConsumerServiceUnderTest();
});

afterEach(() => t.close());

describe('instances', () => {
  it('expire when their client is silent, and leave their group', async () => {
    t = new ConsumerServiceUnderTest({ instanceTimeoutMs: 20 });
    const ref = await t.reading();
    await eventually(() => t.kafka.clients[0]!.closed);
    await expect(t.service.subscription(ref)).rejects.toMatchObject({ code: 'consumer-not-found' });
    expect(() => t.service.create('g', { name: 'i', format: 'json' })).not.toThrow();
  });

  it('do not expire while a read waits or its answer is being written', async () => {
    t = new ConsumerServiceUnderTest({ instanceTimeoutMs: 20 });
    const ref = await t.reading();
    const delivery = await t.take(ref);
    const waiting = t.service.read(ref, { timeoutMs: 60_000 });
    await new Promise((resolve) => setTimeout(resolve, 60));
    delivery.delivered();
    await new Promise((resolve) => setTimeout(resolve, 60));
    t.kafka.append('t', { value: '5' });
    (await waiting)?.delivered();
    expect(t.kafka.clients[0]!.closed).toBe(false);
  });

  it('are not more than the limit, and make room when they go', async () => {
    t = new ConsumerServiceUnderTest({ maxInstances: 2 });
    t.service.create('g', { name: 'a', format: 'json' });
    t.service.create('g', { name: 'b', format: 'json' });
    expect(() => t.service.create('g', { name: 'c', format: 'json' })).toThrow('consumer.instances.max');
    await t.service.remove({ group: 'g', name: 'a' });
    t.service.create('g', { name: 'c', format: 'json' });
  });

  it('do not take a name or a place when Kafka refuses their properties', () => {
    t.kafka.openError = new GatewayError('consumer-config-refused', 'no such property');
    expect(() => t.service.create('g', { name: 'a', format: 'json' })).toThrow('no such property');
    t.kafka.openError = null;
    expect(t.service.create('g', { name: 'a', format: 'json' })).toBe('a');
  });

  it('keep two groups apart whose names look alike together', async () => {
    t.service.create('a', { name: 'b/c', format: 'json' });
    expect(t.service.create('a/b', { name: 'c', format: 'binary' })).toBe('c');
    expect(t.service.formatOf({ group: 'a', name: 'b/c' })).toBe('json');
  });
});
