import type { Place } from '../../http/resources/place.js';
import { topicPlace } from '../../http/resources/topic.resource.js';
import type { PartitionDescription } from '../../kafka/admin.client.js';
import type { PartitionOffsets } from '../metadata.service.js';
import type { KafkaPartitionResponse, KafkaPartitionWithOffsetsResponse } from './partitions.dto.js';

/** The only kind of offsets that there is. */
export const OFFSET_TYPE = 'earliest_and_latest';

export function partitionPlace(cluster: Place, topic: string, partition: number): Place {
  return topicPlace(cluster, topic).child('partitions', 'partition', partition);
}

export function presentPartition(
  cluster: Place,
  clusterId: string,
  topic: string,
  { partition, leader }: PartitionDescription,
): KafkaPartitionResponse {
  const place = partitionPlace(cluster, topic, partition);
  return {
    kind: 'KafkaPartition',
    metadata: place.metadata,
    cluster_id: clusterId,
    topic_name: topic,
    partition_id: partition,
    leader: leader < 0 ? null : place.related(`replicas/${leader}`),
    replicas: place.related('replicas'),
    reassignment: place.related('reassignment'),
  };
}

export function presentPartitionOffsets(
  cluster: Place,
  clusterId: string,
  topic: string,
  partition: number,
  { beginning, end }: PartitionOffsets,
): KafkaPartitionWithOffsetsResponse {
  const { url, crn } = partitionPlace(cluster, topic, partition);
  return {
    kind: 'KafkaPartitionWithOffsets',
    metadata: { self: `${url}/offset?offset_type=${OFFSET_TYPE}`, resource_name: `${crn}/offset_type=${OFFSET_TYPE}` },
    cluster_id: clusterId,
    topic_name: topic,
    partition_id: partition,
    earliest_offset: beginning,
    latest_offset: end,
  };
}
