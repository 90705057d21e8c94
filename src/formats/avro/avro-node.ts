import type { DatumBytes } from './datum-bytes.js';
import type { DatumText } from './datum-text.js';
import type { JsonKind } from './json-kind.js';

/**
 * A part of a compiled schema: knows how its values look as JSON and as Avro binary, and translates each way in one walk.
 * Made once per schema; a datum leaves nothing behind in it.
 */
export abstract class AvroNode {
  /** What the branch is called in a union: the full name of a named type, the name of its kind otherwise. */
  abstract readonly tag: string;
  /** What a value must be, to follow "must be ". */
  abstract readonly wanted: string;
  /** The one kind of JSON value that can fit. */
  abstract readonly kind: JsonKind;
  /** Bytes that the smallest value takes; never more than any value takes. */
  abstract readonly minBytes: number;

  /** Writes the JSON value at `at` as Avro binary. Returns the position behind the value, or -1 after `text.fault`. */
  abstract encode(text: DatumText, at: number): number;

  /** Writes the Avro value at `at` as JSON. Returns the position behind the value, or -1 after `data.fault`. */
  abstract decode(data: DatumBytes, at: number): number;
}
