import { AvroNode } from './avro-node.js';
import type { DatumBytes } from './datum-bytes.js';
import type { DatumText } from './datum-text.js';
import { JsonKind } from './json-kind.js';

const LOWER_F = 0x66;
const LOWER_N = 0x6e;
const LOWER_T = 0x74;

/** `null`, which takes no byte. */
export class NullNode extends AvroNode {
  readonly tag = 'null';
  readonly wanted = 'null';
  readonly kind = JsonKind.null;
  readonly minBytes = 0;

  encode(text: DatumText, at: number): number {
    return text.json[at] === LOWER_N ? at + 4 : text.mismatch(this, at);
  }

  decode(data: DatumBytes, at: number): number {
    data.out.reserve(4);
    data.out.ascii('null');
    return at;
  }
}

/** `true` or `false`: one byte. */
export class BooleanNode extends AvroNode {
  readonly tag = 'boolean';
  readonly wanted = 'true or false';
  readonly kind = JsonKind.boolean;
  readonly minBytes = 1;

  encode(text: DatumText, at: number): number {
    const first = text.json[at]!;
    if (first !== LOWER_T && first !== LOWER_F) return text.mismatch(this, at);
    text.out.reserve(1);
    text.out.byte(first === LOWER_T ? 1 : 0);
    return first === LOWER_T ? at + 4 : at + 5;
  }

  decode(data: DatumBytes, at: number): number {
    if (at >= data.end) return data.truncated();
    const byte = data.bytes[at]!;
    if (byte > 1) return data.fault(`a boolean of ${byte} instead of 0 or 1`);
    data.out.reserve(5);
    data.out.ascii(byte === 1 ? 'true' : 'false');
    return at + 1;
  }
}
