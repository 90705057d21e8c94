import type { Place } from '../../http/resources/place.js';
import type { ConfigDetails } from '../../kafka/configs.client.js';
import type {
  BrokerConfigResponse,
  ClusterConfigResponse,
  ConfigResponse,
  TopicConfigResponse,
} from './configs.dto.js';

/** A setting together with the topic or broker whose it is. */
export interface OwnedConfig {
  owner: string;
  config: ConfigDetails;
}

/** Of many owners in one list. */
export function flat(resources: readonly { name: string; configs: readonly ConfigDetails[] }[]): OwnedConfig[] {
  return resources.flatMap(({ name, configs }) => configs.map((config) => ({ owner: name, config })));
}

export function presentTopicConfig(
  cluster: Place,
  clusterId: string,
  { owner, config }: OwnedConfig,
): TopicConfigResponse {
  const place = cluster.child('topics', 'topic', owner).child('configs', 'config', config.name);
  return { kind: 'KafkaTopicConfig', ...present(place, clusterId, { topic_name: owner }, config) };
}

export function presentBrokerConfig(
  cluster: Place,
  clusterId: string,
  { owner, config }: OwnedConfig,
): BrokerConfigResponse {
  const place = cluster.child('brokers', 'broker', owner).child('configs', 'config', config.name);
  return { kind: 'KafkaBrokerConfig', ...present(place, clusterId, { broker_id: Number(owner) }, config) };
}

export function presentClusterConfig(cluster: Place, clusterId: string, config: ConfigDetails): ClusterConfigResponse {
  const place = cluster.child('broker-configs', 'broker-config', config.name);
  return { kind: 'KafkaClusterConfig', ...present(place, clusterId, { config_type: 'BROKER' }, config) };
}

/** @param owner members that tell whose setting it is */
function present<O extends object>(
  place: Place,
  clusterId: string,
  owner: O,
  config: ConfigDetails,
): ConfigResponse & O {
  return {
    metadata: place.metadata,
    cluster_id: clusterId,
    ...owner,
    name: config.name,
    value: config.value,
    is_default: config.isDefault,
    is_read_only: config.isReadOnly,
    is_sensitive: config.isSensitive,
    source: presentSource(config.source),
    synonyms: config.synonyms.map(({ name, value, source }) => ({ name, value, source: presentSource(source) })),
  };
}

function presentSource(source: string): string {
  return source === 'UNKNOWN_CONFIG' ? 'UNKNOWN' : source;
}
