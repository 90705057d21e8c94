import type { RecordBatch, RecordHeader, TopicPartitionOffset } from '../../../src/kafka/record.js';

export interface FakeRecord {
  partition?: number;
  key?: Buffer | string | null;
  value?: Buffer | string | null;
  timestamp?: number;
  headers?: RecordHeader[] | null;
}

interface Stored {
  key: Buffer | null;
  value: Buffer | null;
  timestamp: number;
  headers: RecordHeader[] | null;
}

/** The records of all topics, in memory. */
export class FakeConsumerLog {
  /** Called when records were appended. */
  readonly listeners = new Set<() => void>();
  private readonly topics = new Map<string, Stored[][]>();

  /** Creates the topic with one partition, and further partitions, as records need them. */
  append(topic: string, records: readonly FakeRecord[]): void {
    for (const { partition = 0, key = null, value = null, timestamp = 1_700_000_000_000, headers = null } of records) {
      this.addPartitions(topic, partition + 1);
      this.topics.get(topic)![partition]!.push({ key: bytesOf(key), value: bytesOf(value), timestamp, headers });
    }
    this.changed();
  }

  addPartitions(topic: string, count: number): void {
    const partitions = this.topics.get(topic) ?? [];
    while (partitions.length < count) partitions.push([]);
    this.topics.set(topic, partitions);
  }

  partitions(topic: string): number {
    return this.topics.get(topic)?.length ?? 0;
  }

  end(topic: string, partition: number): number | undefined {
    return this.topics.get(topic)?.[partition]?.length;
  }

  /** The first offset at or after a time, else the end. */
  offsetAtTime(topic: string, partition: number, timestampMs: number): number | undefined {
    const records = this.topics.get(topic)?.[partition];
    const found = records?.findIndex(({ timestamp }) => timestamp >= timestampMs);
    return found === -1 ? records?.length : found;
  }

  /** Whoever waits looks again. */
  changed(): void {
    for (const listener of [...this.listeners]) listener();
  }

  /** Takes up to `max` records from these positions on, and moves them. */
  take(positions: readonly TopicPartitionOffset[], max: number, extras: boolean): RecordBatch | null {
    const rows = positions.flatMap((position) => {
      const log = this.topics.get(position.topic)?.[position.partition] ?? [];
      return log
        .slice(position.offset, position.offset + max)
        .map((record, i) => ({ position, offset: position.offset + i, record }));
    });
    const taken = rows.slice(0, max);
    for (const { position, offset } of taken) position.offset = offset + 1;
    return taken.length > 0 ? batchOf(taken, extras) : null;
  }
}

function bytesOf(datum: Buffer | string | null): Buffer | null {
  return typeof datum === 'string' ? Buffer.from(datum) : datum;
}

function batchOf(
  rows: { position: TopicPartitionOffset; offset: number; record: Stored }[],
  extras: boolean,
): RecordBatch {
  const data = rows.flatMap(({ record: { key, value } }) => [key, value]);
  const starts: number[] = [];
  let bytes = 0;
  for (const datum of data) {
    starts.push(bytes);
    bytes += datum?.length ?? 0;
  }
  const side = (offset: number, pick: (i: number) => number): Int32Array =>
    Int32Array.from(rows, (_, row) => pick(row * 2 + offset));
  return {
    count: rows.length,
    bytes: Buffer.concat(data.filter((datum) => datum !== null)),
    topics: rows.map(({ position }) => position.topic),
    partitions: Int32Array.from(rows, ({ position }) => position.partition),
    offsets: Float64Array.from(rows, ({ offset }) => offset),
    keyStart: side(0, (i) => starts[i]!),
    keyLength: side(0, (i) => data[i]?.length ?? -1),
    valueStart: side(1, (i) => starts[i]!),
    valueLength: side(1, (i) => data[i]?.length ?? -1),
    timestamps: extras ? Float64Array.from(rows, ({ record }) => record.timestamp) : null,
    headers: extras ? rows.map(({ record }) => record.headers) : null,
  };
}
