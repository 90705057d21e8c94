import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AdminClient, OffsetSpec } from '../../src/kafka/admin.client.js';
import { LibrdkafkaAdminClient } from '../../src/kafka/librdkafka/admin.js';
import { AdminHandles } from '../../src/kafka/librdkafka/admin-handles.js';
import { LibrdkafkaConsumerClientFactory } from '../../src/kafka/librdkafka/consumer-factory.js';
import { LibrdkafkaProducerClient } from '../../src/kafka/librdkafka/producer.js';
import { kafkaCluster } from '../support/kafka-cluster.js';
import { untilLed } from '../support/led-topics.js';
import { batchOf, RecordingListener, silentLog, uniqueName } from '../support/native-clients.js';

describe('the admin client on a real cluster', () => {
  const topic = uniqueName('admin');
  const group = uniqueName('admin-group');
  let admin: AdminClient;

  const properties = () => ({ 'bootstrap.servers': kafkaCluster().bootstrapServers });
  const offset = async (partition: number, spec: OffsetSpec): Promise<number | undefined> =>
    (await admin.listOffsets([{ topic, partition }], spec))[0]?.value;

  beforeAll(async () => {
    admin = new LibrdkafkaAdminClient(new AdminHandles(properties(), 10_000, silentLog));
    await admin.createTopics([
      { name: topic, partitions: 3, replicationFactor: 1, configs: { 'retention.ms': '86400000' } },
    ]);
    await untilLed(properties(), topic, 3);
    // On a new cluster the first look for a group makes Kafka create the topic of its own, which takes a moment.
    while (!(await admin.listGroupOffsets(group, [{ topic, partition: 0 }]).catch(() => null)));
  });

  afterAll(async () => {
    await admin.deleteTopics([topic]);
    await admin.close();
  });

  it('describes the cluster: id, controller, brokers with addresses', async () => {
    const { clusterId, controllerId, brokers } = await admin.describeCluster();
    expect(clusterId).toMatch(/^[\w-]{22}$/);
    expect(brokers.map((broker) => broker.id)).toContain(controllerId);
    const addresses = brokers.map(({ host, port }) => `${host}:${port}`);
    expect(kafkaCluster().bootstrapServers.split(',')).toEqual(expect.arrayContaining(addresses));
  });

  it('lists topics by name, internal ones and the one just created included', async () => {
    const created = uniqueName('listed');
    await admin.createTopics([{ name: created, partitions: 1, replicationFactor: 1 }]);
    const names = await admin.listTopics();
    expect(names).toEqual(expect.arrayContaining(['__consumer_offsets', topic, created]));
    expect(names).toEqual([...names].sort());
    await admin.deleteTopics([created]);
    expect(await admin.listTopics()).not.toContain(created);
  });

  it('answers many listings at a time, each with what existed when it was asked for', async () => {
    const before = admin.listTopics();
    const created = uniqueName('listed');
    await admin.createTopics([{ name: created, partitions: 1, replicationFactor: 1 }]);
    const after = await Promise.all(Array.from({ length: 20 }, () => admin.listTopics()));
    for (const names of after) expect(names).toContain(created);
    expect(await before).toContain(topic);
    await admin.deleteTopics([created]);
  });

  it('describes topics as the broker knows them that is named', async () => {
    const { brokers } = await admin.describeCluster();
    const told = await Promise.all(brokers.map(({ id }) => admin.describeTopics([topic, 'none'], { brokerId: id })));
    for (const [known, unknown] of told) {
      expect([known?.value?.name, unknown?.error?.code]).toEqual([topic, 'topic-not-found']);
    }
  });

  it('describes topics in the order asked for, unknown and impossible ones as not found, and creates none', async () => {
    const unknown = uniqueName('unknown');
    const outcomes = await admin.describeTopics([unknown, topic, 'not a name', '__consumer_offsets', topic]);
    expect(outcomes.map((outcome) => outcome.error?.code ?? outcome.value?.name)).toEqual([
      'topic-not-found',
      topic,
      'topic-not-found',
      '__consumer_offsets',
      topic,
    ]);
    expect(outcomes[0]?.error?.message).toBe(`Topic "${unknown}" not found.`);
    expect(outcomes[3]?.value?.internal).toBe(true);
    expect(outcomes[1]?.value).toEqual({
      name: topic,
      internal: false,
      partitions: [0, 1, 2].map((partition) => ({
        partition,
        leader: expect.any(Number),
        replicas: [expect.any(Number)],
        inSyncReplicas: [expect.any(Number)],
      })),
    });
    expect(await admin.listTopics()).not.toContain(unknown);
  });

  it('tells the settings of a topic and where they come from', async () => {
    const entries = await admin.describeTopicConfigs(topic);
    const named = (name: string) => entries.find((entry) => entry.name === name);
    expect(named('retention.ms')).toEqual({
      name: 'retention.ms',
      value: '86400000',
      source: 'DYNAMIC_TOPIC_CONFIG',
      isDefault: false,
      isReadOnly: false,
      isSensitive: false,
    });
    expect(named('cleanup.policy')).toMatchObject({ value: 'delete', source: 'DEFAULT_CONFIG', isDefault: true });
    await expect(admin.describeTopicConfigs(uniqueName('unknown'))).rejects.toMatchObject({ code: 'topic-not-found' });
  });

  it('tells one setting of a broker, null when there is none of that name', async () => {
    expect(await admin.describeBrokerConfig('auto.create.topics.enable')).toMatch(/^(true|false)$/);
    expect(await admin.describeBrokerConfig('no.such.setting')).toBeNull();
  });

  it('finds offsets: first, next, by time, and the end for a time after the last record', async () => {
    const producer = new LibrdkafkaProducerClient(properties(), silentLog);
    const batch = batchOf(['a', 'b', 'c'].map((value) => ({ value, partition: 1 })));
    await producer.send(topic, { ...batch, timestamps: Float64Array.of(1000, 2000, 3000) });
    await producer.close(1000);
    expect(await offset(1, 'earliest')).toBe(0);
    expect(await offset(1, 'latest')).toBe(3);
    expect(await offset(1, { timestampMs: 0 })).toBe(0);
    expect(await offset(1, { timestampMs: 1001 })).toBe(1);
    expect(await offset(1, { timestampMs: 3000 })).toBe(2);
    expect(await offset(1, { timestampMs: 3001 })).toBe(3);
    expect(await offset(2, { timestampMs: 5 })).toBe(0);
  });

  it('answers many offset lookups at once, of one partition and of several, in the order asked for', async () => {
    const partitions = [2, 0, 1].map((partition) => ({ topic, partition }));
    const lookups = Array.from({ length: 50 }, (_, i) => admin.listOffsets(partitions, i % 2 ? 'earliest' : 'latest'));
    const same = await admin.listOffsets([partitions[0]!, partitions[0]!], 'earliest');
    expect(same).toEqual([{ value: 0 }, { value: 0 }]);
    for (const outcomes of await Promise.all(lookups))
      expect(outcomes.every(({ value }) => value !== undefined)).toBe(true);
  });

  it('keeps the good offsets apart from partitions that do not exist', async () => {
    const outcomes = await admin.listOffsets(
      [
        { topic: uniqueName('unknown'), partition: 0 },
        { topic, partition: 0 },
        { topic, partition: 77 },
      ],
      'earliest',
    );
    expect(outcomes.map(({ value, error }) => value ?? error?.code)).toEqual([
      'topic-not-found',
      0,
      'partition-not-found',
    ]);
  });

  it('tells the committed offsets of a group and leaves out partitions without a commit', async () => {
    const consumers = new LibrdkafkaConsumerClientFactory(properties(), 10_000, silentLog);
    const consumer = consumers.open({ groupId: group, properties: {} }, new RecordingListener());
    consumer.assign([{ topic, partition: 0, offset: 0 }]);
    await consumer.commit([{ topic, partition: 0, offset: 7, metadata: 'mine' }]);
    await consumer.close();
    const asked = [0, 1, 1].map((partition) => ({ topic, partition }));
    expect(await admin.listGroupOffsets(group, asked)).toEqual([{ topic, partition: 0, offset: 7, metadata: 'mine' }]);
    expect(await admin.listGroupOffsets(uniqueName('no-group'), asked)).toEqual([]);
    expect(await admin.listGroupOffsets(group, [])).toEqual([]);
  });

  it('creates what can be created and says of the rest why not, in the order asked for', async () => {
    const name = uniqueName('created');
    const outcomes = await admin.createTopics([
      { name, partitions: -1, replicationFactor: -1 },
      { name: topic, partitions: 1, replicationFactor: 1 },
      { name: 'not a name', partitions: 1, replicationFactor: 1 },
      { name: uniqueName('many'), partitions: 1, replicationFactor: 9 },
      { name: uniqueName('huge'), partitions: 1_000_000, replicationFactor: 1 },
      { name: uniqueName('odd'), partitions: 1, replicationFactor: 1, configs: { 'no.such.setting': '1' } },
      { name, partitions: 1, replicationFactor: 1 },
    ]);
    expect(outcomes.map((outcome) => outcome.error?.code ?? 'created')).toEqual([
      'created',
      ...Array.from({ length: 6 }, () => 'kafka-refused'),
    ]);
    expect(outcomes[1]?.error?.message).toBe(`Topic '${topic}' already exists.`);
    expect((await admin.describeTopics([name]))[0]?.value?.partitions.length).toBeGreaterThan(0);
    await admin.deleteTopics([name]);
  });

  it('deletes topics; what is gone is not found at once', async () => {
    const name = uniqueName('deleted');
    await admin.createTopics([{ name, partitions: 1, replicationFactor: 1 }]);
    const outcomes = await admin.deleteTopics([name, uniqueName('unknown'), name]);
    expect(outcomes.map((outcome) => outcome.error?.code ?? 'deleted')).toEqual([
      'deleted',
      'topic-not-found',
      'deleted',
    ]);
    expect((await admin.describeTopics([name]))[0]?.error?.code).toBe('topic-not-found');
  });

  it('refuses names that C would cut short', async () => {
    await expect(admin.describeTopics(['a\0b'])).rejects.toMatchObject({ code: 'bad-request' });
    await expect(admin.listGroupOffsets('a\0b', [{ topic, partition: 0 }])).rejects.toMatchObject({
      code: 'bad-request',
    });
    await expect(admin.listOffsets([{ topic: 'a\0b', partition: 0 }], 'latest')).rejects.toMatchObject({
      code: 'bad-request',
    });
  });
});
