import { ApiProperty } from '@nestjs/swagger';
import type { Place } from './place.js';
import { CollectionOf, GroupPartitionScoped } from './resource-heads.js';

/** A committed offset as API v3 shows it, after reads and after changes alike. */
export class GroupOffsetResource extends GroupPartitionScoped('KafkaConsumerGroupOffset') {
  @ApiProperty({ type: 'integer', format: 'int64', example: 42, description: 'Next offset to read.' })
  offset: number;

  @ApiProperty({ type: 'string', nullable: true, description: 'What the consumer stored with it.' })
  offset_metadata: string | null;
}

export class GroupOffsetListResource extends CollectionOf('KafkaConsumerGroupOffsetList', GroupOffsetResource) {}

export interface GroupOffsetFacts {
  topic: string;
  partition: number;
  offset: number;
  metadata?: string | null;
}

export function groupPlace(cluster: Place, group: string): Place {
  return cluster.child('consumer-groups', 'consumer-group', group);
}

export function presentGroupOffset(
  cluster: Place,
  clusterId: string,
  group: string,
  { topic, partition, offset, metadata }: GroupOffsetFacts,
): GroupOffsetResource {
  const place = groupPlace(cluster, group)
    .child('offsets', 'offset', topic)
    .child('partitions', 'partition', partition);
  return {
    kind: 'KafkaConsumerGroupOffset',
    metadata: place.metadata,
    cluster_id: clusterId,
    consumer_group_id: group,
    topic_name: topic,
    partition_id: partition,
    offset,
    offset_metadata: metadata || null,
  };
}
