import type { GrowingBuffer } from '../json/growing-buffer.js';

/** What is wrong with one datum. */
export interface DatumFault {
  /** Where in the datum, to follow `records[3].value`: `.user.tags[2]`; empty for the datum itself. */
  path: string;
  /** Worded to follow `records[3].value.user.tags[2]: `. Names what was wanted, never a class or a stack. */
  reason: string;
}

/**
 * A compiled schema: turns data between JSON text and the bytes that follow the schema's id in Kafka. Made once per schema
 * and used for every record; holds no state of a single one. Both ways are synchronous and never throw for what is in a
 * datum. A datum at fault may leave a part of itself in `out`: the caller takes it back.
 */
export interface SchemaCodec {
  /** Full name of the record, message or schema, for subject name strategies; null when it has none. */
  readonly recordName: string | null;

  /** Appends to `out` the bytes of the JSON value `json[start..end)`: valid JSON and UTF-8, no white space around it. */
  encode(json: Buffer, start: number, end: number, out: GrowingBuffer): DatumFault | null;

  /** Appends to `out` the compact JSON text of the datum `bytes[start..end)`; that it is not all of it is a fault too. */
  decode(bytes: Buffer, start: number, end: number, out: GrowingBuffer): DatumFault | null;
}
