import { AvroNode } from './avro-node.js';
import type { DatumBytes } from './datum-bytes.js';
import type { DatumText } from './datum-text.js';
import { memberStep } from './fault-words.js';
import { JsonKind } from './json-kind.js';
import { NameTable, startsWith } from './name-table.js';
import type { RecordField } from './record-field.js';

const SPACE = 0x20;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** `record`: its fields one after the other. In JSON they may come in any order; their own order is the fast one. */
export class RecordNode extends AvroNode {
  readonly wanted: string;
  readonly kind = JsonKind.object;
  minBytes = 1;
  fields: readonly RecordField[] = [];
  private names = new NameTable([]);

  /** Without fields at first: they may hold the record itself. */
  constructor(readonly tag: string) {
    super();
    this.wanted = `an object (a record ${tag})`;
  }

  /** Adds the fields; the record is complete then. */
  complete(fields: readonly RecordField[]): void {
    this.fields = fields;
    this.names = new NameTable(fields.map(({ name }, index) => [name, index]));
    this.minBytes = Math.min(
      2 ** 30,
      fields.reduce((sum, { node }) => sum + node.minBytes, 0),
    );
  }

  hasField(name: string): boolean {
    return this.fields.some((field) => field.name === name);
  }

  encode(text: DatumText, at: number): number {
    const { json } = text;
    if (json[at] !== OPEN_BRACE) return text.mismatch(this, at);
    if (!text.enter()) return -1;
    const { fields } = this;
    let i = at + 1;
    if (json[i]! <= SPACE) i = text.gap(i);
    for (let k = 0; k < fields.length; k++) {
      const field = fields[k]!;
      const { quoted } = field;
      if (!startsWith(json, i, quoted)) return this.encodeRest(text, i, k);
      let value = i + quoted.length;
      value = json[value] === COLON && json[value + 1]! > SPACE ? value + 1 : text.value(value);
      i = field.node.encode(text, value);
      if (i < 0) return text.within(memberStep(field.name));
      if (json[i]! <= SPACE) i = text.gap(i);
      if (json[i] === COMMA) {
        i++;
        if (json[i]! <= SPACE) i = text.gap(i);
      }
    }
    if (json[i] !== CLOSE_BRACE) return this.encodeRest(text, i, fields.length);
    text.depth--;
    return i + 1;
  }

  decode(data: DatumBytes, at: number): number {
    const { out } = data;
    const { fields } = this;
    if (!data.enter()) return -1;
    let i = at;
    for (let k = 0; k < fields.length; k++) {
      const field = fields[k]!;
      if (!data.mayGrow()) return -1;
      out.reserve(field.opening.length);
      out.ascii(field.opening);
      i = field.node.decode(data, i);
      if (i < 0) return data.within(memberStep(field.name));
    }
    data.depth--;
    out.reserve(2);
    if (fields.length === 0) out.byte(OPEN_BRACE);
    out.byte(CLOSE_BRACE);
    return i;
  }

  /**
   * The members from `at` on, in any order, for the fields from `from` on: finds where each one's value begins and then
   * writes them in the order of the fields, defaults where there is none.
   */
  private encodeRest(text: DatumText, at: number, from: number): number {
    const { fields } = this;
    const base = text.claim(fields.length - from);
    const behind = this.locate(text, at, from, base);
    if (behind < 0) return -1;
    for (let k = from; k < fields.length; k++) {
      const field = fields[k]!;
      const value = text.slots[base + k - from]!;
      const done = value < 0 ? text.writeDefault(field) : field.node.encode(text, value);
      if (done < 0) return text.within(memberStep(field.name));
    }
    text.top = base;
    text.depth--;
    return behind;
  }

  /** Notes where the values of the members from `at` on begin; returns the position behind the closing brace. */
  private locate(text: DatumText, at: number, from: number, base: number): number {
    const { json } = text;
    let i = at;
    while (json[i] !== CLOSE_BRACE) {
      const index = this.names.find(text, i);
      if (index < 0) return this.unknown(text, i);
      if (index < from || text.slots[base + index - from] !== -1) {
        text.fault('comes twice');
        return text.within(memberStep(this.fields[index]!.name));
      }
      const value = text.value(text.nameEnd);
      text.slots[base + index - from] = value;
      i = text.gap(text.skip(value));
      if (json[i] === COMMA) i = text.gap(i + 1);
    }
    return i + 1;
  }

  private unknown(text: DatumText, at: number): -1 {
    text.fault(`not a field of ${this.tag}`);
    return text.within(memberStep(text.stringAt(at)));
  }
}
