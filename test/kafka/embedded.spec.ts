import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EmbeddedAdminClient } from '../../src/kafka/embedded/embedded-admin.js';
import { EmbeddedKafka } from '../../src/kafka/embedded/embedded-kafka.js';
import { EmbeddedProducerClient } from '../../src/kafka/embedded/embedded-producer.js';
import { AdminHandles } from '../../src/kafka/librdkafka/admin-handles.js';
import { LibrdkafkaConsumerClientFactory } from '../../src/kafka/librdkafka/consumer-factory.js';
import { batchOf, RecordingListener, silentLog } from '../support/native-clients.js';

describe('the embedded Kafka', () => {
  let kafka: EmbeddedKafka;
  let admin: EmbeddedAdminClient;
  let producer: EmbeddedProducerClient;

  beforeEach(() => {
    kafka = EmbeddedKafka.start(silentLog);
    const properties = { 'bootstrap.servers': kafka.bootstrapServers };
    admin = new EmbeddedAdminClient(kafka, new AdminHandles(properties, 10_000, silentLog), properties, silentLog);
    producer = new EmbeddedProducerClient(kafka, { ...properties, 'enable.idempotence': 'true' }, silentLog);
  });

  afterEach(async () => {
    await producer.close(1000);
    await admin.close();
    await kafka.close();
  });

  it('creates a topic of one partition for a first produce, once for many at a time', async () => {
    expect(await admin.describeBrokerConfig('auto.create.topics.enable')).toBe('true');
    const counts = await Promise.all(Array.from({ length: 5 }, () => producer.autoCreateTopic('quick', 5000)));
    expect(counts).toEqual([1, 1, 1, 1, 1]);
    expect(await admin.listTopics()).toEqual(['quick']);
  });

  it('gives back through a group what was produced', async () => {
    await producer.autoCreateTopic('t', 5000);
    const { failures, offsets } = await producer.send('t', batchOf([{ key: 'k', value: 'v' }, { value: null }]));
    expect(failures).toBeNull();
    expect([...offsets]).toEqual([0, 1]);
    const consumers = new LibrdkafkaConsumerClientFactory(
      { 'bootstrap.servers': kafka.bootstrapServers },
      10_000,
      silentLog,
    );
    const heard = new RecordingListener();
    const consumer = consumers.open({ groupId: 'g', properties: { 'auto.offset.reset': 'earliest' } }, heard);
    consumer.subscribe(['t']);
    expect((await heard.read(consumer, 2)).map(({ key, value }) => [key, value])).toEqual([
      ['k', 'v'],
      [null, null],
    ]);
    await consumer.commit([{ topic: 't', partition: 0, offset: 2 }]);
    await consumer.close();
    expect(await admin.listGroupOffsets('g', [{ topic: 't', partition: 0 }])).toMatchObject([{ offset: 2 }]);
  });

  it('creates topics as they are asked for, and says why not', async () => {
    const topic = (name: string, change = {}) => ({ name, partitions: -1, replicationFactor: -1, ...change });
    const outcomes = await admin.createTopics([
      topic('a', { partitions: 3 }),
      topic('a'),
      topic('no such name'),
      topic('b', { replicationFactor: 3 }),
      topic('c', { partitions: 0 }),
      topic('d', { configs: { 'retention.ms': '1' } }),
      topic('e'),
    ]);
    expect(outcomes.map(({ error }) => error?.message.replace(/: .*/s, '') ?? 'created')).toEqual([
      'created',
      'Topic "a" already exists.',
      '"no such name" is not a topic name',
      'Topic "b" cannot have more than 2 replicas.',
      'Topic "c" needs a partition and a replica.',
      'Settings of topics',
      'created',
    ]);
    expect(outcomes.every(({ error }) => !error || error.code === 'kafka-refused')).toBe(true);
    const described = await admin.describeTopics(['a', 'e', 'b']);
    expect(described.map(({ value, error }) => value?.partitions.length ?? error?.code)).toEqual([
      3,
      1,
      'topic-not-found',
    ]);
  });

  it('has topics without settings, and refuses in plain words what it cannot do', async () => {
    await kafka.createTopic('t');
    expect(await admin.describeTopicConfigs('t')).toEqual([]);
    await expect(admin.describeTopicConfigs('u')).rejects.toMatchObject({ code: 'topic-not-found' });
    expect((await admin.deleteTopics(['t']))[0]?.error).toMatchObject({
      code: 'kafka-refused',
      message: 'Deleting topics: not supported by the embedded Kafka.',
    });
  });

  it('finds offsets, by time too', async () => {
    await kafka.createTopic('t', 2);
    const batch = batchOf(['a', 'b', 'c'].map((value) => ({ value, partition: 1 })));
    await producer.send('t', { ...batch, timestamps: Float64Array.of(1000, 2000, 3000) });
    const offset = async (spec: Parameters<typeof admin.listOffsets>[1]): Promise<(number | undefined)[]> =>
      (
        await admin.listOffsets(
          [0, 1].map((partition) => ({ topic: 't', partition })),
          spec,
        )
      ).map(({ value }) => value);
    expect(await offset('earliest')).toEqual([0, 0]);
    expect(await offset('latest')).toEqual([0, 3]);
    expect(await offset({ timestampMs: 1 })).toEqual([0, 0]);
    expect(await offset({ timestampMs: 1001 })).toEqual([0, 1]);
    expect(await offset({ timestampMs: 3000 })).toEqual([0, 2]);
    expect(await offset({ timestampMs: 3001 })).toEqual([0, 3]);
  });
});
