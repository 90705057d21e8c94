import type { OnDecodeError } from '../config/settings.js';
import type { RecordFormat } from './record-format.js';
import type { RecordSlice } from './record-slice.js';

/** Records to be written into an answer. */
export interface ShownRecords {
  readonly slices: readonly RecordSlice[];
  /** Records to show. */
  readonly count: number;
  readonly format: RecordFormat;
  /** What to do with records that are marked in their slice's `faults`: `skip` or `raw`. */
  readonly onUndecodable: OnDecodeError;
}
