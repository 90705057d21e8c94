import { KafkaCluster } from '../../scripts/kafka/cluster.ts';
import type { SharedCluster } from './kafka-cluster.ts';

declare global {
  /** The cluster this run started; the teardown ends it. */
  var startedKafkaCluster: KafkaCluster | undefined;
}

/** Gives the Kafka specs one cluster: the one named in KAFKA_REST_TEST_BOOTSTRAP_SERVERS, else a new one. */
export default async function setup(): Promise<void> {
  const given = process.env['KAFKA_REST_TEST_BOOTSTRAP_SERVERS'] ?? '';
  if (given !== '') {
    share({ bootstrapServers: given, saslSsl: null });
    return;
  }
  const cluster = await KafkaCluster.start({ saslSsl: true, authorizer: true });
  globalThis.startedKafkaCluster = cluster;
  share(cluster.address);
}

/** Jest's workers are started after the set-up and inherit the environment. */
function share(cluster: SharedCluster): void {
  process.env['KAFKA_REST_TEST_CLUSTER'] = JSON.stringify(cluster);
}
