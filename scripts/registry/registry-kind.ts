import { fileURLToPath } from 'node:url';

/** The registries that can be started: two independent implementations of Confluent's Schema Registry API. */
export const REGISTRY_KINDS = ['axonops', 'apicurio'] as const;

export type RegistryKind = (typeof REGISTRY_KINDS)[number];

/** Where the programs and the notes of running registries live. Ignored by git. */
export const REGISTRY_HOME = fileURLToPath(new URL('../../.registry', import.meta.url));

/** The end of each sentence about a missing tool. */
export const OR_NAME_YOURS = 'or name a running registry in KAFKA_REST_TEST_SCHEMA_REGISTRY_URL.';

/** How a registry is run. */
export interface RegistryProgram {
  command: readonly [program: string, ...args: string[]];
  /** Further environment variables. */
  environment: Readonly<Record<string, string>>;
  /** Path of its Confluent API. */
  basePath: string;
}
