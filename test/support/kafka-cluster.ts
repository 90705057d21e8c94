import { KafkaCluster, type ClusterAddress, type ClusterOptions } from '../../scripts/kafka/cluster.ts';

/** Addresses of the cluster that all Kafka specs of a run share; `saslSsl` is null on a cluster that was given. */
export type SharedCluster = ClusterAddress;

/**
 * The cluster that every Kafka spec may use. Others use it at the same time: give topics and groups names of your own.
 * With SASL_SSL, `username` may do everything and `unprivileged` what ACLs allow it; anonymous clients may do everything.
 */
export function kafkaCluster(): SharedCluster {
  const shared = process.env['KAFKA_REST_TEST_CLUSTER'];
  if (shared === undefined) throw new Error('No Kafka: specs that need one belong to test/kafka.');
  return JSON.parse(shared) as SharedCluster;
}

/**
 * A cluster of your own, e.g. to stop a broker. Stop it in `afterAll`; it also ends with the test process.
 * A crashed broker may register again only after its session has run out: 3 s here instead of Kafka's 9.
 */
export function startCluster(options: ClusterOptions = {}): Promise<KafkaCluster> {
  const settings = { 'broker.session.timeout.ms': '3000', 'broker.heartbeat.interval.ms': '500', ...options.settings };
  return KafkaCluster.start({ ...options, settings });
}

/** Settings of a gateway that may do nothing. */
export function unprivilegedSettings(): Record<string, string> {
  const { saslSsl } = kafkaCluster();
  if (!saslSsl) throw new Error('These tests need a cluster with a SASL_SSL listener and an authorizer.');
  return {
    'bootstrap.servers': saslSsl.bootstrapServers,
    'client.security.protocol': 'SASL_SSL',
    'client.sasl.mechanism': 'SCRAM-SHA-512',
    'client.sasl.username': saslSsl.unprivileged.username,
    'client.sasl.password': saslSsl.unprivileged.password,
    'client.ssl.ca.location': saslSsl.caPath,
  };
}
