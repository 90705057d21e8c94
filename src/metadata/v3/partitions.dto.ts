import { ApiProperty } from '@nestjs/swagger';
import {
  CollectionMetadataResponse,
  ResourceLinkResponse,
  ResourceMetadataResponse,
} from '../../http/resources/resource.dto.js';

export class KafkaPartitionResponse {
  @ApiProperty({ example: 'KafkaPartition' })
  kind: string;

  @ApiProperty({ type: ResourceMetadataResponse })
  metadata: ResourceMetadataResponse;

  @ApiProperty({ example: 'lkc-example' })
  cluster_id: string;

  @ApiProperty({ example: 'jsontest' })
  topic_name: string;

  @ApiProperty({ type: 'integer', example: 0 })
  partition_id: number;

  @ApiProperty({
    type: ResourceLinkResponse,
    nullable: true,
    description: 'The leading replica; null while there is none.',
  })
  leader: ResourceLinkResponse | null;

  @ApiProperty({ type: ResourceLinkResponse })
  replicas: ResourceLinkResponse;

  @ApiProperty({ type: ResourceLinkResponse })
  reassignment: ResourceLinkResponse;
}

export class KafkaPartitionListResponse {
  @ApiProperty({ example: 'KafkaPartitionList' })
  kind: string;

  @ApiProperty({ type: CollectionMetadataResponse })
  metadata: CollectionMetadataResponse;

  @ApiProperty({ type: [KafkaPartitionResponse] })
  data: KafkaPartitionResponse[];
}

export class KafkaPartitionWithOffsetsResponse {
  @ApiProperty({ example: 'KafkaPartitionWithOffsets' })
  kind: string;

  @ApiProperty({ type: ResourceMetadataResponse })
  metadata: ResourceMetadataResponse;

  @ApiProperty({ example: 'lkc-example' })
  cluster_id: string;

  @ApiProperty({ example: 'jsontest' })
  topic_name: string;

  @ApiProperty({ type: 'integer', example: 0 })
  partition_id: number;

  @ApiProperty({ type: 'integer', format: 'int64', example: 0, description: 'Offset of the first record.' })
  earliest_offset: number;

  @ApiProperty({ type: 'integer', format: 'int64', example: 42, description: 'Offset the next record will get.' })
  latest_offset: number;
}
