import type { RecordBatch } from '../kafka/record.js';
import type { PartitionPositions, Position } from './partition-positions.js';
import type { Undecodable } from './record-format.js';

/** Records `from` to `to` (exclusive) of a batch: neighbours of one partition. */
export interface RecordSlice {
  batch: RecordBatch;
  from: number;
  to: number;
  position: Position;
  /** Bytes of their keys and values. */
  bytes: number;
  /** Formats with schemas: records that could not be decoded; their bytes are as stored. Null when all could. */
  undecoded: ReadonlyMap<number, Undecodable> | null;
  /** Records among them that cannot be shown in the format; null when all can. */
  faults: ReadonlyMap<number, Undecodable> | null;
}

/** Bytes of key and value of one record. */
export function recordBytes(batch: RecordBatch, i: number): number {
  return Math.max(batch.keyLength[i]!, 0) + Math.max(batch.valueLength[i]!, 0);
}

/** Bytes of keys and values of records `from` to `to` (exclusive). */
export function bytesBetween(batch: RecordBatch, from: number, to: number): number {
  let bytes = 0;
  for (let i = from; i < to; i++) bytes += recordBytes(batch, i);
  return bytes;
}

/** Cuts a batch, just fetched, where the partition changes. Records of partitions without a position are left out. */
export function slicesOf(batch: RecordBatch, positions: PartitionPositions): RecordSlice[] {
  const slices: RecordSlice[] = [];
  for (let from = 0; from < batch.count;) {
    const topic = batch.topics[from]!;
    const partition = batch.partitions[from]!;
    let bytes = 0;
    let to = from;
    do bytes += recordBytes(batch, to++);
    while (to < batch.count && batch.partitions[to] === partition && batch.topics[to] === topic);
    const position = positions.get(topic, partition);
    if (position) {
      position.fetched = batch.offsets[to - 1]! + 1;
      slices.push({ batch, from, to, position, bytes, undecoded: null, faults: null });
    }
    from = to;
  }
  return slices;
}
