import type { Place } from '../../http/resources/place.js';
import type { Reassignment } from '../../kafka/partitions.client.js';
import { partitionPlace } from './partitions.presenter.js';
import type { KafkaReassignmentResponse } from './reassignments.dto.js';

export function presentReassignment(
  cluster: Place,
  clusterId: string,
  { topic, partition, adding, removing }: Reassignment,
): KafkaReassignmentResponse {
  const place = partitionPlace(cluster, topic, partition);
  return {
    kind: 'KafkaReassignment',
    metadata: place.only('reassignment').metadata,
    cluster_id: clusterId,
    topic_name: topic,
    partition_id: partition,
    adding_replicas: [...adding],
    removing_replicas: [...removing],
    replicas: place.related('replicas'),
  };
}
