/** A body or an answer of the registry's API, for its document. Registries add members of their own. */
export interface Shape {
  schema: object;
  example: unknown;
}

const AVRO = '{"type":"record","name":"Reading","fields":[{"name":"celsius","type":"double"}]}';

const REFERENCES = {
  type: 'array',
  items: {
    type: 'object',
    required: ['name', 'subject', 'version'],
    properties: { name: { type: 'string' }, subject: { type: 'string' }, version: { type: 'integer' } },
    additionalProperties: true,
  },
};
const TYPES = ['AVRO', 'JSON', 'PROTOBUF'];
const TEXT = { type: 'string' };
const INTEGER = { type: 'integer' };
const SCHEMA_MEMBERS = {
  schema: { type: 'string', description: 'The schema itself, as text.' },
  schemaType: { type: 'string', enum: TYPES, description: 'AVRO where it is left out.' },
  references: REFERENCES,
};

function object(properties: object, ...required: string[]): object {
  return { type: 'object', required, properties, additionalProperties: true };
}

function listOf(items: object, ...example: unknown[]): Shape {
  return { schema: { type: 'array', items }, example };
}

const VERSION = object({ subject: TEXT, version: INTEGER }, 'subject', 'version');
const REGISTERED = object(
  { subject: TEXT, id: INTEGER, version: INTEGER, ...SCHEMA_MEMBERS },
  'subject',
  'id',
  'version',
  'schema',
);
const REGISTERED_EXAMPLE = { subject: 'readings-value', id: 1, version: 1, schema: AVRO };
const ANYTHING = { description: 'The schema itself: JSON for Avro and JSON Schema, a text for Protobuf.' };

export const SHAPES = {
  newSchema: { schema: object(SCHEMA_MEMBERS, 'schema'), example: { schema: AVRO, schemaType: 'AVRO' } },
  id: { schema: object({ id: INTEGER }, 'id'), example: { id: 1 } },
  registered: { schema: REGISTERED, example: REGISTERED_EXAMPLE },
  registrations: listOf(REGISTERED, REGISTERED_EXAMPLE),
  schema: { schema: object(SCHEMA_MEMBERS, 'schema'), example: { schema: AVRO } },
  bareSchema: { schema: ANYTHING, example: JSON.parse(AVRO) as unknown },
  subjects: listOf(TEXT, 'readings-key', 'readings-value'),
  types: listOf({ type: 'string' }, 'JSON', 'PROTOBUF', 'AVRO'),
  versions: listOf(INTEGER, 1, 2),
  subjectVersions: listOf(VERSION, { subject: 'readings-value', version: 1 }),
  version: { schema: INTEGER, example: 1 },
  ids: listOf(INTEGER, 7),
  newConfig: { schema: object({ compatibility: TEXT }), example: { compatibility: 'BACKWARD' } },
  config: { schema: object({ compatibilityLevel: TEXT }), example: { compatibilityLevel: 'BACKWARD' } },
  /** What deleting the settings of a subject answers differs: the old level alone, or an object. */
  oldConfig: { schema: { type: ['string', 'object'] }, example: { compatibilityLevel: 'BACKWARD' } },
  mode: { schema: object({ mode: TEXT }), example: { mode: 'READWRITE' } },
  oldMode: { schema: { type: ['string', 'object'] }, example: { mode: 'READWRITE' } },
  compatible: {
    schema: object({ is_compatible: { type: 'boolean' }, messages: { type: 'array', items: TEXT } }, 'is_compatible'),
    example: { is_compatible: true },
  },
} satisfies Record<string, Shape>;
