import type { GrowingBuffer } from '../../json/growing-buffer.js';
import type { CompleteSchema } from '../../schema-registry/schema.js';
import type { DatumFault, SchemaCodec } from '../schema-codec.js';
import type { AvroNode } from './avro-node.js';
import { DatumBytes } from './datum-bytes.js';
import { DatumText } from './datum-text.js';
import { SchemaCompiler } from './schema-compiler.js';

/** Serve all codecs: translation is synchronous, and they hold nothing between two data. */
const TEXT = new DatumText();
const BYTES = new DatumBytes();

/** Avro: JSON encoding on one side, binary encoding on the other. */
class AvroCodec implements SchemaCodec {
  constructor(
    private readonly node: AvroNode,
    readonly recordName: string | null,
  ) {}

  encode(json: Buffer, start: number, end: number, out: GrowingBuffer): DatumFault | null {
    return TEXT.run(this.node, json, start, end, out);
  }

  decode(bytes: Buffer, start: number, end: number, out: GrowingBuffer): DatumFault | null {
    return BYTES.run(this.node, bytes, start, end, out);
  }
}

/** Compiles an Avro schema. Throws `schema-invalid` when the text, or one that it refers to, is none. */
export function compileAvro(schema: CompleteSchema): SchemaCodec {
  const compiler = new SchemaCompiler();
  for (const { name, text } of schema.referenced) compiler.refer(name, text);
  const node = compiler.compile(schema.text);
  return new AvroCodec(node, compiler.nameOf(node));
}
