import { GrowingBuffer } from '../../json/growing-buffer.js';
import { excerpt } from './fault-words.js';
import { DatumText } from './datum-text.js';
import type { RecordField } from './record-field.js';
import { invalidSchema } from './schema-fault.js';

/** Bytes that all defaults of a schema may take: with defaults made of defaults, some lines can ask for any amount. */
const MAX_BYTES = 1 << 22;

/** Defaults that may need each other in a row. */
const MAX_CHAIN = 64;

/** The defaults of a schema, turned into Avro binary once all its types are known. */
export class FieldDefaults {
  private readonly pending = new Map<RecordField, string>();
  private readonly working = new Set<RecordField>();
  private bytes = 0;

  /** Notes a field that has a default. */
  add(field: RecordField, where: string): void {
    this.pending.set(field, where);
  }

  /** Works out all defaults. Throws `schema-invalid` when one does not fit its field. */
  resolve(): void {
    for (const field of this.pending.keys()) this.bytesOf(field);
    this.pending.clear();
  }

  /** The default of a field, worked out now if it has not been; null when it has none. */
  private bytesOf(field: RecordField): Buffer | null {
    const { defaultText } = field;
    if (field.defaultBytes !== null || defaultText === null) return field.defaultBytes;
    const where = this.pending.get(field) ?? '';
    if (this.working.has(field)) throw invalidSchema(where, 'the default contains itself');
    if (this.working.size === MAX_CHAIN) throw invalidSchema(where, 'the default is made of too many other defaults');
    this.working.add(field);
    const out = new GrowingBuffer(defaultText.length + 16);
    const text = new DatumText();
    text.untagged = true;
    text.lateDefault = (other) => this.bytesOf(other);
    const json = Buffer.from(defaultText);
    const fault = text.run(field.node, json, 0, json.length, out);
    if (fault) {
      const place = fault.path === '' ? '' : ` at ${fault.path}`;
      throw invalidSchema(where, `the default ${excerpt(defaultText)} does not fit${place}: ${fault.reason}`);
    }
    this.working.delete(field);
    this.bytes += out.length;
    if (this.bytes > MAX_BYTES) throw invalidSchema(where, `the defaults take more than ${MAX_BYTES} bytes`);
    field.defaultBytes = Buffer.from(out.bytes.subarray(0, out.length));
    return field.defaultBytes;
  }
}
