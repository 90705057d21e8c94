import type { ProduceBatch, RecordFailure } from '../../kafka/record.js';
import type { DatumFields } from './datum.js';

/**
 * A datum: what it says of a schema that is still to be found, or how its receipt begins (`{"type":"JSON",`), to which only
 * its size is added.
 */
export type SentDatum = string | DatumFields;

/** Records that were read together and are sent together, and what became of those that are not among them. */
export class RecordRun {
  /** The records that can be sent; its columns are its own. */
  batch: ProduceBatch = NOTHING;
  /** By object: its row in the batch; -1: it failed. */
  readonly rows: number[] = [];
  /** By object. */
  readonly failures = new Map<number, RecordFailure>();
  /** By row; null: the record has none. */
  readonly keys: (SentDatum | null)[] = [];
  readonly values: (SentDatum | null)[] = [];
  /** Ids of the entries of a batch, by object. */
  readonly ids: string[] = [];
  /** Some data need a schema. */
  needsSchemas = false;
  /** The last object was no JSON: what follows it cannot be told apart. */
  broken = false;

  constructor(readonly bytes: Buffer) {}

  /** Objects. */
  get count(): number {
    return this.rows.length;
  }

  /** The next object is the next row. */
  add(key: SentDatum | null, value: SentDatum | null): void {
    this.rows.push(this.keys.length);
    this.keys.push(key);
    this.values.push(value);
  }

  /** The next object failed. */
  fail(failure: RecordFailure): void {
    this.failures.set(this.rows.length, failure);
    this.rows.push(-1);
  }
}

const NOTHING: ProduceBatch = {
  count: 0,
  bytes: Buffer.alloc(0),
  table: new Int32Array(0),
  timestamps: null,
  headers: null,
};
