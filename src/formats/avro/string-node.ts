import { isUtf8 } from 'node:buffer';
import { tableOf } from '../../json/bytes.js';
import { AvroNode } from './avro-node.js';
import type { DatumBytes } from './datum-bytes.js';
import type { DatumText } from './datum-text.js';
import { JsonKind } from './json-kind.js';
import { writeJsonString } from './json-string.js';
import { putUtf8 } from './string-text.js';
import { lengthBytes, prefix, writeLong } from './zigzag.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** The ASCII that stands for itself in JSON. */
const IS_PLAIN = tableOf(
  Array.from({ length: 0x60 }, (_, k) => 0x20 + k).filter((byte) => byte !== QUOTE && byte !== BACKSLASH),
);

/** `string`: its length and UTF-8. */
export class StringNode extends AvroNode {
  readonly tag = 'string';
  readonly wanted = 'a string';
  readonly kind = JsonKind.string;
  readonly minBytes = 1;

  encode(text: DatumText, at: number): number {
    return text.json[at] === QUOTE ? encodeString(text, at) : text.mismatch(this, at);
  }

  decode(data: DatumBytes, at: number): number {
    return decodeString(data, at);
  }
}

/** Writes the JSON string at `at`, which must be one: a string, or the key of a map. */
export function encodeString(text: DatumText, at: number): number {
  const { json, end, out } = text;
  const start = at + 1;
  let i = start;
  while (i < end && json[i] !== QUOTE && json[i] !== BACKSLASH) i++;
  if (json[i] === BACKSLASH) return encodeEscaped(text, at);
  writeLong(out, i - start);
  out.reserve(i - start);
  out.copy(json, start, i - start);
  return i + 1;
}

function encodeEscaped(text: DatumText, at: number): number {
  const { out } = text;
  const end = text.stringEnd(at);
  const longest = end - at - 2;
  const guess = lengthBytes(longest);
  const start = out.length;
  out.reserve(guess + longest);
  const behind = putUtf8(text.json, at + 1, end - 1, out.bytes, start + guess);
  if (behind < 0) return text.fault(`half a surrogate pair, which is no character (in ${text.excerptAt(at)})`);
  out.length = behind;
  prefix(out, start, guess, behind - start - guess);
  return end;
}

/** Writes the Avro string at `at` as JSON string. */
export function decodeString(data: DatumBytes, at: number): number {
  const start = data.length(at);
  if (start < 0) return -1;
  const { bytes } = data;
  const end = start + data.number();
  let i = start;
  while (i < end && IS_PLAIN[bytes[i]!] === 1) i++;
  if (i < end) return decodeRest(data, start, i, end);
  const { out } = data;
  out.reserve(end - start + 2);
  out.byte(QUOTE);
  out.copy(bytes, start, end - start);
  out.byte(QUOTE);
  return end;
}

/** A string whose byte at `at` is the first that is not plain. */
function decodeRest(data: DatumBytes, start: number, at: number, end: number): number {
  const { bytes } = data;
  let i = at;
  while (i < end && bytes[i]! < 0x80) i++;
  if (i < end && !isUtf8(bytes.subarray(i, end))) return data.fault('a string that is not valid UTF-8');
  writeJsonString(data.out, bytes, start, end);
  return end;
}
