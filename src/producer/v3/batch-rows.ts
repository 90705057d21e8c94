import { PRODUCE_STRIDE, type ProduceBatch } from '../../kafka/record.js';

/** A batch of some of the records of another, in the same order, over `bytes`. */
export function rowsOf(source: ProduceBatch, rows: readonly number[], bytes: Buffer): ProduceBatch {
  const table = new Int32Array(rows.length * PRODUCE_STRIDE);
  rows.forEach((row, index) => {
    const at = row * PRODUCE_STRIDE;
    table.set(source.table.subarray(at, at + PRODUCE_STRIDE), index * PRODUCE_STRIDE);
  });
  const { timestamps, headers } = source;
  return {
    ...source,
    count: rows.length,
    bytes,
    table,
    timestamps: timestamps && Float64Array.from(rows, (row) => timestamps[row]!),
    headers: headers && rows.map((row) => headers[row] ?? null),
  };
}

/** The partition that a record names; -1: none. */
export function partitionAt({ table }: ProduceBatch, row: number): number {
  return table[row * PRODUCE_STRIDE]!;
}
