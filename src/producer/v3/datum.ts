import type { SchemaType } from '../../schema-registry/schema.js';
import type { SubjectNameStrategy } from '../../config/settings.js';

/** How a key or value is given: without a schema, or with one. */
export type DatumType = 'BINARY' | 'JSON' | 'STRING' | 'AVRO' | 'JSONSCHEMA' | 'PROTOBUF';

/** What the registry calls the kinds of schemas that have a name of their own here. */
export const SCHEMA_TYPE_OF: Readonly<Partial<Record<DatumType, SchemaType>>> = {
  AVRO: 'AVRO',
  JSONSCHEMA: 'JSON',
  PROTOBUF: 'PROTOBUF',
};

export const DATUM_TYPE_OF: Readonly<Record<SchemaType, DatumType>> = {
  AVRO: 'AVRO',
  JSON: 'JSONSCHEMA',
  PROTOBUF: 'PROTOBUF',
};

export const STRATEGIES: ReadonlyMap<string, SubjectNameStrategy> = new Map([
  ['TOPIC_NAME', 'topic'],
  ['RECORD_NAME', 'record'],
  ['TOPIC_RECORD_NAME', 'topic-record'],
]);

/** The members of a datum beside `data`; null: not given. */
export interface DatumFields {
  type: DatumType | null;
  subject: string | null;
  strategy: SubjectNameStrategy | null;
  schemaId: number | null;
  schemaVersion: number | null;
  schema: string | null;
}

/**
 * What is wrong with the way the members of a datum are put together; null: nothing. The sentences are those that clients
 * of Confluent's API know.
 */
export function combinationFault(given: DatumFields): string | null {
  const { type, subject, strategy, schemaId, schemaVersion, schema } = given;
  if (strategy !== null && subject !== null) return "Only one of 'subject_name_strategy' or 'subject' can be used.";
  if ([schemaId, schemaVersion, schema].filter((value) => value !== null).length > 1) {
    return "Only one of 'schema_id', 'schema_version' or 'schema' can be used.";
  }
  if (type === null)
    return schema === null ? versionFault(given) : "'schema' needs a 'type': AVRO, JSONSCHEMA or PROTOBUF.";
  if (SCHEMA_TYPE_OF[type] === undefined) {
    const extra = strategy !== null ? 'subject_strategy' : firstGiven({ subject, schemaId, schemaVersion, schema });
    return extra === null ? null : `'type=${type}' cannot be used with '${extra}'.`;
  }
  if (schemaId !== null) return `'schema_id=${schemaId}' cannot be used with 'serializer'.`;
  if (schemaVersion !== null) return `'schema_version=${schemaVersion}' cannot be used with 'serializer'.`;
  if (schema === null)
    return "'schema_version=latest' cannot be used with 'serializer'. Leave out 'type', or give a 'schema'.";
  return null;
}

/** A version has a subject, which only the topic's name or the request can tell before the schema is known. */
function versionFault({ strategy, schemaId }: DatumFields): string | null {
  if (schemaId !== null || strategy === null || strategy === 'topic') return null;
  return `Cannot use schema_subject_strategy=${strategy} without schema_id or schema.`;
}

function firstGiven(fields: Pick<DatumFields, 'subject' | 'schemaId' | 'schemaVersion' | 'schema'>): string | null {
  if (fields.subject !== null) return 'subject';
  if (fields.schemaId !== null) return 'schema_id';
  if (fields.schemaVersion !== null) return 'schema_version';
  return fields.schema === null ? null : 'schema';
}
