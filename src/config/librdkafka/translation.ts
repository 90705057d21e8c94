import type { Property } from './client.js';

/** What became of properties with Java's names so far. `message` and `reason` go on from the name as written. */
export interface Translation {
  /** By librdkafka's name. */
  readonly properties: Map<string, Property>;
  readonly faults: { readonly property: Property; readonly message: string }[];
  readonly ignored: { readonly property: Property; readonly reason: string }[];
}

/** Adds a translated property, unless somebody wrote librdkafka's own name too: that one is meant. */
export function addIfMissing(properties: Map<string, Property>, property: Property): void {
  if (!properties.has(property.name)) properties.set(property.name, property);
}
