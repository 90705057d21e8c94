import { AvroNode } from './avro-node.js';
import type { DatumBytes } from './datum-bytes.js';
import type { DatumText } from './datum-text.js';
import { JsonKind } from './json-kind.js';
import { doubleOf, numberEnd } from './number-text.js';

/** A number and its bytes in the same memory; Avro and all machines that Node runs on put the low byte first. */
const DOUBLE = new Float64Array(1);
const DOUBLE_BYTES = new Uint8Array(DOUBLE.buffer);
const FLOAT = new Float32Array(1);
const FLOAT_BYTES = new Uint8Array(FLOAT.buffer);

/** The longest text of a double: `-1.2345678901234567e-308`. */
const TEXT_BYTES = 25;

/** Digits that always name a float, and as many as there may be no need to look below; tiny floats need fewer. */
const ALL_DIGITS = 9;
const FEW_DIGITS = 6;
const TINY = 2 ** -126;

/** Below this the shortest text of a whole float is that of the double. */
const SHORT_WHOLE = 2 ** 24;

/**
 * `float` and `double`. JSON has no NaN and no infinity: none is taken from JSON; where stored data hold them they become the
 * strings `"NaN"`, `"Infinity"` and `"-Infinity"`, as Avro's own JSON encoder writes them.
 */
export class FloatingNode extends AvroNode {
  readonly tag: string;
  readonly wanted: string;
  readonly kind = JsonKind.number;
  readonly minBytes: number;
  private readonly narrow: boolean;
  private readonly value: Float64Array | Float32Array;
  private readonly parts: Uint8Array;

  constructor(tag: 'float' | 'double') {
    super();
    this.tag = tag;
    this.wanted = tag === 'float' ? 'a float' : 'a double';
    this.narrow = tag === 'float';
    this.minBytes = this.narrow ? 4 : 8;
    this.value = this.narrow ? FLOAT : DOUBLE;
    this.parts = this.narrow ? FLOAT_BYTES : DOUBLE_BYTES;
  }

  encode(text: DatumText, at: number): number {
    const { json, out } = text;
    const end = numberEnd(json, at, text.end);
    if (end === at) return text.mismatch(this, at);
    const { value, parts, minBytes } = this;
    value[0] = doubleOf(json, at, end);
    if (!Number.isFinite(value[0])) {
      return text.fault(`out of range: must be ${this.wanted} (was ${text.excerptAt(at)})`);
    }
    out.reserve(minBytes);
    const { bytes, length } = out;
    for (let k = 0; k < minBytes; k++) bytes[length + k] = parts[k]!;
    out.length = length + minBytes;
    return end;
  }

  decode(data: DatumBytes, at: number): number {
    const { value, parts, minBytes } = this;
    if (data.end - at < minBytes) return data.truncated();
    for (let k = 0; k < minBytes; k++) parts[k] = data.bytes[at + k]!;
    data.out.reserve(TEXT_BYTES);
    data.out.ascii(this.textOf(value[0]!));
    return at + minBytes;
  }

  /** The shortest text that reads back as the same float or double. */
  private textOf(value: number): string {
    if (!Number.isFinite(value)) return `"${value}"`;
    if (value === 0) return Object.is(value, -0) ? '-0.0' : '0';
    const size = Math.abs(value);
    if (!this.narrow || (size < SHORT_WHOLE && Number.isInteger(value))) return String(value);
    for (let digits = size < TINY ? 1 : FEW_DIGITS; digits < ALL_DIGITS; digits++) {
      const shorter = Number(value.toPrecision(digits));
      if (Math.fround(shorter) === value) return String(shorter);
    }
    return String(Number(value.toPrecision(ALL_DIGITS)));
  }
}
