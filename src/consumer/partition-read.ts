import type { OnDecodeError } from '../config/settings.js';
import type { RecordFormat } from './record-format.js';

/** Where a read without a group begins: at an offset, or at the first record at or after a time (ms since the epoch). */
export type ReadStart =
  | { readonly offset: number; readonly timestampMs?: undefined }
  | { readonly timestampMs: number; readonly offset?: undefined };

/** What a client may say about a read without a group; what it leaves out is as configured. */
export interface PartitionReadOptions {
  format: RecordFormat;
  /** Most records, 1 to `reads.records.max`. Absent: 100, or that limit where it is lower. */
  count?: number;
  /** Most bytes of keys and values; a single larger record comes alone. */
  maxBytes?: number;
  /** Longest wait at the end of the partition in milliseconds; 0: none. */
  timeoutMs?: number;
  onUndecodable?: OnDecodeError;
  /** Timestamps and headers too. */
  extras?: boolean;
}
