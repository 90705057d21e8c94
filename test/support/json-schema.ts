import { compileJsonSchema } from '../../src/formats/json-schema/json-schema-codec.js';
import type { SchemaCodec } from '../../src/formats/schema-codec.js';
import { GrowingBuffer } from '../../src/json/growing-buffer.js';

/** The codec of a schema, given as its text or its value, with the texts or values of the schemas it refers to. */
export function jsonSchema(schema: unknown, referenced: Readonly<Record<string, unknown>> = {}): SchemaCodec {
  return compileJsonSchema({
    type: 'JSON',
    text: textOf(schema),
    referenced: Object.entries(referenced).map(([name, other]) => ({ name, text: textOf(other) })),
  });
}

/** What is stored for a JSON text, or `<path>: <reason>` of its fault. */
export function encoded(codec: SchemaCodec, json: string): string {
  const bytes = Buffer.from(`  ${json} `);
  const out = new GrowingBuffer(8);
  out.reserve(1);
  out.ascii('>');
  const fault = codec.encode(bytes, 2, bytes.length - 1, out);
  return fault === null ? out.bytes.toString('utf8', 1, out.length) : `${fault.path}: ${fault.reason}`;
}

/** Whether a value fits a schema. */
export function fits(schema: unknown, value: unknown): boolean {
  const bytes = Buffer.from(JSON.stringify(value));
  return jsonSchema(schema).encode(bytes, 0, bytes.length, new GrowingBuffer(bytes.length)) === null;
}

function textOf(schema: unknown): string {
  return typeof schema === 'string' ? schema : JSON.stringify(schema);
}
