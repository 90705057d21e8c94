import { AvroNode } from './avro-node.js';
import type { DatumBytes } from './datum-bytes.js';
import type { DatumText } from './datum-text.js';
import { oneOf } from './fault-words.js';
import { JsonKind } from './json-kind.js';
import { NameTable } from './name-table.js';
import { writeLong } from './zigzag.js';

const QUOTE = 0x22;

/** `enum`: the index of the symbol. */
export class EnumNode extends AvroNode {
  readonly wanted: string;
  readonly kind = JsonKind.string;
  readonly minBytes = 1;
  private readonly names: NameTable;
  private readonly quoted: readonly string[];

  constructor(
    readonly tag: string,
    symbols: readonly string[],
  ) {
    super();
    this.names = new NameTable(symbols.map((symbol, index) => [symbol, index]));
    this.quoted = symbols.map((symbol) => `"${symbol}"`);
    this.wanted = oneOf(this.quoted);
  }

  encode(text: DatumText, at: number): number {
    const index = text.json[at] === QUOTE ? this.names.find(text, at) : -1;
    if (index < 0) return text.mismatch(this, at);
    writeLong(text.out, index);
    return text.nameEnd;
  }

  decode(data: DatumBytes, at: number): number {
    const behind = data.varint(at);
    if (behind < 0) return -1;
    const symbol = this.quoted[data.number()];
    if (symbol === undefined) return data.fault(`symbol ${data.number()} of an enum of ${this.quoted.length}`);
    data.out.reserve(symbol.length);
    data.out.ascii(symbol);
    return behind;
  }
}
