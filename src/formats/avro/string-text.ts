import { HEX_DIGITS } from '../../json/bytes.js';

const BACKSLASH = 0x5c;
const LOWER_U = 0x75;

const HEX_VALUE = new Uint8Array(256);
for (const digit of HEX_DIGITS) HEX_VALUE[digit.charCodeAt(0)] = parseInt(digit, 16);

/** What the letter behind a backslash stands for; most stand for themselves. */
const ESCAPED = Uint8Array.from({ length: 256 }, (_, letter) => letter);
ESCAPED[0x62] = 0x08;
ESCAPED[0x66] = 0x0c;
ESCAPED[0x6e] = 0x0a;
ESCAPED[0x72] = 0x0d;
ESCAPED[0x74] = 0x09;

/**
 * Puts the inside of a JSON string, `json[start..end)`, to `at` as UTF-8 with its escapes resolved. It never gets longer.
 *
 * @returns the position behind it, or -1 at half a surrogate pair, which UTF-8 does not have
 */
export function putUtf8(json: Buffer, start: number, end: number, target: Buffer, at: number): number {
  let from = start;
  let to = at;
  while (from < end) {
    const byte = json[from]!;
    if (byte !== BACKSLASH) {
      target[to++] = byte;
      from++;
      continue;
    }
    const letter = json[from + 1]!;
    if (letter !== LOWER_U) {
      target[to++] = ESCAPED[letter]!;
      from += 2;
      continue;
    }
    let point = codeUnit(json, from + 2);
    from += 6;
    if (point >= 0xd800 && point < 0xe000) {
      const low = point < 0xdc00 ? lowSurrogate(json, from, end) : 0;
      if (low === 0) return -1;
      point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
      from += 6;
    }
    to = putPoint(target, to, point);
  }
  return to;
}

/**
 * Puts the inside of a JSON string to `at`, one byte for each character: Avro's way to write bytes in JSON.
 *
 * @returns the position behind it, or -1 at a character beyond U+00FF
 */
export function putLatin1(json: Buffer, start: number, end: number, target: Buffer, at: number): number {
  let from = start;
  let to = at;
  while (from < end) {
    const byte = json[from]!;
    if (byte === BACKSLASH) {
      const letter = json[from + 1]!;
      const unit = letter === LOWER_U ? codeUnit(json, from + 2) : ESCAPED[letter]!;
      if (unit > 0xff) return -1;
      target[to++] = unit;
      from += letter === LOWER_U ? 6 : 2;
    } else if (byte < 0x80) {
      target[to++] = byte;
      from++;
    } else {
      if (byte > 0xc3) return -1; // U+0080 to U+00FF begin with C2 or C3
      target[to++] = ((byte & 0x03) << 6) | (json[from + 1]! & 0x3f);
      from += 2;
    }
  }
  return to;
}

function codeUnit(json: Buffer, at: number): number {
  return (
    (HEX_VALUE[json[at]!]! << 12) |
    (HEX_VALUE[json[at + 1]!]! << 8) |
    (HEX_VALUE[json[at + 2]!]! << 4) |
    HEX_VALUE[json[at + 3]!]!
  );
}

/** The low surrogate escaped at `at`, or 0 when there is none. */
function lowSurrogate(json: Buffer, at: number, end: number): number {
  if (at + 6 > end || json[at] !== BACKSLASH || json[at + 1] !== LOWER_U) return 0;
  const unit = codeUnit(json, at + 2);
  return unit >= 0xdc00 && unit < 0xe000 ? unit : 0;
}

function putPoint(target: Buffer, at: number, point: number): number {
  let to = at;
  if (point < 0x80) {
    target[to++] = point;
  } else if (point < 0x800) {
    target[to++] = 0xc0 | (point >> 6);
    target[to++] = 0x80 | (point & 0x3f);
  } else {
    if (point < 0x10000) {
      target[to++] = 0xe0 | (point >> 12);
    } else {
      target[to++] = 0xf0 | (point >> 18);
      target[to++] = 0x80 | ((point >> 12) & 0x3f);
    }
    target[to++] = 0x80 | ((point >> 6) & 0x3f);
    target[to++] = 0x80 | (point & 0x3f);
  }
  return to;
}
