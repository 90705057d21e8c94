import type { Options } from 'ajv';
import type AjvCore from 'ajv/dist/core.js';
import type { CompleteSchema } from '../../schema-registry/schema.js';
import { compilationFault, metaSchemaFault } from './compilation-fault.js';
import { CompiledCheck } from './compiled-check.js';
import { canReferTo, type Draft, draftOf } from './draft.js';
import { replaceEqualityKeywords } from './equality-keywords.js';
import { excerpt } from './excerpt.js';
import { addLinearFormats } from './linear-formats.js';
import { LinearPattern } from './linear-pattern.js';
import { meterKeywords } from './metered-keywords.js';
import { ReferenceResolver } from './reference-resolver.js';
import { invalidSchema } from './schema-fault.js';
import { parseSchema, type SchemaObject, tidySchema } from './schema-tree.js';
import { budgetFor, lift } from './work-budget.js';

const OPTIONS: Options = {
  strict: false,
  allErrors: false,
  logger: false,
  verbose: true, // faults name what was found
  ownProperties: true, // `toString` is missing unless the datum has it
  inlineRefs: false, // a schema referred to thousands of times is compiled once
  multipleOfPrecision: 9, // 1.10 is a multiple of 0.01
  code: {
    optimize: false, // quadratic in the number of properties, and of little use
    regExp: Object.assign((pattern: string) => new LinearPattern(pattern), { code: 'new RegExp' }),
  },
};

/** A datum of this size may cost as much as the check of a small one with the largest of schemas. */
const PROBE_BYTES = 4000;

/** Checks of schemas against their drafts, made when a draft is first met. They hold nothing of a user's schema. */
const metaSchemas = new Map<string, CompiledCheck>();

/** The parsed schema and its compiled check. */
export interface Validator {
  readonly schema: SchemaObject | boolean;
  readonly check: CompiledCheck;
}

/**
 * Compiles a schema with all that it refers to; nothing is ever fetched. Each is compiled by an instance of its own, where the
 * `$id`s of others cannot be met. Throws `schema-invalid`.
 */
export function compileValidator({ text, referenced }: CompleteSchema): Validator {
  const schema = parseSchema(text, 'the schema');
  const draft = draftOf(schema);
  try {
    lift();
    const resolver = new ReferenceResolver(idOf(schema, draft));
    const ajv = instance(draft, { validateSchema: false, uriResolver: resolver });
    const others = referenced.map(({ name, text: other }) => ({ name, schema: referredTo(name, other, draft) }));
    const urls = others.map((other) => resolver.add(other.name, idOf(other.schema, draft)));
    others.forEach((other, i) => ajv.addSchema(named(other.schema, urls[i]!, draft), urls[i]));
    checkSchema(schema, draft, 'the schema');
    ajv.addSchema(named(schema, resolver.mainUrl, draft), resolver.mainUrl);
    const check = new CompiledCheck(ajv, resolver.mainUrl);
    probe(check);
    return { schema, check };
  } catch (error) {
    throw compilationFault(error);
  }
}

/**
 * Checks something small: a schema that does not come to an end even of this, or whose code is too large for the engine,
 * which sees that at the first run only, is refused before any datum is.
 */
function probe(check: CompiledCheck): void {
  budgetFor(PROBE_BYTES);
  check.fault(null);
}

function instance(draft: Draft, options: Options): AjvCore.default {
  const ajv = draft.create({ ...OPTIONS, ...options });
  replaceEqualityKeywords(ajv);
  meterKeywords(ajv);
  addLinearFormats(ajv);
  return ajv;
}

function referredTo(name: string, text: string, draft: Draft): SchemaObject | boolean {
  const what = `the referenced schema "${excerpt(name)}"`;
  const schema = parseSchema(text, what);
  const own = typeof schema === 'object' && '$schema' in schema ? draftOf(schema) : draft;
  if (!canReferTo(draft, own)) {
    throw invalidSchema(`${what} follows ${own.name} but is used by one that follows ${draft.name}`);
  }
  checkSchema(schema, own, what);
  return schema;
}

/** Holds a schema against its draft and leaves in it only what the draft knows. */
function checkSchema(schema: SchemaObject | boolean, draft: Draft, what: string): void {
  if (typeof schema === 'boolean') {
    if (draft.idKeyword === 'id') throw invalidSchema(`${what} must be a JSON object: draft 4 knows no true and false`);
    return;
  }
  const fault = metaSchemaOf(draft).fault(schema);
  if (fault !== null) throw metaSchemaFault(fault, what, draft);
  tidySchema(schema, draft);
}

function metaSchemaOf(draft: Draft): CompiledCheck {
  const known = metaSchemas.get(draft.metaSchema);
  if (known !== undefined) return known;
  const check = new CompiledCheck(instance(draft, { validateFormats: false }), draft.metaSchema);
  metaSchemas.set(draft.metaSchema, check);
  return check;
}

function idOf(schema: SchemaObject | boolean, draft: Draft): unknown {
  return typeof schema === 'object' ? schema[draft.idKeyword] : undefined;
}

/** The schema under its absolute URL and without the name of its draft, which the instance has decided. */
function named(schema: SchemaObject | boolean, url: string, draft: Draft): SchemaObject | boolean {
  if (typeof schema === 'boolean') return schema;
  delete schema['$schema'];
  schema[draft.idKeyword] = url;
  return schema;
}
