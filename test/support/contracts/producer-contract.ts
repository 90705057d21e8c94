import { expect, it } from '@jest/globals';
import type { ProducerClient } from '../../../src/kafka/producer.client.js';
import { PRODUCE_STRIDE, type ProduceBatch, type RecordHeader } from '../../../src/kafka/record.js';
import { partitionOfKey } from '../murmur2.js';

export interface SentRecord {
  key?: string | null;
  value?: string | null;
  partition?: number;
  /** Milliseconds since the epoch. */
  timestamp?: number;
  headers?: RecordHeader[];
}

export interface StoredRecord {
  partition: number;
  offset: number;
  key: string | null;
  value: string | null;
  timestamp: number;
  headers: { name: string; value: string | null }[];
}

/** A producer client under test, with a way to see what it wrote that does not go through it. */
export interface ProducerUnderTest {
  client: ProducerClient;
  /** A topic of three partitions that nobody else writes to. */
  createTopic: () => Promise<string>;
  /** All `count` records of a topic, by partition and offset. A null header value may show as an empty one. */
  stored: (topic: string, count: number) => Promise<StoredRecord[]>;
}

export function batchOf(records: readonly SentRecord[]): ProduceBatch {
  const table = new Int32Array(records.length * PRODUCE_STRIDE);
  const chunks: Buffer[] = [];
  let at = 0;
  records.forEach(({ key = null, value = null, partition = -1 }, i) => {
    table[i * PRODUCE_STRIDE] = partition;
    for (const [column, text] of [key, value].entries()) {
      const bytes = text === null ? null : Buffer.from(text);
      table[i * PRODUCE_STRIDE + 1 + column * 2] = at;
      table[i * PRODUCE_STRIDE + 2 + column * 2] = bytes?.length ?? -1;
      if (bytes) chunks.push(bytes);
      at += bytes?.length ?? 0;
    }
  });
  const timed = records.some(({ timestamp }) => timestamp !== undefined);
  const headed = records.some(({ headers }) => headers !== undefined);
  return {
    count: records.length,
    bytes: Buffer.concat(chunks),
    table,
    timestamps: timed ? Float64Array.from(records, ({ timestamp }) => timestamp ?? 0) : null,
    headers: headed ? records.map(({ headers }) => headers ?? null) : null,
  };
}

/** What every producer client does. `open` is called when the tests run; whoever gives it closes what it opened. */
export function describeProducerContract(open: () => ProducerUnderTest): void {
  it('stores keys and values, empty ones, nulls and tombstones alike', async () => {
    const { client, createTopic, stored } = open();
    const topic = await createTopic();
    const records = [
      { key: 'k', value: 'v' },
      { key: '', value: '' },
      { key: null, value: 'no key' },
      { key: 'gone', value: null },
      { key: null, value: null },
    ].map((record) => ({ ...record, partition: 1 }));
    const result = await client.send(topic, batchOf(records));
    expect(result).toMatchObject({ count: 5, failures: null });
    expect([...result.partitions]).toEqual([1, 1, 1, 1, 1]);
    expect([...result.offsets]).toEqual([0, 1, 2, 3, 4]);
    expect(await stored(topic, 5)).toMatchObject(records.map((record, offset) => ({ ...record, offset })));
  });

  it('puts records with a key where the Java client puts them', async () => {
    const { client, createTopic } = open();
    const topic = await createTopic();
    const keys = ['', 'a', 'ab', 'abc', 'abcd', 'user-17', 'ключ', '☃'.repeat(40)];
    const { partitions } = await client.send(topic, batchOf(keys.map((key) => ({ key, value: 'v' }))));
    expect([...partitions]).toEqual(keys.map((key) => partitionOfKey(Buffer.from(key), 3)));
  });

  it('lets a record name its partition, whatever its key', async () => {
    const { client, createTopic } = open();
    const topic = await createTopic();
    const records = [0, 1, 2].map((partition) => ({ key: 'the same', value: 'v', partition }));
    expect([...(await client.send(topic, batchOf(records))).partitions]).toEqual([0, 1, 2]);
  });

  it('keeps the order of a batch in each partition, and results in the order of the batch', async () => {
    const { client, createTopic, stored } = open();
    const topic = await createTopic();
    const records = Array.from({ length: 1000 }, (_, i) => ({ key: i % 5 ? `k${i % 7}` : null, value: String(i) }));
    const { partitions, offsets, failures } = await client.send(topic, batchOf(records));
    expect(failures).toBeNull();
    const found = new Map((await stored(topic, 1000)).map((row) => [`${row.partition}@${row.offset}`, row.value]));
    records.forEach(({ value }, i) => expect(found.get(`${partitions[i]}@${offsets[i]}`)).toBe(value));
    for (const partition of [0, 1, 2]) {
      const own = [...offsets].filter((_, i) => partitions[i] === partition);
      expect(own).toEqual(own.map((_, i) => i));
    }
  });

  it('stores timestamps and headers where there are some', async () => {
    const { client, createTopic, stored } = open();
    const topic = await createTopic();
    const timestamp = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
    const headers = [
      { name: 'trace', value: Buffer.from('abc') },
      { name: 'trace', value: null },
      { name: 'é', value: Buffer.alloc(0) },
    ];
    const records = [
      { value: 'both', timestamp, headers },
      { key: 'k', value: null, timestamp: timestamp + 1 },
      { value: 'headers', headers: headers.slice(0, 1) },
      { value: 'neither' },
    ].map((record) => ({ ...record, partition: 0 }));
    expect((await client.send(topic, batchOf(records))).failures).toBeNull();
    const rows = await stored(topic, 4);
    expect(rows.slice(0, 2).map((row) => row.timestamp)).toEqual([timestamp, timestamp + 1]);
    expect(rows.map((row) => row.headers.map(({ name, value }) => ({ name, value: value ?? '' })))).toEqual([
      [
        { name: 'trace', value: 'abc' },
        { name: 'trace', value: '' },
        { name: 'é', value: '' },
      ],
      [],
      [{ name: 'trace', value: 'abc' }],
      [],
    ]);
    expect(rows.map(({ key, value }) => [key, value])).toEqual([
      [null, 'both'],
      ['k', null],
      [null, 'headers'],
      [null, 'neither'],
    ]);
  });

  it('has read the batch when the call returns', async () => {
    const { client, createTopic, stored } = open();
    const topic = await createTopic();
    const batch = batchOf([{ key: 'key', value: 'value', partition: 2 }]);
    const sent = client.send(topic, batch);
    batch.bytes.fill(0);
    batch.table.fill(0);
    await sent;
    expect(await stored(topic, 1)).toMatchObject([{ partition: 2, key: 'key', value: 'value' }]);
  });

  it('reports a partition that does not exist for that record alone', async () => {
    const { client, createTopic } = open();
    const topic = await createTopic();
    await client.send(topic, batchOf([{ value: 'first', partition: 0 }]));
    const records = [
      { value: 'good', partition: 0 },
      { value: 'bad', partition: 7 },
      { value: 'good', partition: 0 },
    ];
    const { offsets, failures } = await client.send(topic, batchOf(records));
    expect([...offsets]).toEqual([1, -1, 2]);
    expect([...(failures?.keys() ?? [])]).toEqual([1]);
    expect(failures?.get(1)?.code).toBe('partition-not-found');
  });

  it('counts what is in flight', async () => {
    const { client, createTopic } = open();
    const topic = await createTopic();
    const before = client.inFlight;
    const sent = client.send(topic, batchOf([{ value: '1' }, { value: '2' }]));
    expect(client.inFlight).toBe(before + 2);
    await sent;
    expect(client.inFlight).toBe(before);
  });

  it('tells how many partitions a topic has when it is asked to create it and it exists', async () => {
    const { client, createTopic } = open();
    expect(await client.autoCreateTopic(await createTopic(), 5000)).toBe(3);
  });
}
