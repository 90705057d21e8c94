import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConsumerServiceUnderTest } from '../../test/support/consumer-service.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { InstanceRef } from './consumer.service.js';

let t: ConsumerServiceUnderTest;

beforeEach(() => {
  t = new ConsumerServiceUnderTest();
});

afterEach(() => t.close());

describe('a group that Kafka does not let join', () => {
  it.each([
    ['read', (ref: InstanceRef) => t.service.read(ref, {})],
    ['seek', (ref: InstanceRef) => t.service.seekToEdge(ref, 'earliest', [{ topic: 't', partition: 0 }])],
  ])('is not waited for by a %s, which tells the reason', async (_, work) => {
    t = new ConsumerServiceUnderTest({ joinTimeoutMs: 600_000 });
    t.kafka.holdJoins();
    const outcome = Promise.allSettled([work(await t.reading())]);
    await new Promise(setImmediate);
    t.kafka.clients[0]!.listener.onError(new GatewayError('forbidden', 'Group authorization failed.'));
    expect(await outcome).toMatchObject([{ status: 'rejected', reason: { code: 'forbidden' } }]);
  });
});
