import type { Place } from '../../http/resources/place.js';
import type { BrokerNode } from '../../kafka/admin.client.js';
import type { KafkaBrokerResponse } from './brokers.dto.js';

export function presentBroker(
  cluster: Place,
  clusterId: string,
  { id, host, port, rack }: BrokerNode,
): KafkaBrokerResponse {
  const place = cluster.child('brokers', 'broker', id);
  return {
    kind: 'KafkaBroker',
    metadata: place.metadata,
    cluster_id: clusterId,
    broker_id: id,
    host: host || null,
    port: port > 0 ? port : null,
    rack,
    configs: place.related('configs'),
    partition_replicas: place.related('partition-replicas'),
  };
}
