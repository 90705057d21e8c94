import type { RecordBatch, TopicPartition } from './record.js';

/** What to read of one partition. */
export interface ReadRange extends TopicPartition {
  /** The first offset, 0 or more. Where it does not exist any more (compaction, transactions), the next one that does. */
  offset: number;
  /** Most records, 1 or more. */
  maxRecords: number;
  /** Most bytes of keys and values, 1 or more; a single larger record comes alone. */
  maxBytes: number;
  /**
   * Milliseconds to wait at the end of the partition for a first record; 0: not at all. The broker's first answer is
   * awaited apart from it.
   */
  waitMs: number;
  /** Timestamps and headers too. */
  extras: boolean;
}

/**
 * Records in order, in batches of at least one; none when the end was reached and nothing came, or the read was aborted.
 * `out-of-range`: the partition begins behind the offset, or ends before it.
 */
export type RangeOutcome = readonly RecordBatch[] | 'out-of-range';

/**
 * Reads bounded numbers of records without a group: any number of reads at a time, of the same partition too. Injection
 * token. Nothing is remembered between reads, and nothing here blocks.
 */
export abstract class ReaderClient {
  /**
   * Reads what is there, as far as the limits allow, and does not wait for more once there is a record. The partition must
   * exist: librdkafka would wait half a minute for one that does not.
   *
   * @param signal ends the wait; what was read until then is the result
   * @throws GatewayError `kafka-unavailable` when nobody answers in time, `forbidden`, `topic-not-found` when it was deleted …
   */
  abstract read(range: ReadRange, signal?: AbortSignal): Promise<RangeOutcome>;
  /** Ends reads with an error and frees everything. Idempotent. */
  abstract close(): Promise<void>;
}
