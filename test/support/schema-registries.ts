import { SchemaRegistryProcess } from '../../scripts/registry/schema-registry-process.ts';
import { REGISTRY_KINDS, type RegistryKind } from '../../scripts/registry/registry-kind.ts';

/** URLs of the two registries that all Kafka specs of a run share. */
export type SharedRegistries = Readonly<Record<RegistryKind, string>>;

/** Kinds of registries, for specs that run against each; both are the same one where a URL was given. */
export { REGISTRY_KINDS, type RegistryKind };

/**
 * The registries that every Kafka spec may use. Others use them at the same time: give subjects names of your own, and
 * change the configuration of your own subjects only.
 */
export function schemaRegistries(): SharedRegistries {
  const shared = process.env['KAFKA_REST_TEST_SCHEMA_REGISTRIES'];
  if (shared === undefined) throw new Error('No schema registry: specs that need one belong to test/kafka.');
  return JSON.parse(shared) as SharedRegistries;
}

/** A registry of your own, e.g. to stop it. Stop it in `afterAll`; it also ends with the test process. */
export function startRegistry(kind: RegistryKind): Promise<SchemaRegistryProcess> {
  return SchemaRegistryProcess.start(kind);
}
