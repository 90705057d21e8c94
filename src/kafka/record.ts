import type { ErrorCode } from '../errors/error-code.js';

export interface TopicPartition {
  topic: string;
  partition: number;
}

/** A position or a commit. `offset` is the next offset to read (Kafka's sense), 0 or more. */
export interface TopicPartitionOffset extends TopicPartition {
  offset: number;
  metadata?: string | null;
}

export interface RecordHeader {
  name: string;
  value: Buffer | null;
}

/** Numbers per record in `ProduceBatch.table`: partition (-1: partitioner decides), key start, key length (-1: null), value start, value length (-1: null). */
export const PRODUCE_STRIDE = 5;

/**
 * The records of one produce request as columns; positions point into `bytes`. `bytes` must not change until the send
 * call has returned (librdkafka copies during the call). `table` may be longer than `count * PRODUCE_STRIDE` and may be
 * reused by whoever filled it as soon as control goes back to the event loop: `detachBatch` before an await.
 */
export interface ProduceBatch {
  count: number;
  bytes: Buffer;
  table: Int32Array;
  /** Milliseconds since the epoch, 1 or more; 0: the time of sending. Null when no record names one. */
  timestamps: Float64Array | null;
  /** One entry per record; null when no record has headers. */
  headers: (RecordHeader[] | null)[] | null;
  /** Whether the result tells the timestamps. */
  timestampsWanted?: boolean;
}

/** A copy whose columns nobody else writes to. `bytes` is shared. */
export function detachBatch(batch: ProduceBatch): ProduceBatch {
  return {
    ...batch,
    table: batch.table.slice(0, batch.count * PRODUCE_STRIDE),
    timestamps: batch.timestamps?.slice(0, batch.count) ?? null,
  };
}

export interface RecordFailure {
  code: ErrorCode;
  message: string;
}

/** The fate of each record of one request, in request order. A record without an entry in `failures` is replicated as `acks` says. */
export interface ProduceResult {
  count: number;
  partitions: Int32Array;
  /** -1 where the record failed. */
  offsets: Float64Array;
  /** Milliseconds since the epoch, as stored; null where nobody asked. */
  timestamps: Float64Array | null;
  /** Index of the record to its failure; null when all went well. */
  failures: Map<number, RecordFailure> | null;
}

/**
 * Consumed records as columns, in delivery order. Keys and values are ranges of `bytes`; length -1 is null. The batch owns
 * its memory: it stays valid as long as it is referenced.
 */
export interface RecordBatch {
  count: number;
  bytes: Buffer;
  topics: string[];
  partitions: Int32Array;
  offsets: Float64Array;
  keyStart: Int32Array;
  keyLength: Int32Array;
  valueStart: Int32Array;
  valueLength: Int32Array;
  /** Milliseconds since the epoch, -1 when the record has none. Null when not asked for. */
  timestamps: Float64Array | null;
  /** Null when not asked for; an entry is null when the record has none. */
  headers: (RecordHeader[] | null)[] | null;
}
