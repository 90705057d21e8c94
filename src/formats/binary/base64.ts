const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PAD = 0x3d;

/** Six bits per letter of the standard alphabet; -1 for every other byte, which keeps the sign in an OR. */
const SIX_BITS = new Int8Array(256).fill(-1);
const LETTERS = new Uint8Array(64);
for (let bits = 0; bits < 64; bits++) {
  const letter = ALPHABET.charCodeAt(bits);
  SIX_BITS[letter] = bits;
  LETTERS[bits] = letter;
}

/** From this many bytes on the native encoder is faster than the loop. */
const NATIVE_FROM = 192;

/** Bytes that the base64 text of `length` bytes takes, padding included. */
export function base64Length(length: number): number {
  return Math.ceil(length / 3) * 4;
}

/**
 * Decodes groups of four letters in place, as far as they go: the bytes are written from `start` on. It stops in front of
 * the first group that holds anything else (padding, quote, stray character) or that `end` cuts off.
 *
 * @returns where it stopped; a multiple of four behind `start`, so that three quarters of the way have been written
 */
export function decodeGroups(bytes: Buffer, start: number, end: number): number {
  const last = end - 4;
  let from = start;
  let to = start;
  while (from <= last) {
    const group =
      (SIX_BITS[bytes[from]!]! << 18) |
      (SIX_BITS[bytes[from + 1]!]! << 12) |
      (SIX_BITS[bytes[from + 2]!]! << 6) |
      SIX_BITS[bytes[from + 3]!]!;
    if (group < 0) break;
    bytes[to] = group >> 16;
    bytes[to + 1] = group >> 8;
    bytes[to + 2] = group;
    from += 4;
    to += 3;
  }
  return from;
}

/**
 * Decodes the strict base64 text `bytes[start..end)` to `at`, which is not behind `start`. Standard alphabet; padding may
 * be left out, but not in part; no white space or other stray character; unused bits of the last letter must be zero.
 *
 * @returns the end of the decoded bytes, or -1 when the text is not base64
 */
export function decodeBase64(bytes: Buffer, start: number, end: number, at: number): number {
  let from = start;
  let to = at;
  let stop = end;
  if ((end - start) % 4 === 0 && end > start && bytes[end - 1] === PAD) stop -= bytes[end - 2] === PAD ? 2 : 1;
  for (; stop - from >= 4; from += 4, to += 3) {
    const group =
      (SIX_BITS[bytes[from]!]! << 18) |
      (SIX_BITS[bytes[from + 1]!]! << 12) |
      (SIX_BITS[bytes[from + 2]!]! << 6) |
      SIX_BITS[bytes[from + 3]!]!;
    if (group < 0) return -1;
    bytes[to] = group >> 16;
    bytes[to + 1] = group >> 8;
    bytes[to + 2] = group;
  }
  const rest = stop - from;
  if (rest === 0) return to;
  if (rest === 1) return -1;
  const first = SIX_BITS[bytes[from]!]!;
  const second = SIX_BITS[bytes[from + 1]!]!;
  const third = rest === 3 ? SIX_BITS[bytes[from + 2]!]! : 0;
  const group = (first << 18) | (second << 12) | (third << 6);
  if (group < 0 || (group & (rest === 3 ? 0xff : 0xffff)) !== 0) return -1;
  bytes[to++] = group >> 16;
  if (rest === 3) bytes[to++] = group >> 8;
  return to;
}

/**
 * Writes `source[start..start+length)` as padded standard base64 to `target` from `at` on. `target` must have room for
 * `base64Length(length)` bytes there and must not overlap the source.
 *
 * @returns the position behind the text
 */
export function writeBase64(target: Buffer, at: number, source: Buffer, start: number, length: number): number {
  if (length >= NATIVE_FROM) return at + target.write(source.toString('base64', start, start + length), at, 'latin1');
  let to = at;
  let from = start;
  const end = start + length;
  const last = end - 3;
  for (; from <= last; from += 3, to += 4) {
    const group = (source[from]! << 16) | (source[from + 1]! << 8) | source[from + 2]!;
    target[to] = LETTERS[group >> 18]!;
    target[to + 1] = LETTERS[(group >> 12) & 63]!;
    target[to + 2] = LETTERS[(group >> 6) & 63]!;
    target[to + 3] = LETTERS[group & 63]!;
  }
  if (from === end) return to;
  const two = end - from === 2;
  const group = (source[from]! << 16) | (two ? source[from + 1]! << 8 : 0);
  target[to] = LETTERS[group >> 18]!;
  target[to + 1] = LETTERS[(group >> 12) & 63]!;
  target[to + 2] = two ? LETTERS[(group >> 6) & 63]! : PAD;
  target[to + 3] = PAD;
  return to + 4;
}
