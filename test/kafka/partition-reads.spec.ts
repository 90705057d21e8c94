import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AdminClient } from '../../src/kafka/admin.client.js';
import { type Answer, type ReadRecord, send } from '../support/consumer-http.js';
import { deleteRecordsBefore } from '../support/delete-records.js';
import { kafkaCluster } from '../support/kafka-cluster.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';
import { writeTransactions } from '../support/transactions.js';

const JSON_V2 = 'application/vnd.kafka.json.v2+json';
const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

describe('reading partitions without a group', () => {
  const { bootstrapServers } = kafkaCluster();
  let gateway: KafkaGateway;

  beforeAll(async () => {
    gateway = await KafkaGateway.start();
  });

  afterAll(() => gateway.close());

  async function filled(count: number, partitions = 1): Promise<string> {
    const topic = uniqueName('partition-reads');
    await gateway.createTopic(topic, partitions);
    const records = range(partitions).flatMap((partition) =>
      range(count).map((i) => ({ partition, value: String(i) })),
    );
    if (count > 0) await gateway.produce(topic, records);
    return topic;
  }

  const get = (topic: string, query: string, partition = 0): Promise<Answer> =>
    send('GET', `${gateway.url}/topics/${topic}/partitions/${partition}/records${query}`, undefined, {
      Accept: JSON_V2,
    });
  const records = async (topic: string, query: string, partition = 0): Promise<ReadRecord[]> => {
    const answer = await get(topic, query, partition);
    expect(answer).toMatchObject({ status: 200, type: JSON_V2 });
    return answer.body as ReadRecord[];
  };
  const values = async (topic: string, query: string, partition?: number): Promise<unknown[]> =>
    (await records(topic, query, partition)).map(({ value }) => value);

  it('finds each record of many partitions by its offset', async () => {
    const topic = await filled(50, 20);
    const places = range(20).flatMap((partition) => [0, 7, 48].map((offset) => ({ partition, offset })));
    const read = await Promise.all(
      places.map(({ partition, offset }) => records(topic, `?offset=${offset}&count=5&timeout=60000`, partition)),
    );
    expect(read.map((some) => some.map(({ partition, offset, value }) => [partition, offset, value]))).toEqual(
      places.map(({ partition, offset }) =>
        range(50)
          .slice(offset, offset + 5)
          .map((i) => [partition, i, i]),
      ),
    );
  });

  it('begins at a time', async () => {
    const topic = await filled(3);
    const [first] = await records(topic, '?offset=0&include=timestamp');
    expect(await values(topic, `?timestamp=${first!.timestamp}`)).toEqual([0, 1, 2]);
    expect(await values(topic, '?timestamp=2020-01-01&count=1')).toEqual([0]);
    expect(await values(topic, `?timestamp=${first!.timestamp! + 3_600_000}&timeout=1`)).toEqual([]);
  });

  it('begins at the first record that was not deleted', async () => {
    const topic = await filled(10);
    await deleteRecordsBefore(bootstrapServers, topic, 7);
    expect(await values(topic, '?offset=0')).toEqual([7, 8, 9]);
    expect(await values(topic, '?offset=8')).toEqual([8, 9]);
  });

  it('brings records larger than any limit, one by one', async () => {
    const topic = await filled(0, 3);
    const large = JSON.stringify('x'.repeat(900_000));
    for (const partition of [0, 1, 2])
      await gateway.produce(
        topic,
        [large, large].map((value) => ({ partition, value })),
      );
    const read = [0, 1, 2].flatMap((partition) =>
      [0, 1].map((offset) => records(topic, `?offset=${offset}&max_bytes=1000&timeout=60000`, partition)),
    );
    for (const some of await Promise.all(read))
      expect(some.map(({ value }) => String(value).length)).toEqual([900_000]);
    expect(await values(topic, '?offset=0&timeout=60000')).toHaveLength(2);
  });

  it('answers nothing at and beyond the end, and what comes there while it waits', async () => {
    const topic = await filled(2);
    expect(await values(topic, '?offset=2&timeout=1')).toEqual([]);
    expect(await values(topic, '?offset=100&timeout=1')).toEqual([]);
    const waiting = [2, 2, 3].map((offset) => values(topic, `?offset=${offset}&count=1&timeout=60000`));
    await gateway.produce(topic, [{ value: '2' }, { value: '3' }]);
    expect(await Promise.all(waiting)).toEqual([[2], [2], [3]]);
  });

  it('steps over what transactions leave behind', async () => {
    const topic = await filled(0);
    await writeTransactions(bootstrapServers, topic, [
      { values: ['0', '1'], commit: false },
      { values: ['3'], commit: true },
      { values: ['5', '6'], commit: false },
    ]);
    // Offsets 2, 4 and 7 are Kafka's own marks.
    expect(await values(topic, '?offset=0&timeout=60000')).toEqual([3]);
    expect(await values(topic, '?offset=2&timeout=60000')).toEqual([3]);
    expect(await values(topic, '?offset=4&timeout=1')).toEqual([]);
    expect(await values(topic, '?offset=8&timeout=1')).toEqual([]);
    const waiting = values(topic, '?offset=4&timeout=60000');
    await gateway.produce(topic, [{ value: '8' }]);
    expect(await waiting).toEqual([8]);
  });

  it('needs no more threads for a thousand reads than for the first ones', async () => {
    const topic = await filled(200, 4);
    const some = (count: number): Promise<ReadRecord[][]> =>
      Promise.all(range(count).map((i) => records(topic, `?offset=${i % 200}&count=10&timeout=60000`, i % 4)));
    const threads = (): number => readdirSync('/proc/self/task').length;
    await some(100);
    await some(100);
    const before = threads();
    for (const round of range(10)) {
      for (const [i, read] of (await some(100)).entries()) {
        expect({ round, offset: read[0]?.offset, partition: read[0]?.partition }).toEqual({
          round,
          offset: i % 200,
          partition: i % 4,
        });
      }
    }
    expect(threads()).toBeLessThanOrEqual(before);
  });

  it('tells who waits that the topic was deleted, and reads the next one of that name', async () => {
    const topic = await filled(2);
    const waiting = get(topic, '?offset=2&timeout=60000');
    expect(await values(topic, '?offset=0&timeout=60000')).toEqual([0, 1]);
    const [deleted] = await gateway.get(AdminClient).deleteTopics([topic]);
    expect(deleted?.error).toBeUndefined();
    // Who had just begun to wait may meet a partition that has lost its leader first.
    expect([404, 503]).toContain((await waiting).status);
    let after = await get(topic, '?offset=0');
    while (after.status === 503) after = await get(topic, '?offset=0');
    expect(after).toMatchObject({ status: 404, body: { error_code: 40401 } });
    await gateway.createTopic(topic);
    await gateway.produce(topic, [{ value: '"new"' }]);
    let again = await get(topic, '?offset=0&timeout=1000');
    while (again.status === 503) again = await get(topic, '?offset=0&timeout=1000');
    expect(again).toMatchObject({ status: 200, body: [{ value: 'new' }] });
  });

  it('says what a user may not read', async () => {
    const topic = await filled(1);
    const { saslSsl } = kafkaCluster();
    const stranger = await KafkaGateway.start({
      'bootstrap.servers': saslSsl!.bootstrapServers,
      'log.level': 'silent',
      'client.security.protocol': 'SASL_SSL',
      'client.sasl.mechanism': 'SCRAM-SHA-256',
      'client.sasl.username': saslSsl!.unprivileged.username,
      'client.sasl.password': saslSsl!.unprivileged.password,
      'client.ssl.ca.location': saslSsl!.caPath,
    });
    const answer = await send('GET', `${stranger.url}/topics/${topic}/partitions/0/records?offset=0`);
    expect(answer).toMatchObject({ status: 403, body: { error_code: 40301 } });
    await stranger.close();
  });
});
