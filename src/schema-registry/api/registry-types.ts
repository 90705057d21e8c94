/** Media types of the registry's own API, the default first. `application/json` is answered and read too. */
export const REGISTRY_TYPES: readonly string[] = [
  'application/vnd.schemaregistry.v1+json',
  'application/vnd.schemaregistry+json',
];
