import { setTimeout as elapsed } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AdminClient } from '../../src/kafka/admin.client.js';
import { type ReadRecord, send } from '../support/consumer-http.js';
import { kafkaCluster } from '../support/kafka-cluster.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';
import { whileTransactionIsOpen, writeTransactions } from '../support/transactions.js';

const JSON_V1 = 'application/vnd.kafka.json.v1+json';
const JSON_V2 = 'application/vnd.kafka.json.v2+json';

/** The paths at which a partition is read without a group, behind that of the topic's partition 0. */
const DOORS: readonly [string, (topic: string) => string, string][] = [
  ['v2', (topic) => `/topics/${topic}/partitions/0/records`, JSON_V2],
  ['v1', (topic) => `/topics/${topic}/partitions/0/messages`, JSON_V1],
  ['KIP-80', (topic) => `/topics/${topic}/partitions/0`, JSON_V1],
  ['the example of KIP-80', (topic) => `/consume/${topic}/partitions/0`, JSON_V1],
];
const WAIT = 'timeout=60000';

describe.each(DOORS)('partition reads by %s where offsets are missing', (_, pathOf, type) => {
  const { bootstrapServers } = kafkaCluster();
  let gateway: KafkaGateway;

  beforeAll(async () => {
    gateway = await KafkaGateway.start();
  });

  afterAll(() => gateway.close());

  async function read(topic: string, query: string, from = gateway): Promise<ReadRecord[]> {
    const { status, body } = await send('GET', `${from.url}${pathOf(topic)}?${query}`, undefined, { Accept: type });
    expect({ status, body }).toMatchObject({ status: 200 });
    return body as ReadRecord[];
  }

  const offsetsOf = (records: readonly ReadRecord[]): number[] => records.map(({ offset }) => offset);

  /** Reads on behind what came, `count` records at a time, until the record at `last` came. */
  async function page(topic: string, count: number, last: number): Promise<ReadRecord[]> {
    const records: ReadRecord[] = [];
    for (let next = 0; next <= last; next = records.at(-1)!.offset + 1) {
      const some = await read(topic, `offset=${next}&count=${count}&${WAIT}`);
      expect(some.length).toBeGreaterThan(0);
      expect(some.length).toBeLessThanOrEqual(count);
      records.push(...some);
    }
    return records;
  }

  it('go on behind aborted records and the marks of transactions', async () => {
    const topic = uniqueName('gaps');
    await gateway.createTopic(topic);
    // Offsets 2, 5, 7, 9 and 12 are marks.
    await writeTransactions(bootstrapServers, topic, [
      { values: ['0', '1'], commit: false },
      { values: ['3', '4'], commit: true },
      { values: ['6'], commit: false },
      { values: ['8'], commit: true },
      { values: ['10', '11'], commit: true },
    ]);
    const all = [3, 4, 8, 10, 11];
    for (const count of [1, 2, 3, 100]) expect(offsetsOf(await page(topic, count, 11))).toEqual(all);
    for (let offset = 0; offset <= 11; offset++) {
      const [first] = await read(topic, `offset=${offset}&count=1&${WAIT}`);
      expect(first).toMatchObject({ offset: first?.value, partition: 0 });
      expect(first?.offset).toBe(all.find((each) => each >= offset));
    }
    // Only a mark, and nothing at all.
    expect(await read(topic, 'offset=12&timeout=1')).toEqual([]);
    expect(await read(topic, 'offset=13&timeout=1')).toEqual([]);
    expect(offsetsOf(await read(topic, `offset=0&count=4&max_bytes=3&${WAIT}`))).toEqual([3, 4, 8]);
  });

  it('wait for the end of a transaction, and bring its records once', async () => {
    const topic = uniqueName('gaps');
    await gateway.createTopic(topic);
    await writeTransactions(bootstrapServers, topic, [{ values: ['0'], commit: true }]);
    let waiting = Promise.resolve<ReadRecord[]>([]);
    await whileTransactionIsOpen(bootstrapServers, topic, ['2', '3'], async () => {
      expect(offsetsOf(await read(topic, 'offset=0&count=9&timeout=1000'))).toEqual([0]);
      expect(await read(topic, 'offset=1&timeout=1')).toEqual([]);
      waiting = read(topic, `offset=1&count=1&${WAIT}`);
    });
    expect(offsetsOf(await waiting)).toEqual([2]);
    expect(offsetsOf(await page(topic, 1, 3))).toEqual([0, 2, 3]);
  });

  it('bring what compaction has left', async () => {
    const topic = uniqueName('gaps');
    const settings = { 'cleanup.policy': 'compact', 'segment.ms': '100', 'min.cleanable.dirty.ratio': '0.001' };
    const configs = { ...settings, 'min.compaction.lag.ms': '0' };
    const made = await gateway
      .get(AdminClient)
      .createTopics([{ name: topic, partitions: 1, replicationFactor: 1, configs }]);
    expect(made.map(({ error }) => error)).toEqual([undefined]);
    // Of twelve records of each round, only the last stays; of the final round, all.
    const ROUNDS = 20;
    const kept: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const records = Array.from({ length: 11 }, (_, i) => ({ key: `"k${i}"`, value: String(round * 12 + i) }));
      await gateway.produce(topic, [...records, { key: `"round ${round}"`, value: String(round * 12 + 11) }]);
      kept.push(round * 12 + 11);
    }
    const end = ROUNDS * 12;
    const expected = [...kept.slice(0, -1), ...Array.from({ length: 12 }, (_, i) => end - 12 + i)];
    // A record that comes after its time closes a segment; only closed ones are compacted, every 15 s.
    const isCompacted = async (): Promise<boolean> => {
      await gateway.produce(topic, [{ key: '"closes the segment"', value: '-1' }]);
      const records = await read(topic, `offset=0&count=${end}&${WAIT}`);
      return offsetsOf(records.filter(({ value }) => value !== -1)).length === expected.length;
    };
    while (!(await isCompacted())) await elapsed(200);
    const data = (records: readonly ReadRecord[]): number[] => offsetsOf(records.filter(({ value }) => value !== -1));
    for (const count of [1, 5, end]) expect(data(await page(topic, count, end - 1))).toEqual(expected);
    for (const offset of [0, 1, 11, 12, 100, end - 13, end - 12]) {
      const some = await read(topic, `offset=${offset}&count=3&${WAIT}`);
      expect(offsetsOf(some)).toEqual(expected.filter((each) => each >= offset).slice(0, 3));
    }
  });
});
