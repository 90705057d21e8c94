import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { HttpConsumer, type ReadRecord, send } from '../support/consumer-http.js';
import { kafkaCluster } from '../support/kafka-cluster.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';
import { whileTransactionIsOpen, writeTransactions } from '../support/transactions.js';

const V1 = 'application/vnd.kafka.v1+json';
const JSON_V1 = 'application/vnd.kafka.json.v1+json';

describe('consumer instances across the marks of transactions', () => {
  const { bootstrapServers } = kafkaCluster();
  let gateway: KafkaGateway;
  let topic: string;
  let group: string;

  beforeAll(async () => {
    gateway = await KafkaGateway.start({ 'consumer.isolation.level': 'read_committed' });
  });

  afterAll(() => gateway.close());

  /** Offsets 2, 5, 7 and 9 are marks. */
  beforeEach(async () => {
    topic = uniqueName('consumer-gaps');
    group = uniqueName('consumer-gaps');
    await gateway.createTopic(topic);
    await writeTransactions(bootstrapServers, topic, [
      { values: ['0', '1'], commit: false },
      { values: ['3', '4'], commit: true },
      { values: ['6'], commit: false },
      { values: ['8'], commit: true },
    ]);
  });

  const open = (): Promise<HttpConsumer> => HttpConsumer.create(gateway.url, group, { 'auto.commit.enable': 'false' });
  const place = (): { topic: string; partition: number } => ({ topic, partition: 0 });
  const offsetsOf = (records: readonly ReadRecord[]): number[] => records.map(({ offset }) => offset);

  it('deliver what was committed, and commit the offset behind it', async () => {
    const first = await open();
    await first.subscribe(topic);
    expect(offsetsOf(await first.readCount(2, '?max_bytes=2'))).toEqual([3, 4]);
    const at = [{ ...place(), offset: 5, metadata: '' }];
    expect(await first.commit()).toEqual([expect.objectContaining({ ...place(), offset: 5 })]);
    expect(await first.committed(place())).toEqual(at);
    // Delivered, not committed: it comes again.
    expect(offsetsOf(await first.readCount(1))).toEqual([8]);
    await first.delete();

    const second = await open();
    await second.subscribe(topic);
    expect(await second.committed(place())).toEqual(at);
    expect(offsetsOf(await second.readCount(1))).toEqual([8]);
    expect(await second.commit()).toEqual([expect.objectContaining({ ...place(), offset: 9 })]);
    expect(await second.read('?timeout=100')).toEqual([]);
    await writeTransactions(bootstrapServers, topic, [{ values: ['10'], commit: true }]);
    expect(offsetsOf(await second.readCount(1))).toEqual([10]);
    await second.delete();
  });

  it('take a commit that names a mark, and go on behind it', async () => {
    const first = await open();
    await first.assign(place());
    await first.commit({ offsets: [{ ...place(), offset: 6 }] });
    expect(await first.committed(place())).toMatchObject([{ offset: 7 }]);
    await first.delete();
    const second = await open();
    await second.subscribe(topic);
    expect(offsetsOf(await second.readCount(1))).toEqual([8]);
    await second.delete();
  });

  it('seek to marks, to aborted records and to both ends', async () => {
    const consumer = await open();
    await consumer.assign(place());
    for (const [offset, expected] of [
      [9, []],
      [0, [3, 4, 8]],
      [2, [3, 4, 8]],
      [5, [8]],
      [6, [8]],
      [4, [4, 8]],
    ] as const) {
      await consumer.seek({ offsets: [{ ...place(), offset }] });
      const wait = expected.length === 0 ? '?timeout=100' : '';
      const records = expected.length === 0 ? await consumer.read(wait) : await consumer.readCount(expected.length);
      expect({ offset, read: offsetsOf(records) }).toEqual({ offset, read: [...expected] });
    }
    await consumer.seek({ partitions: [place()] }, '/beginning');
    expect(offsetsOf(await consumer.readCount(3))).toEqual([3, 4, 8]);
    await consumer.seek({ partitions: [place()] }, '/end');
    expect(await consumer.read('?timeout=100')).toEqual([]);
    await writeTransactions(bootstrapServers, topic, [
      { values: ['10'], commit: false },
      { values: ['12'], commit: true },
    ]);
    expect(offsetsOf(await consumer.readCount(1))).toEqual([12]);
    expect(await consumer.commit()).toEqual([expect.objectContaining({ offset: 13 })]);
    await consumer.delete();
  });

  it('wait for the end of a transaction', async () => {
    const consumer = await open();
    await consumer.assign(place());
    await consumer.readCount(3);
    await whileTransactionIsOpen(bootstrapServers, topic, ['10', '11'], async () => {
      expect(await consumer.read('?timeout=200')).toEqual([]);
      expect(await consumer.commit()).toEqual([expect.objectContaining({ offset: 9 })]);
    });
    expect(offsetsOf(await consumer.readCount(2))).toEqual([10, 11]);
    expect(await consumer.commit()).toEqual([expect.objectContaining({ offset: 12 })]);
    await consumer.delete();
  });

  it('of v1 name the last record as what was consumed, not a mark', async () => {
    const instance = `${gateway.url}/consumers/${group}/instances/i`;
    const body = { id: 'i', format: 'json', 'auto.offset.reset': 'smallest' };
    await send('POST', `${gateway.url}/consumers/${group}`, body, { 'Content-Type': V1, Accept: V1 });
    const records: ReadRecord[] = [];
    while (records.length < 3) {
      const { body: some } = await send('GET', `${instance}/topics/${topic}`, undefined, { Accept: JSON_V1 });
      records.push(...(some as ReadRecord[]));
    }
    expect(offsetsOf(records)).toEqual([3, 4, 8]);
    const { body: committed } = await send('POST', `${instance}/offsets`, undefined, { Accept: V1 });
    expect(committed).toEqual([{ topic, partition: 0, consumed: 8, committed: 8 }]);
    await send('DELETE', instance, undefined, { Accept: V1 });
  });
});
