import { PRODUCE_STRIDE, type ProduceBatch, type RecordHeader } from '../../kafka/record.js';

/** Records that the first table has room for. */
const FIRST_CAPACITY = 1024;

/**
 * The columns of the batch being read. The table is used again for the next body; timestamps and headers exist only once
 * a record names one.
 */
export class ProduceColumns {
  count = 0;
  private table = new Int32Array(FIRST_CAPACITY * PRODUCE_STRIDE);
  private timestamps: Float64Array | null = null;
  private headers: (RecordHeader[] | null)[] | null = null;

  clear(): void {
    this.count = 0;
    this.timestamps = null;
    this.headers = null;
  }

  /** Adds a record without key, value, partition, and makes it the one that the setters change. */
  add(): void {
    const at = this.count * PRODUCE_STRIDE;
    if (at === this.table.length) this.grow();
    const { table } = this;
    table[at] = -1;
    table[at + 1] = 0;
    table[at + 2] = -1;
    table[at + 3] = 0;
    table[at + 4] = -1;
    this.headers?.push(null);
    this.count++;
  }

  /** Takes the last record away again. */
  drop(): void {
    this.count--;
    this.headers?.pop();
    if (this.timestamps) this.timestamps[this.count] = 0;
  }

  /** @param length -1: null */
  setKey(start: number, length: number): void {
    const at = (this.count - 1) * PRODUCE_STRIDE;
    this.table[at + 1] = start;
    this.table[at + 2] = length;
  }

  /** @param length -1: null */
  setValue(start: number, length: number): void {
    const at = (this.count - 1) * PRODUCE_STRIDE;
    this.table[at + 3] = start;
    this.table[at + 4] = length;
  }

  /** @param partition -1: the partitioner decides */
  setPartition(partition: number): void {
    this.table[(this.count - 1) * PRODUCE_STRIDE] = partition;
  }

  /** @param timestamp milliseconds since the epoch; 0: the time of sending */
  setTimestamp(timestamp: number): void {
    this.timestamps ??= new Float64Array(this.table.length / PRODUCE_STRIDE);
    this.timestamps[this.count - 1] = timestamp;
  }

  setHeaders(headers: RecordHeader[] | null): void {
    this.headers ??= new Array<null>(this.count).fill(null);
    this.headers[this.count - 1] = headers;
  }

  /** The batch over `bytes`; good until the next `clear`, as `ProduceBatch` says. */
  batch(bytes: Buffer): ProduceBatch {
    return { count: this.count, bytes, table: this.table, timestamps: this.timestamps, headers: this.headers };
  }

  private grow(): void {
    const table = new Int32Array(this.table.length * 2);
    table.set(this.table);
    this.table = table;
    if (this.timestamps === null) return;
    const timestamps = new Float64Array(table.length / PRODUCE_STRIDE);
    timestamps.set(this.timestamps);
    this.timestamps = timestamps;
  }
}
