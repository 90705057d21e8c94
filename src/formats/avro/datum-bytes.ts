import type { GrowingBuffer } from '../../json/growing-buffer.js';
import type { DatumFault } from '../schema-codec.js';
import type { AvroNode } from './avro-node.js';
import { DatumWalk, NOTHING } from './datum-walk.js';
import { MAX_VARINT_BYTES } from './zigzag.js';

/** JSON text that one datum may become: a few bytes can stand for any number of empty items or records of nothing. */
const MAX_TEXT_BYTES = 1 << 26;

/** Items that take no byte, in one datum. */
const MAX_EMPTY_ITEMS = 1_000_000;

const WORD = 2 ** 28;
/** The third word begins here: of 64 bits it has 8. */
const HIGH = 2 ** 56;

/**
 * One datum on its way from Avro to JSON: bytes that nobody has looked at yet, and the text so far. Positions are those in
 * `bytes`.
 */
export class DatumBytes extends DatumWalk {
  bytes: Buffer = NOTHING;
  end = 0;
  /** The zig-zag number read last: 28, 28 and 8 bits. */
  low = 0;
  middle = 0;
  high = 0;

  /** Items of the block whose head was read last. */
  count = 0;

  private textEnd = 0;
  private emptyItems = 0;

  /** Translates `bytes[start..end)`, all of it; the text goes behind what `out` holds. */
  run(node: AvroNode, bytes: Buffer, start: number, end: number, out: GrowingBuffer): DatumFault | null {
    this.bytes = bytes;
    this.end = end;
    this.begin(out);
    this.textEnd = out.length + MAX_TEXT_BYTES;
    this.emptyItems = MAX_EMPTY_ITEMS;
    let behind = node.decode(this, start);
    if (behind >= 0 && behind !== end) behind = this.fault(`${end - behind} bytes more than the schema has values for`);
    this.bytes = NOTHING;
    return this.finish(behind);
  }

  /** The bytes end before the value does. */
  truncated(): -1 {
    return this.fault('the data end in the middle of the value');
  }

  /** Whether the text may grow on; false after a fault. Asked before every member and item. */
  mayGrow(): boolean {
    if (this.out.length <= this.textEnd) return true;
    this.fault(`takes more than ${MAX_TEXT_BYTES} bytes as JSON`);
    return false;
  }

  /** Reads a zig-zag number into `low`, `middle` and `high`. */
  varint(at: number): number {
    const { bytes, end } = this;
    let byte = at < end ? bytes[at]! : 0x80;
    this.middle = 0;
    this.high = 0;
    if (byte < 0x80) {
      this.low = byte;
      return at + 1;
    }
    let low = 0;
    let middle = 0;
    let high = 0;
    for (let k = 0; k < MAX_VARINT_BYTES; k++) {
      if (at + k >= end) return this.truncated();
      byte = bytes[at + k]!;
      const bits = byte & 0x7f;
      if (k < 4) low |= bits << (7 * k);
      else if (k < 8) middle |= bits << (7 * (k - 4));
      else high |= bits << (7 * (k - 8));
      if (byte < 0x80) {
        if (high > 0xff) break;
        this.low = low;
        this.middle = middle;
        this.high = high;
        return at + k + 1;
      }
    }
    return this.fault('a number of more than 64 bits');
  }

  /** The number read last; beyond 2⁵³ either way only near it. */
  number(): number {
    const zigzag = this.low + this.middle * WORD + this.high * HIGH;
    return (this.low & 1) === 1 ? -(zigzag + 1) / 2 : zigzag / 2;
  }

  /** Whether `number` is the number read last. */
  isExact(): boolean {
    return this.high === 0 && this.middle < 0x1000000;
  }

  /** The number read last, whatever its size. */
  bigNumber(): bigint {
    const zigzag = (BigInt(this.high) << 56n) | (BigInt(this.middle) << 28n) | BigInt(this.low);
    return (this.low & 1) === 1 ? -(zigzag >> 1n) - 1n : zigzag >> 1n;
  }

  /** Reads the length of a string or of bytes into `number`, and checks that as many are there. */
  length(at: number): number {
    const from = this.varint(at);
    if (from < 0) return -1;
    const length = this.number();
    if (length < 0) return this.fault('a negative length');
    return length > this.end - from ? this.truncated() : from;
  }

  /**
   * Reads the head of the next block of an array or map: a count, negative when the size in bytes follows it, which is of
   * use to skip only. A count of 0 ends the array or map.
   */
  block(at: number, minItemBytes: number): number {
    let behind = this.varint(at);
    if (behind < 0) return -1;
    let count = this.number();
    if (count < 0) {
      count = -count;
      behind = this.varint(behind);
      if (behind < 0) return -1;
    }
    this.count = count;
    if (minItemBytes === 0) {
      this.emptyItems -= count;
      return this.emptyItems < 0 ? this.fault(`more than ${MAX_EMPTY_ITEMS} items that take no byte`) : behind;
    }
    if (count <= (this.end - behind) / minItemBytes) return behind;
    return this.fault(`${count} items, for which the data are too short`);
  }
}
