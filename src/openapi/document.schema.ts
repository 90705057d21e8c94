import type { Schema } from './document.types.js';

/**
 * A property of type `unknown` is reflected as `Object`, and would be documented as `type: object` although it takes any
 * JSON. A property that is an object in earnest says what its members are.
 */
export function freeUnknownProperties(schema: Schema): void {
  if (!('properties' in schema)) return;
  for (const property of Object.values(schema.properties ?? {})) {
    const bare = 'type' in property && property.type === 'object' && !('properties' in property) && !('additionalProperties' in property);
    if (bare) delete property.type;
  }
}
