import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { batchOf, type SentRecord } from '../../test/support/contracts/producer-contract.js';
import { FakeAdminClient } from '../../test/support/fakes/admin.fake.js';
import { FakeProducerClient } from '../../test/support/fakes/producer.fake.js';
import { testSettings } from '../../test/support/test-settings.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { ProduceResult } from '../kafka/record.js';
import { Metrics } from '../metrics/metrics.js';
import { ProducerService } from './producer.service.js';
import { TopicCatalog } from './topic-catalog.js';
import { TopicCreation } from './topic-creation.js';

const unavailable = new GatewayError('kafka-unavailable', 'No broker can be reached.');

describe('producing', () => {
  let admin: FakeAdminClient;
  let client: FakeProducerClient;
  let service: ProducerService;

  const open = (topicsAutoCreate = true): void => {
    const catalog = new TopicCatalog(admin);
    const settings = testSettings({ produce: { topicsAutoCreate } });
    service = new ProducerService(client, catalog, new TopicCreation(settings, admin, client, catalog), new Metrics());
  };

  const produce = (topic: string, partition: number | null = null, ...records: SentRecord[]): Promise<ProduceResult> =>
    service.produce(topic, partition, batchOf(records.length === 0 ? [{ value: 'v' }] : records));

  const refusal = async (promise: Promise<ProduceResult>): Promise<string> => {
    try {
      await promise;
    } catch (error) {
      return (error as GatewayError).code;
    }
    return 'none';
  };

  beforeEach(() => {
    admin = new FakeAdminClient();
    client = new FakeProducerClient(admin);
    admin.addTopic('orders', 3);
    open();
  });

  it('asks about a topic once and then sends without asking', async () => {
    await produce('orders');
    await produce('orders');
    expect(admin.callsOf('describeTopics')).toBe(1);
    expect(client.sends).toEqual(['orders', 'orders']);
  });

  it('sends to a known topic before control goes back', async () => {
    await produce('orders');
    const sent = produce('orders');
    expect(client.sends).toHaveLength(2);
    await sent;
  });

  it('sends what the batch held when it was handed over', async () => {
    const batch = batchOf([{ value: 'mine', partition: 1 }]);
    const sent = service.produce('orders', null, batch);
    batch.table.fill(0);
    await sent;
    expect(client.records('orders', 1).map((record) => record.value?.toString())).toEqual(['mine']);
  });

  it('puts records that name no partition into the one of the path', async () => {
    const { partitions } = await produce('orders', 2, { value: 'a' }, { value: 'b', partition: 0 }, { value: 'c' });
    expect([...partitions]).toEqual([2, 0, 2]);
  });

  it('refuses a topic that does not exist, at once where brokers do not create it', async () => {
    expect(await refusal(produce('unknown'))).toBe('topic-not-found');
    expect(client.creations).toEqual([]);
    expect(client.sends).toEqual([]);
  });

  it.each(['true', null])('lets brokers whose setting is %s create the topic', async (setting) => {
    if (setting === null) admin.brokerConfigs.clear();
    else admin.brokerConfigs.set('auto.create.topics.enable', setting);
    client.autoCreates = true;
    expect([...(await produce('fresh')).offsets]).toEqual([0]);
    expect(admin.topics.has('fresh')).toBe(true);
  });

  it('creates a topic once for all requests that wait for it', async () => {
    admin.brokerConfigs.set('auto.create.topics.enable', 'true');
    client.autoCreates = true;
    const results = await Promise.all([produce('fresh'), produce('fresh'), produce('fresh')]);
    expect(results.map(({ offsets }) => offsets[0])).toEqual([0, 1, 2]);
    expect(client.creations).toEqual(['fresh']);
  });

  it('refuses a topic that brokers did not create after all', async () => {
    admin.brokerConfigs.clear();
    expect(await refusal(produce('unknown'))).toBe('topic-not-found');
    expect(client.creations).toEqual(['unknown']);
    expect(await refusal(produce('unknown'))).toBe('topic-not-found');
  });

  it('does not call a topic unknown that brokers create, but have not yet', async () => {
    admin.brokerConfigs.set('auto.create.topics.enable', 'true');
    expect(await refusal(produce('slow'))).toBe('kafka-retriable');
    expect(client.creations).toEqual(['slow']);
  });

  it('creates nothing when the gateway is set not to', async () => {
    open(false);
    admin.brokerConfigs.set('auto.create.topics.enable', 'true');
    client.autoCreates = true;
    expect(await refusal(produce('unknown'))).toBe('topic-not-found');
    expect(client.creations).toEqual([]);
  });

  it.each(['.', '..', 'a b', 'café', 'x'.repeat(250)])('does not ask for a topic that cannot be: %s', async (name) => {
    admin.brokerConfigs.set('auto.create.topics.enable', 'true');
    client.autoCreates = true;
    expect(await refusal(produce(name))).toBe('topic-not-found');
    expect(client.creations).toEqual([]);
  });

  it('asks for the setting of the brokers again when it could not be had', async () => {
    admin.failWith('describeBrokerConfig', unavailable);
    expect(await refusal(produce('a'))).toBe('kafka-unavailable');
    admin.failWith('describeBrokerConfig', null);
    expect(await refusal(produce('b'))).toBe('topic-not-found');
  });

  it('asks other brokers before it calls a topic unknown', async () => {
    admin.laggards = 1;
    admin.addTopic('fresh');
    const sent = produce('fresh');
    expect([...(await sent).offsets]).toEqual([0]);
    expect(admin.laggards).toBe(0);
  });

  it('asks them once for all requests that wait', async () => {
    await Promise.all(Array.from({ length: 5 }, () => refusal(produce('unknown'))));
    const questions = admin.callsOf('describeTopics');
    expect(questions).toBeLessThanOrEqual(1 + admin.brokers.length);
    expect(await refusal(produce('unknown'))).toBe('topic-not-found');
    expect(admin.callsOf('describeTopics')).toBe(questions);
  });

  it('finds a topic that others create within a second, however often it is asked for', async () => {
    const now = jest.spyOn(performance, 'now');
    try {
      const begun = performance.now();
      let time = begun;
      now.mockImplementation(() => time);
      expect(await refusal(produce('late'))).toBe('topic-not-found');
      admin.addTopic('late');
      for (time = begun; time < begun + 1_000; time += 300) await refusal(produce('late'));
      expect(await refusal(produce('late'))).toBe('none');
    } finally {
      now.mockRestore();
    }
  });

  it('refuses a partition that does not exist and sends nothing', async () => {
    expect(await refusal(produce('orders', 3))).toBe('partition-not-found');
    expect(await refusal(produce('orders', null, { value: 'a' }, { value: 'b', partition: 9 }))).toBe(
      'partition-not-found',
    );
    expect(await refusal(produce('orders', 3, { value: 'a', partition: 0 }))).toBe('partition-not-found');
    expect(client.sends).toEqual([]);
  });

  it('finds partitions that were added, and has the producer see them too', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    try {
      await produce('orders');
      admin.addTopic('orders', 5);
      jest.advanceTimersByTime(1_000);
      expect([...(await produce('orders', 4)).partitions]).toEqual([4]);
      expect(client.creations).toEqual(['orders']);
    } finally {
      jest.useRealTimers();
    }
  });

  it('refuses at once while no broker can be reached', async () => {
    admin.failWith('describeTopics', unavailable);
    expect(await refusal(produce('orders'))).toBe('kafka-unavailable');
    expect(client.sends).toEqual([]);
  });

  it('asks before sending to a known topic when the brokers seem to be gone', async () => {
    await produce('orders');
    client.suspect = true;
    expect((await produce('orders')).failures).toBeNull();
    expect(client.suspect).toBe(false);
    client.suspect = true;
    admin.failWith('describeTopics', unavailable);
    expect(await refusal(produce('orders'))).toBe('kafka-unavailable');
    expect(await refusal(produce('orders'))).toBe('kafka-unavailable');
    expect(admin.callsOf('describeTopics')).toBe(3);
    expect(client.sends).toHaveLength(2);
  });

  it('looks again after a delivery showed that the topic is gone', async () => {
    await produce('orders');
    admin.topics.clear();
    const { failures } = await produce('orders');
    expect(failures?.get(0)?.code).toBe('topic-not-found');
    expect(await refusal(produce('orders'))).toBe('topic-not-found');
  });

  it('hands on a refusal of the client', async () => {
    client.refuseWith(new GatewayError('kafka-retriable', 'The queue is full.'));
    expect(await refusal(produce('orders'))).toBe('kafka-retriable');
  });
});
