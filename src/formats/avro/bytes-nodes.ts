import { AvroNode } from './avro-node.js';
import type { DatumBytes } from './datum-bytes.js';
import type { DatumText } from './datum-text.js';
import { JsonKind } from './json-kind.js';
import { writeLatin1String } from './json-string.js';
import { putLatin1 } from './string-text.js';
import { lengthBytes, prefix } from './zigzag.js';

const QUOTE = 0x22;

/** `bytes`: a length and as many bytes. In JSON each byte is the character U+0000 to U+00FF of its value. */
export class BytesNode extends AvroNode {
  readonly tag = 'bytes';
  readonly wanted = 'a string of the characters U+0000 to U+00FF, one for each byte';
  readonly kind = JsonKind.string;
  readonly minBytes = 1;

  encode(text: DatumText, at: number): number {
    const { json, out } = text;
    if (json[at] !== QUOTE) return text.mismatch(this, at);
    const end = text.stringEnd(at);
    const longest = end - at - 2;
    const guess = lengthBytes(longest);
    const start = out.length;
    out.reserve(guess + longest);
    const behind = putLatin1(json, at + 1, end - 1, out.bytes, start + guess);
    if (behind < 0) return text.mismatch(this, at);
    out.length = behind;
    prefix(out, start, guess, behind - start - guess);
    return end;
  }

  decode(data: DatumBytes, at: number): number {
    const start = data.length(at);
    if (start < 0) return -1;
    const end = start + data.number();
    writeLatin1String(data.out, data.bytes, start, end);
    return end;
  }
}

/** `fixed`: always the same number of bytes, no length. In JSON like `bytes`. */
export class FixedNode extends AvroNode {
  readonly wanted: string;
  readonly kind = JsonKind.string;
  readonly minBytes: number;

  constructor(
    readonly tag: string,
    private readonly size: number,
  ) {
    super();
    this.minBytes = size;
    this.wanted = `a string of exactly ${size} characters from U+0000 to U+00FF, one for each byte`;
  }

  encode(text: DatumText, at: number): number {
    const { json, out } = text;
    if (json[at] !== QUOTE) return text.mismatch(this, at);
    const end = text.stringEnd(at);
    const start = out.length;
    out.reserve(end - at);
    const behind = putLatin1(json, at + 1, end - 1, out.bytes, start);
    if (behind < 0) return text.mismatch(this, at);
    if (behind - start !== this.size) {
      return text.fault(`must be ${this.wanted} (was of ${behind - start}: ${text.excerptAt(at)})`);
    }
    out.length = behind;
    return end;
  }

  decode(data: DatumBytes, at: number): number {
    if (data.end - at < this.size) return data.truncated();
    writeLatin1String(data.out, data.bytes, at, at + this.size);
    return at + this.size;
  }
}
