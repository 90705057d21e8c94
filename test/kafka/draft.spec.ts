import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AdminClient } from '../../src/kafka/admin.client.js';
import { PRINTED, renamed, sendPrinted } from '../http/draft/printed-requests.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';

const DRAFT = 'application/vnd.schemaregistry.v1+json';

describe('the requests that the draft prints, on a real cluster', () => {
  let gateway: KafkaGateway;
  const topic = uniqueName('draft').replaceAll(/\W/g, '_');
  const group = uniqueName('draftgroup').replaceAll(/\W/g, '_');
  // What is printed reads a topic that nothing printed writes to: both are one here.
  const names = { test: topic, test_topic: topic, testgroup: group };

  beforeAll(async () => {
    gateway = await KafkaGateway.start({ 'consumer.auto.offset.reset': 'earliest' });
    await gateway.createTopic(topic, 4);
  });

  afterAll(() => gateway.close());

  async function answerTo(name: keyof typeof PRINTED, status = 200): Promise<unknown> {
    const response = await sendPrinted(Number(new URL(gateway.url).port), renamed(PRINTED[name], names));
    expect(response).toMatchObject({ status });
    if (status === 204) return null;
    expect(response.headers.get('content-type')).toEqual([DRAFT]);
    return JSON.parse(response.text);
  }

  it('look around, produce, consume, commit and delete', async () => {
    expect(await answerTo('listTopics')).toContainEqual({ name: topic, num_partitions: 4 });
    expect(await answerTo('getTopic')).toEqual({ name: topic, num_partitions: 4 });
    const { brokers } = (await answerTo('listBrokers')) as { brokers: number[] };
    const [leader] = brokers;
    expect(await answerTo('getPartition')).toEqual({
      partition: 1,
      leader,
      replicas: [{ broker: leader, leader: true, in_sync: true }],
    });

    const first = (await answerTo('produceToTopic')) as { partition: number; offset: number }[];
    expect(first).toHaveLength(3);
    expect(first[1]?.partition).toBe(1);
    const second = (await answerTo('produceToPartition')) as { partition: number; offset: number }[];
    expect(second.map(({ partition }) => partition)).toEqual([1, 1]);
    expect(second[1]!.offset).toBe(second[0]!.offset + 1);

    const base = `http://kafkaproxy.example.com/consumers/${group}/instances/my_consumer`;
    expect(await answerTo('createConsumer')).toMatchObject({ instance_id: 'my_consumer', base_uri: base });
    const records: { key: string | null; value: string; partition: number; offset: number }[] = [];
    while (records.length < 5) records.push(...((await answerTo('consume')) as typeof records));
    expect(records.map(({ partition, offset }) => ({ partition, offset }))).toEqual(
      expect.arrayContaining([...first, ...second]),
    );
    expect(records.map(({ value }) => Buffer.from(value, 'base64').toString()).sort()).toEqual([
      'confluent',
      'confluent',
      'kafka',
      'kafka',
      'logs',
    ]);

    const committed = (await answerTo('commit')) as { partition: number; consumed: number; committed: number }[];
    const stored = await gateway.get(AdminClient).listGroupOffsets(
      group,
      [0, 1, 2, 3].map((partition) => ({ topic, partition })),
    );
    expect(committed).toEqual(
      stored.map(({ partition, offset }) => ({ topic, partition, consumed: offset - 1, committed: offset - 1 })),
    );
    expect(committed.find(({ partition }) => partition === 1)?.committed).toBe(second[1]!.offset);
    await answerTo('deleteConsumer', 204);
  });
});
