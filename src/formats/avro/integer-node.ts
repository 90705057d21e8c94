import { AvroNode } from './avro-node.js';
import type { DatumBytes } from './datum-bytes.js';
import type { DatumText } from './datum-text.js';
import { JsonKind } from './json-kind.js';
import { numberEnd, wholeNumber } from './number-text.js';
import { writeBigLong, writeLong } from './zigzag.js';

const MINUS = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const LOWER_E = 0x65;

/** Below this a number is exact as a double, doubled too. */
const EXACT = 2 ** 52;
/** Numbers of this many digits may be below. */
const EXACT_DIGITS = 16;

/** The longest text of a long. */
const TEXT_BYTES = 20;

/**
 * `int` and `long`. Their JSON is read digit by digit, so that all 64 bits arrive. A fraction or exponent is allowed as long
 * as the number is whole: clients in languages with one kind of number write `1.0` and `1e3`.
 */
export class IntegerNode extends AvroNode {
  readonly tag: string;
  readonly wanted: string;
  readonly kind = JsonKind.number;
  readonly minBytes = 1;
  private readonly min: bigint;
  private readonly max: bigint;
  /** What of the range a number below `EXACT` can miss. */
  private readonly near: number;

  constructor(tag: 'int' | 'long') {
    super();
    this.tag = tag;
    this.wanted = tag === 'int' ? 'an int' : 'a long';
    const bits = tag === 'int' ? 31n : 63n;
    this.min = -(1n << bits);
    this.max = (1n << bits) - 1n;
    this.near = tag === 'int' ? 2 ** 31 : EXACT;
  }

  encode(text: DatumText, at: number): number {
    const { json, end } = text;
    const first = json[at] === MINUS ? at + 1 : at;
    let value = 0;
    let i = first;
    for (; i < end; i++) {
      const digit = json[i]! - ZERO;
      if (digit >>> 0 > 9) break;
      value = value * 10 + digit;
    }
    if (i === first) return text.mismatch(this, at);
    const next = i < end ? json[i]! : 0;
    if (next === DOT || (next | 0x20) === LOWER_E || i - first > EXACT_DIGITS || value >= EXACT) {
      return this.encodeExactly(text, at);
    }
    if (first !== at) value = -value;
    if (value >= this.near || value < -this.near) return this.outOfRange(text, at);
    writeLong(text.out, value);
    return i;
  }

  decode(data: DatumBytes, at: number): number {
    const behind = data.varint(at);
    if (behind < 0) return -1;
    const { out } = data;
    out.reserve(TEXT_BYTES);
    if (!data.isExact()) {
      const value = data.bigNumber();
      if (value < this.min || value > this.max) return data.fault(`${value}, which is not ${this.wanted}`);
      out.ascii(String(value));
      return behind;
    }
    const value = data.number();
    if (value >= this.near || value < -this.near) return data.fault(`${value}, which is not ${this.wanted}`);
    if (value < 0) out.byte(MINUS);
    out.number(value < 0 ? -value : value);
    return behind;
  }

  private encodeExactly(text: DatumText, at: number): number {
    const end = numberEnd(text.json, at, text.end);
    const value = wholeNumber(text.json.toString('latin1', at, end));
    if (value === null) return text.mismatch(this, at);
    if (value === 'far' || value < this.min || value > this.max) return this.outOfRange(text, at);
    writeBigLong(text.out, value);
    return end;
  }

  private outOfRange(text: DatumText, at: number): -1 {
    return text.fault(
      `out of range: must be ${this.wanted} from ${this.min} to ${this.max} (was ${text.excerptAt(at)})`,
    );
  }
}
