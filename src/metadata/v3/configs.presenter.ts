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
  return { kind: 'KafkaTopicConfig', topic_name: owner, ...present(place, clusterId, config) };
}

export function presentBrokerConfig(
  cluster: Place,
  clusterId: string,
  { owner, config }: OwnedConfig,
): BrokerConfigResponse {
  const place = cluster.child('brokers', 'broker', owner).child('configs', 'config', config.name);
  return { kind: 'KafkaBrokerConfig', broker_id: Number(owner), ...present(place, clusterId, config) };
}

export function presentClusterConfig(cluster: Place, clusterId: string, config: ConfigDetails): ClusterConfigResponse {
  const place = cluster.child('broker-configs', 'broker-config', config.name);
  return { kind: 'KafkaClusterConfig', config_type: 'BROKER', ...present(place, clusterId, config) };
}

function present(place: Place, clusterId: string, config: ConfigDetails): ConfigResponse {
  return {
    metadata: place.metadata,
    cluster_id: clusterId,
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
