import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { settingsFrom } from '../../src/config/resolve.js';
import { type ConsumerClient, OFFSET_STORED } from '../../src/kafka/consumer.client.js';
import { LibrdkafkaConsumerClientFactory } from '../../src/kafka/librdkafka/consumer-factory.js';
import { LibrdkafkaProducerClient } from '../../src/kafka/librdkafka/producer.js';
import { kafkaCluster } from '../support/kafka-cluster.js';
import { untilLed } from '../support/led-topics.js';
import { batchOf, RecordingListener, silentLog, uniqueName } from '../support/native-clients.js';

describe('the consumer client on a real cluster', () => {
  const open: { close(): Promise<void> }[] = [];
  let producer: LibrdkafkaProducerClient;
  let topic: string;

  const settings = () => settingsFrom({ 'bootstrap.servers': kafkaCluster().bootstrapServers }).kafka;

  const consumer = (
    group: string,
    properties: Record<string, string> = {},
  ): { client: ConsumerClient; heard: RecordingListener } => {
    const heard = new RecordingListener();
    const factory = new LibrdkafkaConsumerClientFactory(settings().consumer, 10_000, silentLog);
    const client = factory.open(
      { groupId: group, properties: { 'auto.offset.reset': 'earliest', ...properties } },
      heard,
    );
    open.push(client);
    return { client, heard };
  };

  beforeEach(async () => {
    producer = new LibrdkafkaProducerClient(settings().producer, silentLog);
    topic = uniqueName('consumer-client');
    await untilLed(settings().admin, topic, await producer.autoCreateTopic(topic, 10_000));
    await producer.send(
      topic,
      batchOf([0, 1, 2, 3, 4].map((i) => ({ key: i % 2 ? null : `k${i}`, value: i === 3 ? null : `v${i}` }))),
    );
  });

  afterEach(async () => {
    await Promise.all(open.splice(0).map((client) => client.close()));
    await producer.close(1000);
  });

  it('reads keys, values, nulls and offsets as they were written', async () => {
    const { client, heard } = consumer(uniqueName('g'));
    client.subscribe([topic]);
    const rows = await heard.read(client, 5);
    expect(rows.map(({ key, value, offset }) => [offset, key, value])).toEqual([
      [0, 'k0', 'v0'],
      [1, null, 'v1'],
      [2, 'k2', 'v2'],
      [3, null, null],
      [4, 'k4', 'v4'],
    ]);
  });

  it.each(['range', 'cooperative-sticky'])(
    'continues at the offset of a seek, dropping what was fetched (%s)',
    async (strategy) => {
      const { client, heard } = consumer(uniqueName('g'), { 'partition.assignment.strategy': strategy });
      client.subscribe([topic]);
      expect((await heard.read(client, 2)).map((row) => row.offset)).toEqual([0, 1]);
      client.seek([{ topic, partition: 0, offset: 3 }]);
      expect((await heard.read(client, 2)).map((row) => row.offset)).toEqual([3, 4]);
      client.seek([{ topic, partition: 0, offset: 1 }]);
      expect((await heard.read(client, 4)).map((row) => row.offset)).toEqual([1, 2, 3, 4]);
    },
  );

  it('starts a manual assignment where the group committed, and a replaced one where it says', async () => {
    const group = uniqueName('g');
    const { client, heard } = consumer(group);
    client.assign([{ topic, partition: 0, offset: 0 }]);
    await heard.read(client, 1);
    await client.commit([{ topic, partition: 0, offset: 2 }]);
    client.assign([{ topic, partition: 0, offset: OFFSET_STORED }]);
    expect((await heard.read(client, 1)).map((row) => row.offset)).toEqual([2]);
    client.assign([{ topic, partition: 0, offset: 4 }]);
    expect((await heard.read(client, 1)).map((row) => row.offset)).toEqual([4]);
  });

  it('commits inside a revocation before the partitions are given up', async () => {
    const group = uniqueName('g');
    const first = consumer(group);
    first.client.subscribe([topic]);
    await first.heard.read(first.client, 3);
    const committed: Promise<void>[] = [];
    first.heard.onRevocation = () => {
      committed.push(first.client.commit([{ topic, partition: 0, offset: 3 }]));
    };
    first.client.unsubscribe();
    await first.heard.until(() => first.heard.revoked.length === 1);
    await Promise.all(committed);
    const second = consumer(group);
    second.client.subscribe([topic]);
    expect((await second.heard.read(second.client, 2)).map((row) => row.offset)).toEqual([3, 4]);
  });

  it('stays a member although nobody polls for longer than max.poll.interval.ms', async () => {
    const { client, heard } = consumer(uniqueName('g'), {
      'max.poll.interval.ms': '1500',
      'session.timeout.ms': '1500',
      'heartbeat.interval.ms': '300',
    });
    client.subscribe([topic]);
    await heard.until(() => heard.assigned.length === 1);
    const started = performance.now();
    // The producer's acknowledgements are the clock: no sleeping, the broker is alive all the time.
    while (performance.now() - started < 3500) await producer.send(topic, batchOf([{ value: 'tick' }]));
    await client.commit([{ topic, partition: 0, offset: 1 }]);
    expect(heard.revoked).toEqual([]);
    expect(heard.errors).toEqual([]);
  });

  it('reports a refused commit with the reason of the broker', async () => {
    const { client, heard } = consumer(uniqueName('g'));
    client.subscribe([topic]);
    await heard.until(() => heard.assigned.length === 1);
    await expect(client.commit([{ topic: uniqueName('none'), partition: 0, offset: 1 }])).rejects.toMatchObject({
      code: 'topic-not-found',
    });
  });

  it('refuses a property that librdkafka does not take, with its words', () => {
    expect(() => consumer('g', { 'auto.offset.reset': 'sometimes' })).toThrow(/auto\.offset\.reset/);
  });
});
