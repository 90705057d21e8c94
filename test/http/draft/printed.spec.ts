import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { FakeAdminClient } from '../../support/fakes/admin.fake.js';
import { FakeConsumerClientFactory } from '../../support/fakes/consumer.fake.js';
import { FakeProducerClient } from '../../support/fakes/producer.fake.js';
import { FakeSchemaRegistryClient } from '../../support/fakes/schema-registry.fake.js';
import { RawConnection } from '../../support/raw-http.js';
import { PRINTED, sendPrinted } from './printed-requests.js';

const DRAFT = 'application/vnd.schemaregistry.v1+json';

describe('the requests that the draft prints', () => {
  let app: TestApp;

  beforeEach(async () => {
    const admin = new FakeAdminClient();
    const producer = new FakeProducerClient(admin);
    const consumers = new FakeConsumerClientFactory(admin);
    const settings = {
      consumers: { requestTimeoutMs: 50 },
      kafka: { consumer: { 'auto.offset.reset': 'earliest' } },
    };
    app = await createTestApp({ admin, producer, consumers, registry: new FakeSchemaRegistryClient(), settings });
    admin.brokers = [1, 2, 3].map((id) => ({ id, host: 'localhost', port: 9092, rack: null }));
    admin.addTopic('test', 4);
    app.consumers.addTopic('test_topic', 3);
  });

  afterEach(async () => {
    RawConnection.destroyAll();
    await app.close();
  });

  /** The parsed body of a success in the dialect's own type. */
  async function answerTo(name: keyof typeof PRINTED): Promise<unknown> {
    const response = await sendPrinted(app.port, PRINTED[name]);
    expect(response).toMatchObject({ status: 200 });
    expect(response.headers.get('content-type')).toEqual([DRAFT]);
    return JSON.parse(response.text);
  }

  it('list topics with the number of their partitions', async () => {
    expect(await answerTo('listTopics')).toEqual([
      { name: 'test', num_partitions: 4 },
      { name: 'test_topic', num_partitions: 3 },
    ]);
  });

  it('get a topic', async () => {
    expect(await answerTo('getTopic')).toEqual({ name: 'test', num_partitions: 4 });
  });

  it('get a partition', async () => {
    Object.assign(app.admin.topics.get('test')!.partitions[1]!, { leader: 1, replicas: [1, 2], inSyncReplicas: [1] });
    expect(await answerTo('getPartition')).toEqual({
      partition: 1,
      leader: 1,
      replicas: [
        { broker: 1, leader: true, in_sync: true },
        { broker: 2, leader: false, in_sync: false },
      ],
    });
  });

  it('produce to a topic, a partition named by a string', async () => {
    const entries = (await answerTo('produceToTopic')) as object[];
    expect(entries).toHaveLength(3);
    for (const entry of entries) expect(Object.keys(entry)).toEqual(['partition', 'offset']);
    expect(entries[1]).toMatchObject({ partition: 1 });
    const all = [0, 1, 2, 3].flatMap((partition) => app.producer.records('test', partition));
    expect(all.map(({ value }) => value?.toString()).sort()).toEqual(['confluent', 'kafka', 'logs']);
    expect(all.find(({ key }) => key !== null)).toMatchObject({
      key: Buffer.from('key'),
      value: Buffer.from('confluent'),
    });
    expect(app.producer.records('test', 1).map(({ value }) => value?.toString())).toContain('kafka');
  });

  it('produce to a partition', async () => {
    expect(await answerTo('produceToPartition')).toEqual([
      { partition: 1, offset: 0 },
      { partition: 1, offset: 1 },
    ]);
    expect(app.producer.records('test', 1).map(({ value }) => value?.toString())).toEqual(['confluent', 'kafka']);
  });

  it('create, read, commit and delete a consumer', async () => {
    const base = 'http://kafkaproxy.example.com/consumers/testgroup/instances/my_consumer';
    expect(await answerTo('createConsumer')).toEqual({
      instance_id: 'my_consumer',
      base_uri: base,
      id: 'my_consumer',
      url: base,
    });
    app.consumers.append('test_topic', { partition: 1, key: 'key', value: 'confluent' }, { partition: 2, value: 'k' });
    const records = (await answerTo('consume')) as { partition: number }[];
    expect(records.sort((a, b) => a.partition - b.partition)).toEqual([
      { key: 'a2V5', value: 'Y29uZmx1ZW50', partition: 1, offset: 0 },
      { key: null, value: 'aw==', partition: 2, offset: 0 },
    ]);
    expect(await answerTo('commit')).toEqual([
      { topic: 'test_topic', partition: 1, consumed: 0, committed: 0 },
      { topic: 'test_topic', partition: 2, consumed: 0, committed: 0 },
    ]);
    expect(app.consumers.committed('testgroup', { topic: 'test_topic', partition: 1 })).toBe(1);
    expect(await sendPrinted(app.port, PRINTED.deleteConsumer)).toMatchObject({ status: 204, text: '' });
    expect(await sendPrinted(app.port, PRINTED.deleteConsumer)).toMatchObject({ status: 404 });
  });

  it('list brokers', async () => {
    expect(await answerTo('listBrokers')).toEqual({ brokers: [1, 2, 3] });
  });
});
