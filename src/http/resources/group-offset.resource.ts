import { ApiProperty } from '@nestjs/swagger';
import type { Place } from './place.js';
import { CollectionMetadataResponse, ResourceMetadataResponse } from './resource.dto.js';

/** A committed offset as API v3 shows it, after reads and after changes alike. */
export class GroupOffsetResource {
  @ApiProperty({ example: 'KafkaConsumerGroupOffset' })
  kind: string;

  @ApiProperty({ type: ResourceMetadataResponse })
  metadata: ResourceMetadataResponse;

  @ApiProperty({ example: 'lkc-example' })
  cluster_id: string;

  @ApiProperty({ example: 'my_consumers' })
  consumer_group_id: string;

  @ApiProperty({ example: 'jsontest' })
  topic_name: string;

  @ApiProperty({ type: 'integer', example: 0 })
  partition_id: number;

  @ApiProperty({ type: 'integer', format: 'int64', example: 42, description: 'Next offset to read.' })
  offset: number;

  @ApiProperty({ type: 'string', nullable: true, description: 'What the consumer stored with it.' })
  offset_metadata: string | null;
}

export class GroupOffsetListResource {
  @ApiProperty({ example: 'KafkaConsumerGroupOffsetList' })
  kind: string;

  @ApiProperty({ type: CollectionMetadataResponse })
  metadata: CollectionMetadataResponse;

  @ApiProperty({ type: [GroupOffsetResource] })
  data: GroupOffsetResource[];
}

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
