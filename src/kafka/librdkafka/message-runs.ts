import { memcpy } from './library.js';
import { MESSAGE_BYTES } from './message-array.js';

/**
 * Messages that lie closer together than this are copied in one call: each byte between two addresses less than a page
 * apart is in a page that one of them touches, so it is mapped.
 */
export const GAP = 4096;
const SCRATCH = 1 << 20;

/** Where structs are copied to, as 32-bit words; valid during `visit`. */
export const scratch = new Int32Array(SCRATCH / 4);

/**
 * Copies the `rd_kafka_message_t` behind each of the first `count` pointers into `scratch`, runs of neighbours at a time, and
 * calls `visit` with the first word of each in `scratch` and its index.
 */
export function forEachMessage(pointers: BigUint64Array, count: number, visit: (at: number, i: number) => void): void {
  for (let i = 0; i < count;) {
    const first = Number(pointers[i]);
    let last = first;
    let end = i + 1;
    for (; end < count; end++) {
      const next = Number(pointers[end]);
      if (next - last < MESSAGE_BYTES || next - last > GAP || next - first > SCRATCH - MESSAGE_BYTES) break;
      last = next;
    }
    memcpy(scratch, pointers[i]!, last - first + MESSAGE_BYTES);
    for (; i < end; i++) visit((Number(pointers[i]) - first) >> 2, i);
  }
}
