import type { GrowingBuffer } from '../../json/growing-buffer.js';

// https://avro.apache.org/docs/1.11.1/specification/#binary-encoding: int and long are variable-length zig-zag

/** The most bytes that an int or long takes. */
export const MAX_VARINT_BYTES = 10;

const LOW_BITS = 28;
const LOW = 2 ** LOW_BITS;

/** Puts a whole number of less than 2⁵² either way to `at`, where there must be room; returns the position behind it. */
function put(bytes: Buffer, at: number, value: number): number {
  let to = at;
  let rest: number;
  if (value === (value | 0)) {
    rest = ((value << 1) ^ (value >> 31)) >>> 0;
  } else {
    const wide = value < 0 ? -2 * value - 1 : 2 * value;
    rest = Math.floor(wide / LOW);
    const low = wide - rest * LOW;
    bytes[to++] = (low & 0x7f) | 0x80;
    bytes[to++] = ((low >> 7) & 0x7f) | 0x80;
    bytes[to++] = ((low >> 14) & 0x7f) | 0x80;
    bytes[to++] = (low >> 21) | 0x80;
  }
  while (rest > 0x7f) {
    bytes[to++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  bytes[to++] = rest;
  return to;
}

/** Appends a whole number of less than 2⁵² either way. */
export function writeLong(out: GrowingBuffer, value: number): void {
  out.reserve(MAX_VARINT_BYTES);
  out.length = put(out.bytes, out.length, value);
}

/** Appends any long. */
export function writeBigLong(out: GrowingBuffer, value: bigint): void {
  out.reserve(MAX_VARINT_BYTES);
  let rest = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
  while (rest > 0x7fn) {
    out.byte(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  out.byte(Number(rest));
}

/** Bytes that the length or count `value` takes. */
export function lengthBytes(value: number): number {
  let bytes = 1;
  for (let limit = 64; value >= limit; limit *= 128) bytes++;
  return bytes;
}

/**
 * Puts `value`, a length or count, in front of the content `out[start + guess..out.length)`, which is moved when the
 * value does not take the `guess` bytes that were left for it.
 */
export function prefix(out: GrowingBuffer, start: number, guess: number, value: number): void {
  const size = lengthBytes(value);
  if (size !== guess) {
    out.reserve(size);
    out.bytes.copyWithin(start + size, start + guess, out.length);
    out.length += size - guess;
  }
  put(out.bytes, start, value);
}
