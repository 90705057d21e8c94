import { excerpt } from './fault-words.js';
import { invalidSchema } from './schema-fault.js';

// https://avro.apache.org/docs/1.11.1/specification/#names

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The rule for names of fields and symbols of enums, and for each part of a full name. */
export function checkName(name: unknown, what: string, where: string): string {
  if (typeof name !== 'string') throw invalidSchema(where, `the name of ${what} is missing or no string`);
  if (NAME.test(name)) return name;
  throw invalidSchema(
    where,
    `"${excerpt(name)}" cannot be the name of ${what}: only letters A to Z, digits and _ can, no digit first`,
  );
}

/**
 * The full name that a definition gives itself: a name with dots is one already, and `namespace` does not count then;
 * other names are put into the namespace, the definition's own before the one around it.
 */
export function definedName(name: unknown, own: unknown, around: string, what: string, where: string): string {
  if (typeof name !== 'string') throw invalidSchema(where, `the name of ${what} is missing or no string`);
  if (own !== undefined && own !== null && typeof own !== 'string') {
    throw invalidSchema(where, `the namespace of ${what} is no string`);
  }
  const full = qualified(name, own ?? around);
  for (const part of full.split('.')) checkName(part, what, where);
  return full;
}

/** A name as it is meant in a namespace. One that begins with a dot is in none. */
export function qualified(name: string, namespace: string): string {
  if (name.startsWith('.')) return name.slice(1);
  return name.includes('.') || namespace === '' ? name : `${namespace}.${name}`;
}

/** What stands before the last part of a full name; empty when it is the only one. */
export function namespaceOf(fullName: string): string {
  return fullName.slice(0, Math.max(0, fullName.lastIndexOf('.')));
}
