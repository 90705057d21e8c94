import { AvroNode } from './avro-node.js';
import type { DatumBytes } from './datum-bytes.js';
import type { DatumText } from './datum-text.js';
import { JsonKind } from './json-kind.js';
import { lengthBytes, prefix } from './zigzag.js';

const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** `array`: blocks of items, each with its count, and a 0. What is written here is one block. */
export class ArrayNode extends AvroNode {
  readonly tag = 'array';
  readonly wanted = 'an array';
  readonly kind = JsonKind.array;
  readonly minBytes = 1;

  constructor(private readonly items: AvroNode) {
    super();
  }

  encode(text: DatumText, at: number): number {
    const { json, out } = text;
    if (json[at] !== OPEN_BRACKET) return text.mismatch(this, at);
    if (!text.enter()) return -1;
    const start = out.length;
    out.reserve(1);
    out.length++; // room for a small count
    let count = 0;
    let i = text.gap(at + 1);
    while (json[i] !== CLOSE_BRACKET) {
      i = this.items.encode(text, i);
      if (i < 0) return text.within(`[${count}]`);
      count++;
      i = text.gap(i);
      if (json[i] === COMMA) i = text.gap(i + 1);
      else if (json[i] !== CLOSE_BRACKET) return text.mismatch(this, at);
    }
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
    out.byte(OPEN_BRACKET);
    let count = 0;
    let i = data.block(at, this.items.minBytes);
    while (i >= 0 && data.count > 0) {
      for (let left = data.count; left > 0; left--) {
        if (!data.mayGrow()) return -1;
        if (count > 0) {
          out.reserve(1);
          out.byte(COMMA);
        }
        i = this.items.decode(data, i);
        if (i < 0) return data.within(`[${count}]`);
        count++;
      }
      i = data.block(i, this.items.minBytes);
    }
    if (i < 0) return -1;
    data.depth--;
    out.reserve(1);
    out.byte(CLOSE_BRACKET);
    return i;
  }
}
