import type { GrowingBuffer } from '../../json/growing-buffer.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LOWER_U = 0x75;

const HEX = Buffer.from('0123456789abcdef');

/** What stands behind the backslash of a byte that cannot stand in a string; 0 for all the others. */
const ESCAPE = new Uint8Array(256);
ESCAPE.fill(LOWER_U, 0, 0x20);
ESCAPE[0x08] = 0x62;
ESCAPE[0x09] = 0x74;
ESCAPE[0x0a] = 0x6e;
ESCAPE[0x0c] = 0x66;
ESCAPE[0x0d] = 0x72;
ESCAPE[QUOTE] = QUOTE;
ESCAPE[BACKSLASH] = BACKSLASH;

/** Bytes of an escape at most. */
const ESCAPE_BYTES = 6;

/** Appends the text `bytes[start..end)`, valid UTF-8, as a JSON string, escaped as `JSON.stringify` does. */
export function writeJsonString(out: GrowingBuffer, bytes: Buffer, start: number, end: number): void {
  out.reserve(end - start + 2);
  out.byte(QUOTE);
  let from = start;
  for (let i = start; i < end; i++) {
    if (ESCAPE[bytes[i]!] === 0) continue;
    out.copy(bytes, from, i - from);
    out.reserve(ESCAPE_BYTES + end - i);
    writeEscape(out, bytes[i]!);
    from = i + 1;
  }
  out.copy(bytes, from, end - from);
  out.byte(QUOTE);
}

/** Appends bytes as a JSON string with one character, U+0000 to U+00FF, for each. */
export function writeLatin1String(out: GrowingBuffer, bytes: Buffer, start: number, end: number): void {
  out.reserve(2 * (end - start) + 2);
  out.byte(QUOTE);
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!;
    if (ESCAPE[byte] !== 0) {
      out.reserve(ESCAPE_BYTES + 2 * (end - i));
      writeEscape(out, byte);
    } else if (byte < 0x80) {
      out.byte(byte);
    } else {
      out.byte(0xc0 | (byte >> 6));
      out.byte(0x80 | (byte & 0x3f));
    }
  }
  out.byte(QUOTE);
}

function writeEscape(out: GrowingBuffer, byte: number): void {
  const letter = ESCAPE[byte]!;
  out.byte(BACKSLASH);
  out.byte(letter);
  if (letter !== LOWER_U) return;
  out.ascii('00');
  out.byte(HEX[byte >> 4]!);
  out.byte(HEX[byte & 0x0f]!);
}
