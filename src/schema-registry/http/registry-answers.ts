import type { Schema, SchemaReference, SchemaType } from '../schema.js';
import type { RegisteredVersion, RegistryAnswer } from '../schema-registry.client.js';
import { failed } from './registry-faults.js';

const TYPES: readonly SchemaType[] = ['AVRO', 'JSON', 'PROTOBUF'];

const SENSELESS = 'The schema registry gave an answer that makes no sense';

/** The members of an answer that must be an object. */
export function objectOf({ body }: RegistryAnswer): Record<string, unknown> {
  const value = parsed(body);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw failed(`${SENSELESS}: no JSON object.`);
  return value as Record<string, unknown>;
}

/** The schema in an answer; a type that is left out is Avro. */
export function schemaOf(answer: Record<string, unknown>): Schema {
  const { schema, schemaType = 'AVRO', references } = answer;
  const type = TYPES.find((each) => each === schemaType);
  if (typeof schema !== 'string') throw failed(`${SENSELESS}: it has no schema.`);
  if (!type) throw failed(`${SENSELESS}: a schema type other than ${TYPES.join(', ')}.`);
  return { type, text: schema, references: referencesOf(references) };
}

/** A version of a subject in an answer. */
export function versionOf(answer: Record<string, unknown>): RegisteredVersion {
  return { id: integer(answer, 'id'), version: integer(answer, 'version'), schema: schemaOf(answer) };
}

/** A positive 32-bit integer in an answer. */
export function integer(answer: Record<string, unknown>, name: string): number {
  const value = answer[name];
  if (typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 2 ** 31) return value;
  throw failed(`${SENSELESS}: its "${name}" is no positive integer.`);
}

function referencesOf(references: unknown): SchemaReference[] {
  if (references === undefined || references === null) return [];
  if (!Array.isArray(references)) throw failed(`${SENSELESS}: its references are no list.`);
  return references.map((each: unknown) => {
    const reference = (each ?? {}) as Record<string, unknown>;
    const { name, subject } = reference;
    if (typeof name !== 'string' || typeof subject !== 'string')
      throw failed(`${SENSELESS}: a reference without a name.`);
    return { name, subject, version: integer(reference, 'version') };
  });
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch (error) {
    throw failed(`${SENSELESS}: it is no JSON.`, error);
  }
}
