import type { Place } from '../../http/resources/place.js';
import type { ClusterDescription } from '../../kafka/admin.client.js';
import type { KafkaClusterResponse } from './clusters.dto.js';

export function presentCluster(place: Place, { clusterId, controllerId }: ClusterDescription): KafkaClusterResponse {
  return {
    kind: 'KafkaCluster',
    metadata: place.metadata,
    cluster_id: clusterId,
    controller: controllerId === null ? null : place.related(`brokers/${controllerId}`),
    acls: place.related('acls'),
    brokers: place.related('brokers'),
    broker_configs: place.related('broker-configs'),
    consumer_groups: place.related('consumer-groups'),
    topics: place.related('topics'),
    partition_reassignments: place.related('topics/-/partitions/-/reassignment'),
  };
}
