import { validJson } from '../../json/valid-json.js';
import type { Draft } from './draft.js';
import { excerpt } from './excerpt.js';
import { invalidSchema } from './schema-fault.js';

/** Deeper ones end the stack of the library. */
const DEPTH_MAX = 200;

/** Deep enough to tell text that is nested too deeply from text that is not JSON. */
const DEPTH_SEEN = 1_000_000;

/** Keywords whose members are named by the user: schemas, or things that can pass for one. */
const MAPS = new Set(['properties', 'patternProperties', 'definitions', '$defs', 'dependentSchemas', 'dependencies']);

/** Keywords that hold data, not schemas. */
const DATA = new Set(['enum', 'const', 'default', 'examples', 'example']);

export type SchemaObject = Record<string, unknown>;

/** The value of a schema's text. `what` names it in messages: "the schema", "the referenced schema …". */
export function parseSchema(text: string, what: string): SchemaObject | boolean {
  const bytes = Buffer.from(text);
  if (!validJson(bytes, 0, bytes.length, DEPTH_MAX)) {
    const deep = validJson(bytes, 0, bytes.length, DEPTH_SEEN);
    throw invalidSchema(`${what} is ${deep ? `nested more than ${DEPTH_MAX} levels deep` : 'not valid JSON'}`);
  }
  const schema: unknown = JSON.parse(text);
  if (typeof schema === 'boolean' || isObject(schema)) return schema;
  throw invalidSchema(`${what} must be a JSON object, true or false`);
}

/**
 * Takes out of a schema, in place, what the library would read as keywords of its own although no draft knows it
 * (`$async`, OpenAPI's `nullable`, draft 4's `id` in later ones), and refuses names that it cannot look up safely.
 */
export function tidySchema(schema: SchemaObject, draft: Draft): void {
  withoutInheritance(schema);
  if (typeof schema['$async'] === 'boolean') delete schema['$async'];
  if (typeof schema['nullable'] === 'boolean') delete schema['nullable'];
  if (draft.idKeyword !== 'id' && typeof schema['id'] === 'string') delete schema['id'];
  checkDynamicRef(schema['$dynamicRef']);
  for (const [keyword, value] of Object.entries(schema)) {
    if (DATA.has(keyword)) continue;
    if (MAPS.has(keyword) && isObject(value)) tidyMap(keyword, value, draft);
    else tidyValue(value, draft);
  }
}

function tidyMap(keyword: string, map: SchemaObject, draft: Draft): void {
  if (Object.hasOwn(map, '__proto__')) throw invalidSchema(`"__proto__" in ${keyword} is not supported`);
  withoutInheritance(map);
  for (const value of Object.values(map)) tidyValue(value, draft);
}

function tidyValue(value: unknown, draft: Draft): void {
  if (Array.isArray(value)) for (const item of value) tidyValue(item, draft);
  else if (isObject(value)) tidySchema(value, draft);
}

/** A `$ref` to `#/constructor` must lead nowhere. */
function withoutInheritance(object: SchemaObject): void {
  Object.setPrototypeOf(object, null);
}

/** The library looks anchors up in a plain object, which has these by birth. */
function checkDynamicRef(ref: unknown): void {
  if (typeof ref !== 'string' || !(ref.slice(1) in Object.prototype)) return;
  throw invalidSchema(`the $dynamicRef "${excerpt(ref)}" leads nowhere`);
}

function isObject(value: unknown): value is SchemaObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
