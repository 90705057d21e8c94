import { BACKSLASH, HEX_DIGITS, LOWER_U, QUOTE, SLASH, SPACE } from './bytes.js';

const HEX_VALUE = new Uint8Array(256);
for (const digit of HEX_DIGITS) HEX_VALUE[digit.charCodeAt(0)] = parseInt(digit, 16);

/**
 * Rewrites valid JSON text `bytes[start..end)` in place, from `start` on: white space between tokens goes, escapes become
 * what `JSON.stringify` writes (`\u0041` is `A`, `\/` is `/`, `\u00e9` is UTF-8, lone surrogates stay, in lower case).
 * Numbers, the order of members and everything else keep their text. The result is never longer.
 *
 * @returns the end of the rewritten text
 */
export function compactJson(bytes: Buffer, start: number, end: number): number {
  let from = start;
  let to = start;
  while (from < end) {
    const byte = bytes[from]!;
    if (byte === QUOTE) {
      const close = closingQuote(bytes, from + 1, end);
      bytes[to] = QUOTE;
      to = rewriteEscapes(bytes, from + 1, close, to + 1);
      bytes[to++] = QUOTE;
      from = close + 1;
    } else {
      if (byte > SPACE) bytes[to++] = byte;
      from++;
    }
  }
  return to;
}

/**
 * Copies the inside of a valid JSON string, `bytes[start..end)`, to `at` (not behind `start`), escapes written as
 * `JSON.stringify` writes them.
 *
 * @returns the end of the copy
 */
export function rewriteEscapes(bytes: Buffer, start: number, end: number, at: number): number {
  let from = start;
  let to = at;
  while (from < end) {
    const byte = bytes[from]!;
    if (byte !== BACKSLASH) {
      bytes[to++] = byte;
      from++;
      continue;
    }
    const letter = bytes[from + 1]!;
    if (letter === LOWER_U) {
      const unit = codeUnit(bytes, from + 2);
      const low = isHighSurrogate(unit) ? lowSurrogate(bytes, from + 6, end) : 0;
      from += low === 0 ? 6 : 12;
      to = low === 0 ? writeCodeUnit(bytes, to, unit) : writeAstral(bytes, to, unit, low);
    } else {
      if (letter !== SLASH) bytes[to++] = BACKSLASH;
      bytes[to++] = letter;
      from += 2;
    }
  }
  return to;
}

function closingQuote(bytes: Buffer, start: number, end: number): number {
  let i = start;
  while (i < end && bytes[i] !== QUOTE) i += bytes[i] === BACKSLASH ? 2 : 1;
  return i;
}

function codeUnit(bytes: Buffer, at: number): number {
  return (
    (HEX_VALUE[bytes[at]!]! << 12) |
    (HEX_VALUE[bytes[at + 1]!]! << 8) |
    (HEX_VALUE[bytes[at + 2]!]! << 4) |
    HEX_VALUE[bytes[at + 3]!]!
  );
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

/** The low surrogate escaped at `at`, or 0 when there is none. */
function lowSurrogate(bytes: Buffer, at: number, end: number): number {
  if (at + 6 > end || bytes[at] !== BACKSLASH || bytes[at + 1] !== LOWER_U) return 0;
  const unit = codeUnit(bytes, at + 2);
  return unit >= 0xdc00 && unit < 0xe000 ? unit : 0;
}

function writeCodeUnit(bytes: Buffer, at: number, unit: number): number {
  let to = at;
  if (unit < 0x20 || (unit >= 0xd800 && unit < 0xe000)) return writeEscape(bytes, at, unit);
  if (unit === QUOTE || unit === BACKSLASH) {
    bytes[to++] = BACKSLASH;
    bytes[to++] = unit;
  } else if (unit < 0x80) {
    bytes[to++] = unit;
  } else if (unit < 0x800) {
    bytes[to++] = 0xc0 | (unit >> 6);
    bytes[to++] = 0x80 | (unit & 0x3f);
  } else {
    bytes[to++] = 0xe0 | (unit >> 12);
    bytes[to++] = 0x80 | ((unit >> 6) & 0x3f);
    bytes[to++] = 0x80 | (unit & 0x3f);
  }
  return to;
}

/** Control characters and lone surrogates, which stay escaped: `\n`, `\u001f`, `\ud800`. */
function writeEscape(bytes: Buffer, at: number, unit: number): number {
  return at + bytes.write(JSON.stringify(String.fromCharCode(unit)).slice(1, -1), at, 'latin1');
}

function writeAstral(bytes: Buffer, at: number, high: number, low: number): number {
  const point = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
  bytes[at] = 0xf0 | (point >> 18);
  bytes[at + 1] = 0x80 | ((point >> 12) & 0x3f);
  bytes[at + 2] = 0x80 | ((point >> 6) & 0x3f);
  bytes[at + 3] = 0x80 | (point & 0x3f);
  return at + 4;
}
