import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConsumerServiceUnderTest, eventually } from '../../test/support/consumer-service.js';

let t: ConsumerServiceUnderTest;

beforeEach(() => {
  t = new ConsumerServiceUnderTest();
});

afterEach(() => t.close());

describe('subscriptions by pattern', () => {
  it('of all instances see a topic that one of them has seen', async () => {
    const early = { group: 'early', name: t.service.create('early', { format: 'json' }) };
    await t.service.subscribePattern(early, 't.*');
    t.kafka.addTopic('t2');
    const late = { group: 'late', name: t.service.create('late', { format: 'json' }) };
    await t.service.subscribePattern(late, 't.*');
    await eventually(async () => (await t.service.subscription(early)).length === 2);
    expect(await t.service.subscription(late)).toEqual(['t', 't2']);
  });
});
