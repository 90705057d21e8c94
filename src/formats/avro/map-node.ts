import { AvroNode } from './avro-node.js';
import type { DatumBytes } from './datum-bytes.js';
import type { DatumText } from './datum-text.js';
import { memberStep } from './fault-words.js';
import { JsonKind } from './json-kind.js';
import { decodeString, encodeString } from './string-node.js';
import { lengthBytes, prefix } from './zigzag.js';

const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** So many keys are compared with each other; more go into a set. */
const FEW = 16;

/** `map`: like an array, of keys and values in turn. A key may not come twice. */
export class MapNode extends AvroNode {
  readonly tag = 'map';
  readonly wanted = 'an object (a map)';
  readonly kind = JsonKind.object;
  readonly minBytes = 1;
  /** A key's length is a byte. */
  private readonly minEntry: number;

  constructor(private readonly values: AvroNode) {
    super();
    this.minEntry = 1 + values.minBytes;
  }

  encode(text: DatumText, at: number): number {
    const { json, out } = text;
    if (json[at] !== OPEN_BRACE) return text.mismatch(this, at);
    if (!text.enter()) return -1;
    const start = out.length;
    out.reserve(1);
    out.length++; // room for a small count
    const seen = text.claim(FEW * 2);
    let more: Set<string> | null = null;
    let count = 0;
    let i = text.gap(at + 1);
    while (json[i] !== CLOSE_BRACE) {
      const key = i;
      const keyStart = out.length;
      const keyEnd = encodeString(text, key);
      if (keyEnd < 0) return -1;
      if (count < FEW) {
        if (isAmong(text, seen, count, keyStart)) return repeated(text, key);
        text.slots[seen + 2 * count] = keyStart;
        text.slots[seen + 2 * count + 1] = out.length - keyStart;
      } else {
        more ??= keysOf(text, seen);
        const size = more.size;
        if (more.add(out.bytes.toString('latin1', keyStart, out.length)).size === size) return repeated(text, key);
      }
      i = this.values.encode(text, text.value(keyEnd));
      if (i < 0) return text.within(memberStep(text.stringAt(key)));
      count++;
      i = text.gap(i);
      if (json[i] === COMMA) i = text.gap(i + 1);
      else if (json[i] !== CLOSE_BRACE) return text.mismatch(this, at);
    }
    text.top = seen;
    text.depth--;
    prefix(out, start, lengthBytes(0), count);
    if (count > 0) {
      out.reserve(1);
      out.byte(0);
    }
    return i + 1;
  }

  decode(data: DatumBytes, at: number): number {
    const { out } = data;
    if (!data.enter()) return -1;
    out.reserve(1);
    out.byte(OPEN_BRACE);
    let first = true;
    let i = data.block(at, this.minEntry);
    while (i >= 0 && data.count > 0) {
      for (let left = data.count; left > 0; left--) {
        if (!data.mayGrow()) return -1;
        out.reserve(1);
        if (!first) out.byte(COMMA);
        first = false;
        const key = out.length;
        i = decodeString(data, i);
        if (i < 0) return -1;
        const keyEnd = out.length;
        out.reserve(1);
        out.byte(COLON);
        i = this.values.decode(data, i);
        if (i < 0) return data.within(memberStep(JSON.parse(out.bytes.toString('utf8', key, keyEnd)) as string));
      }
      i = data.block(i, this.minEntry);
    }
    if (i < 0) return -1;
    data.depth--;
    out.reserve(1);
    out.byte(CLOSE_BRACE);
    return i;
  }
}

/** Whether the key `out[from..)` is one of the `count` keys noted from slot `seen` on. */
function isAmong(text: DatumText, seen: number, count: number, from: number): boolean {
  const { slots, out } = text;
  const { bytes, length } = out;
  for (let slot = seen; slot < seen + 2 * count; slot += 2) {
    if (slots[slot + 1] !== length - from) continue;
    const other = slots[slot]!;
    let k = length - from - 1;
    while (k >= 0 && bytes[other + k] === bytes[from + k]) k--;
    if (k < 0) return true;
  }
  return false;
}

/** The keys noted from slot `seen` on. */
function keysOf(text: DatumText, seen: number): Set<string> {
  const keys = new Set<string>();
  for (let slot = seen; slot < seen + 2 * FEW; slot += 2) {
    const from = text.slots[slot]!;
    keys.add(text.out.bytes.toString('latin1', from, from + text.slots[slot + 1]!));
  }
  return keys;
}

function repeated(text: DatumText, key: number): -1 {
  return text.fault(`the key ${text.excerptAt(key)} comes twice`);
}
