import { ApiProperty } from '@nestjs/swagger';
import type { Place } from './place.js';
import { TopicScoped } from './resource-heads.js';
import { ResourceLinkResponse } from './resource.dto.js';

/** A topic as API v3 shows it, after reads and after changes alike. */
export class TopicResource extends TopicScoped('KafkaTopic') {
  @ApiProperty({ description: "Whether it is one of Kafka's own." })
  is_internal: boolean;

  @ApiProperty({
    type: 'integer',
    minimum: 0,
    example: 3,
    description: 'Replicas of its first partition; 0 where that is not known.',
  })
  replication_factor: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 1, description: '0 where that is not known.' })
  partitions_count: number;

  @ApiProperty({ type: ResourceLinkResponse })
  partitions: ResourceLinkResponse;

  @ApiProperty({ type: ResourceLinkResponse })
  configs: ResourceLinkResponse;

  @ApiProperty({ type: ResourceLinkResponse })
  partition_reassignments: ResourceLinkResponse;

  @ApiProperty({
    type: 'array',
    items: { type: 'string' },
    description: 'What the gateway may do with the topic; empty unless asked for.',
  })
  authorized_operations: string[];
}

/** What there is to tell of a topic. */
export interface TopicFacts {
  name: string;
  internal: boolean;
  replicationFactor: number;
  partitionsCount: number;
  authorizedOperations?: readonly string[] | undefined;
}

export function topicPlace(cluster: Place, name: string): Place {
  return cluster.child('topics', 'topic', name);
}

export function presentTopic(cluster: Place, clusterId: string, topic: TopicFacts): TopicResource {
  const place = topicPlace(cluster, topic.name);
  return {
    kind: 'KafkaTopic',
    metadata: place.metadata,
    cluster_id: clusterId,
    topic_name: topic.name,
    is_internal: topic.internal,
    replication_factor: topic.replicationFactor,
    partitions_count: topic.partitionsCount,
    partitions: place.related('partitions'),
    configs: place.related('configs'),
    partition_reassignments: place.related('partitions/-/reassignment'),
    authorized_operations: [...(topic.authorizedOperations ?? [])],
  };
}
