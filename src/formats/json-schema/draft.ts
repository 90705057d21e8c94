import { Ajv, type AnySchemaObject, type Options } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type AjvCore from 'ajv/dist/core.js';
import AjvDraft04 from 'ajv-draft-04';
import { createRequire } from 'node:module';
import { excerpt } from './excerpt.js';
import { invalidSchema } from './schema-fault.js';

const draft6 = createRequire(import.meta.url)('ajv/dist/refs/json-schema-draft-06.json') as AnySchemaObject;

/** A version of JSON Schema. */
export interface Draft {
  readonly name: string;
  /** Schemas of a draft may refer to those of the same family and to those of earlier ones that it can read. */
  readonly family: number;
  /** URL of the schema that schemas follow. */
  readonly metaSchema: string;
  /** The keyword that names a schema. */
  readonly idKeyword: 'id' | '$id';
  create(options: Options): AjvCore.default;
}

const DRAFT_4: Draft = {
  name: 'draft 4',
  family: 4,
  metaSchema: 'http://json-schema.org/draft-04/schema',
  idKeyword: 'id',
  create: (options) => new AjvDraft04.default(options),
};

const DRAFT_7: Draft = {
  name: 'draft 7',
  family: 7,
  metaSchema: 'http://json-schema.org/draft-07/schema',
  idKeyword: '$id',
  create: (options) => new Ajv(options).addMetaSchema(draft6),
};

const DRAFTS: readonly Draft[] = [
  DRAFT_4,
  { ...DRAFT_7, name: 'draft 6', metaSchema: 'http://json-schema.org/draft-06/schema' },
  DRAFT_7,
  {
    name: '2019-09',
    family: 2019,
    metaSchema: 'https://json-schema.org/draft/2019-09/schema',
    idKeyword: '$id',
    create: (options) => new Ajv2019(options),
  },
  {
    name: '2020-12',
    family: 2020,
    metaSchema: 'https://json-schema.org/draft/2020-12/schema',
    idKeyword: '$id',
    create: (options) => new Ajv2020(options),
  },
];

/** What `$schema` may be, in words. */
const KNOWN = DRAFTS.map(({ metaSchema }) => metaSchema).join(', ');

/** The draft that a schema says it follows; without `$schema`, draft 7, as Confluent's registry has it. */
export function draftOf(schema: unknown): Draft {
  const url = typeof schema === 'object' && schema !== null ? (schema as { $schema?: unknown }).$schema : undefined;
  if (url === undefined) return DRAFT_7;
  if (typeof url !== 'string') throw invalidSchema('$schema must be a string');
  const plain = withoutScheme(url.replace(/#$/, ''));
  const draft = DRAFTS.find(({ metaSchema }) => withoutScheme(metaSchema) === plain);
  if (draft !== undefined) return draft;
  throw invalidSchema(`$schema "${excerpt(url, 80)}" is no draft that can be checked; those that can are ${KNOWN}`);
}

/** Whether schemas of `draft` can take in those of `referenced` without changing what they mean. */
export function canReferTo(draft: Draft, referenced: Draft): boolean {
  if (draft.family === referenced.family) return true;
  return draft.family !== DRAFT_4.family && referenced.family !== DRAFT_4.family && referenced.family < draft.family;
}

function withoutScheme(url: string): string {
  return url.replace(/^https?:/, '');
}
