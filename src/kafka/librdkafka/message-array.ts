import { PRODUCE_STRIDE, type ProduceBatch } from '../record.js';
import { addressOf } from './library.js';

/** 32-bit words of `rd_kafka_message_t` (72 bytes): err 0, rkt 2, partition 4, payload 6, len 8, key 10, key_len 12, offset 14, _private 16. */
export const MESSAGE_WORDS = 18;
export const MESSAGE_BYTES = MESSAGE_WORDS * 4;
export const WORD = {
  ERR: 0,
  TOPIC: 2,
  PARTITION: 4,
  VALUE: 6,
  VALUE_LENGTH: 8,
  KEY: 10,
  KEY_LENGTH: 12,
  OFFSET: 14,
  OPAQUE: 16,
} as const;

const TWO_32 = 4294967296;

/** A 64-bit field of two words, as a number: addresses and offsets below 2^53. */
export function word64(words: Int32Array, at: number): number {
  return (words[at]! >>> 0) + words[at + 1]! * TWO_32;
}

/**
 * The `rd_kafka_message_t[]` of one produce call, reused from call to call. The opaque of each message is the index of the
 * record and the id of its request, so that a delivery report finds its slot without a lookup by pointer.
 */
export class MessageArray {
  words = new Int32Array(MESSAGE_WORDS * 1024);

  /** Describes records `from` up to, but not including, `to`, the first of them at the beginning of the array. */
  fill(batch: ProduceBatch, requestId: number, from: number, to: number): void {
    const { table } = batch;
    const count = to - from;
    if (this.words.length < count * MESSAGE_WORDS) this.words = new Int32Array(MESSAGE_WORDS * count * 2);
    const words = this.words;
    const base = batch.bytes.length === 0 ? 0 : addressOf(batch.bytes);
    const baseHigh = Math.floor(base / TWO_32);
    const baseLow = base % TWO_32;
    for (let i = from, at = 0, row = from * PRODUCE_STRIDE; i < to; i++, at += MESSAGE_WORDS, row += PRODUCE_STRIDE) {
      words[at + WORD.ERR] = 0;
      words[at + WORD.PARTITION] = table[row]!;
      putRange(words, at + WORD.KEY, baseLow, baseHigh, table[row + 1]!, table[row + 2]!);
      putRange(words, at + WORD.VALUE, baseLow, baseHigh, table[row + 3]!, table[row + 4]!);
      words[at + WORD.OPAQUE] = i;
      words[at + WORD.OPAQUE + 1] = requestId;
    }
  }
}

/** Address and length of a key or value; length -1 is NULL. The length is a size_t whose upper word stays 0. */
function putRange(
  words: Int32Array,
  at: number,
  baseLow: number,
  baseHigh: number,
  start: number,
  length: number,
): void {
  if (length < 0) {
    words[at] = words[at + 1] = words[at + 2] = 0;
    return;
  }
  const low = baseLow + start;
  words[at] = low >= TWO_32 ? low - TWO_32 : low;
  words[at + 1] = low >= TWO_32 ? baseHigh + 1 : baseHigh;
  words[at + 2] = length;
}
