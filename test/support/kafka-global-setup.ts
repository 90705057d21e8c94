import { KafkaCluster } from '../../scripts/kafka/cluster.ts';
import { SchemaRegistryProcess } from '../../scripts/registry/schema-registry-process.ts';
import type { SharedCluster } from './kafka-cluster.ts';
import type { SharedRegistries } from './schema-registries.ts';

declare global {
  /** What this run started; the teardown ends it. */
  var startedServers: { stop(): Promise<void> }[] | undefined;
}

/** Gives the Kafka specs a cluster and schema registries: those named in the environment, else new ones. */
export default async function setup(): Promise<void> {
  globalThis.startedServers = [];
  const [cluster, registries] = await Promise.allSettled([kafka(), schemaRegistries()]);
  // Jest runs no teardown after a set-up that failed.
  for (const outcome of [cluster, registries]) {
    if (outcome.status === 'rejected') {
      await Promise.all(globalThis.startedServers.map((server) => server.stop()));
      throw outcome.reason;
    }
  }
}

/** One cluster: the one named in KAFKA_REST_TEST_BOOTSTRAP_SERVERS, else a new one. */
async function kafka(): Promise<void> {
  const given = process.env['KAFKA_REST_TEST_BOOTSTRAP_SERVERS'] ?? '';
  if (given !== '') {
    share({ bootstrapServers: given, saslSsl: null });
    return;
  }
  const cluster = await KafkaCluster.start({ saslSsl: true, authorizer: true });
  globalThis.startedServers?.push(cluster);
  share(cluster.address);
}

/** Two registries: new ones, unless KAFKA_REST_TEST_SCHEMA_REGISTRY_URL names one to be used for both. */
async function schemaRegistries(): Promise<void> {
  const given = process.env['KAFKA_REST_TEST_SCHEMA_REGISTRY_URL'] ?? '';
  if (given !== '') {
    shareRegistries({ axonops: given.replace(/\/+$/, ''), apicurio: given.replace(/\/+$/, '') });
    return;
  }
  const started = async (kind: keyof SharedRegistries): Promise<string> => {
    const registry = await SchemaRegistryProcess.start(kind);
    globalThis.startedServers?.push(registry);
    return registry.url;
  };
  const [axonops, apicurio] = await Promise.allSettled([started('axonops'), started('apicurio')]);
  if (axonops.status === 'rejected') throw axonops.reason;
  if (apicurio.status === 'rejected') throw apicurio.reason;
  shareRegistries({ axonops: axonops.value, apicurio: apicurio.value });
}

/** Jest's workers are started after the set-up and inherit the environment. */
function share(cluster: SharedCluster): void {
  process.env['KAFKA_REST_TEST_CLUSTER'] = JSON.stringify(cluster);
}

function shareRegistries(registries: SharedRegistries): void {
  process.env['KAFKA_REST_TEST_SCHEMA_REGISTRIES'] = JSON.stringify(registries);
}
