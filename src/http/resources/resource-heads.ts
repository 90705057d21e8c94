import type { Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { CollectionMetadataResponse, ResourceMetadataResponse } from './resource.dto.js';

/*
 * What the resources of API v3 begin with, by their place in a cluster. A resource extends its head; the document shows
 * the properties of the head first, in this order. `kind` is the constant of the resource, e.g. `KafkaTopic`.
 */

/** Of a resource anywhere in a cluster. */
export function ClusterScoped(kind: string) {
  abstract class Head {
    @ApiProperty({ example: kind })
    kind: string;

    @ApiProperty({ type: ResourceMetadataResponse })
    metadata: ResourceMetadataResponse;

    @ApiProperty({ example: 'lkc-example' })
    cluster_id: string;
  }
  return Head;
}

/** Of a topic, or of a resource below it. */
export function TopicScoped(kind: string) {
  abstract class Head extends ClusterScoped(kind) {
    @ApiProperty({ example: 'jsontest' })
    topic_name: string;
  }
  return Head;
}

/** Of a partition, or of a resource below it. */
export function PartitionScoped(kind: string) {
  abstract class Head extends TopicScoped(kind) {
    @ApiProperty({ type: 'integer', example: 0 })
    partition_id: number;
  }
  return Head;
}

/** Of a consumer group, or of a resource below it. */
export function GroupScoped(kind: string) {
  abstract class Head extends ClusterScoped(kind) {
    @ApiProperty({ example: 'my_consumers' })
    consumer_group_id: string;
  }
  return Head;
}

/** Of a resource of a consumer group that is about a partition. */
export function GroupPartitionScoped(kind: string) {
  abstract class Head extends GroupScoped(kind) {
    @ApiProperty({ example: 'jsontest' })
    topic_name: string;

    @ApiProperty({ type: 'integer', example: 0 })
    partition_id: number;
  }
  return Head;
}

/**
 * A whole collection.
 *
 * @param kind constant of the collection, e.g. `KafkaTopicList`
 */
export function CollectionOf<T>(kind: string, entry: Type<T>) {
  abstract class Head {
    @ApiProperty({ example: kind })
    kind: string;

    @ApiProperty({ type: CollectionMetadataResponse })
    metadata: CollectionMetadataResponse;

    @ApiProperty({ type: [entry] })
    data: T[];
  }
  return Head;
}
