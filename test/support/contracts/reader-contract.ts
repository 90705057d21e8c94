import { expect, it } from '@jest/globals';
import type { RangeOutcome, ReaderClient, ReadRange } from '../../../src/kafka/reader.client.js';
import { rowsOf } from '../native-clients.js';
import type { ContractTopics } from './gateway-topics.js';

/** A reader client under test, with a way to write what it reads. */
export interface ReaderUnderTest extends ContractTopics {
  reader: ReaderClient;
}

/** Long enough for any machine; no test waits for it. */
const LONG_MS = 60_000;

/** What every reader client does. */
export function describeReaderContract(open: () => ReaderUnderTest): void {
  const read = (topic: string, offset: number, change: Partial<ReadRange> = {}, signal?: AbortSignal) => {
    const range = { topic, partition: 0, offset, maxRecords: 100, maxBytes: 1e6, waitMs: LONG_MS, extras: false };
    return open().reader.read({ ...range, ...change }, signal);
  };

  it('reads what is there from an offset on, without waiting for more', async () => {
    const topic = await open().createTopic(['a', 'b', 'c'], ['d']);
    expect(valuesOf(await read(topic, 0))).toEqual(['a', 'b', 'c']);
    expect(valuesOf(await read(topic, 1))).toEqual(['b', 'c']);
    expect(valuesOf(await read(topic, 0, { partition: 1 }))).toEqual(['d']);
    expect(valuesOf(await read(topic, 0))).toEqual(['a', 'b', 'c']);
  });

  it('reads no more records and bytes than asked for, but one always', async () => {
    const topic = await open().createTopic(['aaaa', 'bbbb', 'cccc']);
    expect(valuesOf(await read(topic, 0, { maxRecords: 2 }))).toEqual(['aaaa', 'bbbb']);
    expect(valuesOf(await read(topic, 0, { maxBytes: 8 }))).toEqual(['aaaa', 'bbbb']);
    expect(valuesOf(await read(topic, 0, { maxBytes: 11 }))).toEqual(['aaaa', 'bbbb']);
    expect(valuesOf(await read(topic, 1, { maxBytes: 1 }))).toEqual(['bbbb']);
  });

  it('finds nothing at the end when it is not to wait', async () => {
    const topic = await open().createTopic(['a'], []);
    expect(await read(topic, 1, { waitMs: 0 })).toEqual([]);
    expect(await read(topic, 0, { partition: 1, waitMs: 50 })).toEqual([]);
  });

  it('gets what is written while it waits at the end, as all do who wait there', async () => {
    const topic = await open().createTopic(['a'], []);
    const waiting = [read(topic, 1), read(topic, 1), read(topic, 1), read(topic, 0, { partition: 1 })];
    expect(valuesOf(await read(topic, 0))).toEqual(['a']);
    await open().append(topic, 0, 'b');
    await open().append(topic, 1, 'c');
    expect((await Promise.all(waiting)).map(valuesOf)).toEqual([['b'], ['b'], ['b'], ['c']]);
  });

  it('says when an offset lies beyond the end', async () => {
    const topic = await open().createTopic(['a']);
    expect(await read(topic, 2)).toBe('out-of-range');
  });

  it('reads one partition at many offsets at a time, and many partitions', async () => {
    const values = Array.from({ length: 40 }, (_, i) => `value ${i}`);
    const topic = await open().createTopic(values, values, values, values);
    const places = values.flatMap((_, offset) => [0, 1, 2, 3].map((partition) => ({ offset, partition })));
    const outcomes = await Promise.all(
      places.map(({ offset, partition }) => read(topic, offset, { partition, maxRecords: 3 })),
    );
    expect(outcomes.map(valuesOf)).toEqual(places.map(({ offset }) => values.slice(offset, offset + 3)));
  });

  it('ends a wait when nobody wants the answer any more', async () => {
    const topic = await open().createTopic([]);
    const gone = new AbortController();
    const waiting = read(topic, 0, {}, gone.signal);
    expect(await read(topic, 0, { waitMs: 0 })).toEqual([]);
    gone.abort();
    expect(await waiting).toEqual([]);
    expect(await read(topic, 0, {}, gone.signal)).toEqual([]);
  });

  it('carries timestamps and headers when they are asked for', async () => {
    const topic = await open().createTopic(['a']);
    const [batch] = (await read(topic, 0, { extras: true })) as Exclude<RangeOutcome, string>;
    expect(batch!.timestamps![0]).toBeGreaterThan(0);
    expect(batch!.headers).toHaveLength(1);
    expect(await read(topic, 0)).toMatchObject([{ timestamps: null, headers: null }]);
  });
}

export function valuesOf(outcome: RangeOutcome): (string | null)[] {
  if (outcome === 'out-of-range') throw new Error(outcome);
  return outcome.flatMap((batch) => rowsOf(batch).map(({ value }) => value));
}
