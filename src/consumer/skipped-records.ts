import type { Log } from '../logging/log.js';
import type { RecordSlice } from './record-slice.js';

/** One line for each record that a reader chose not to see. */
export function reportSkipped(slices: readonly RecordSlice[], log: Log): void {
  for (const { batch, position, faults } of slices) {
    for (const [i, { part, reason }] of faults ?? []) {
      const { topic, partition } = position;
      log.warn(
        { topic, partition, offset: batch.offsets[i], part, reason },
        'stepped over a record that cannot be decoded',
      );
    }
  }
}
