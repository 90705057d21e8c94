import { compactJson } from '../../json/compact.js';
import type { GrowingBuffer } from '../../json/growing-buffer.js';
import { validJson } from '../../json/valid-json.js';
import type { CompleteSchema } from '../../schema-registry/schema.js';
import type { DatumFault, SchemaCodec } from '../schema-codec.js';
import type { CompiledCheck } from './compiled-check.js';
import { compileValidator } from './validator.js';
import { budgetFor, EXHAUSTED } from './work-budget.js';

/** Stored JSON may be nested deeper than a request's: somebody else may have written it. */
const STORED_DEPTH_MAX = 1000;

const NOT_JSON: DatumFault = { path: '', reason: 'not valid JSON' };
const COSTLY: DatumFault = { path: '', reason: 'takes too long to check against the schema' };
const ENDLESS: DatumFault = {
  path: '',
  reason: 'nested too deeply for the schema, or the schema refers to itself without end',
};

/**
 * JSON Schema: what is stored is the datum's own text, made compact. It is checked as the doubles and strings that JSON.parse
 * makes of it, so `multipleOf`, `maximum` or `const` see a number of more than 17 digits rounded; stored is what was sent.
 */
class JsonSchemaCodec implements SchemaCodec {
  constructor(
    private readonly check: CompiledCheck,
    readonly recordName: string | null,
  ) {}

  encode(json: Buffer, start: number, end: number, out: GrowingBuffer): DatumFault | null {
    const fault = this.faultOf(json.toString('utf8', start, end), end - start);
    if (fault === null) writeCompact(json, start, end, out);
    return fault;
  }

  /** Shows what is stored, also where it does not fit the schema: others may write with checks of another kind, or none. */
  decode(bytes: Buffer, start: number, end: number, out: GrowingBuffer): DatumFault | null {
    if (!validJson(bytes, start, end, STORED_DEPTH_MAX)) return NOT_JSON;
    writeCompact(bytes, start, end, out);
    return null;
  }

  private faultOf(text: string, bytes: number): DatumFault | null {
    const datum: unknown = JSON.parse(text);
    try {
      budgetFor(bytes);
      return this.check.fault(datum);
    } catch (error) {
      if (error === EXHAUSTED) return COSTLY;
      if (error instanceof RangeError) return ENDLESS; // the end of the stack
      throw error;
    }
  }
}

/** Compiles a JSON Schema. Throws `schema-invalid` when the text, or one that it refers to, is none. */
export function compileJsonSchema(schema: CompleteSchema): SchemaCodec {
  const { schema: parsed, check } = compileValidator(schema);
  const title = typeof parsed === 'object' ? parsed['title'] : null;
  return new JsonSchemaCodec(check, typeof title === 'string' && title !== '' ? title : null);
}

function writeCompact(bytes: Buffer, start: number, end: number, out: GrowingBuffer): void {
  const at = out.length;
  out.reserve(end - start);
  out.copy(bytes, start, end - start);
  out.length = compactJson(out.bytes, at, out.length);
}
