import { ApiProperty } from '@nestjs/swagger';
import {
  CollectionMetadataResponse,
  ResourceLinkResponse,
  ResourceMetadataResponse,
} from '../../http/resources/resource.dto.js';

export class KafkaConsumerGroupResponse {
  @ApiProperty({ example: 'KafkaConsumerGroup' })
  kind: string;

  @ApiProperty({ type: ResourceMetadataResponse })
  metadata: ResourceMetadataResponse;

  @ApiProperty({ example: 'lkc-example' })
  cluster_id: string;

  @ApiProperty({ example: 'my_consumers' })
  consumer_group_id: string;

  @ApiProperty({ description: 'It commits offsets, but its consumers choose their partitions themselves.' })
  is_simple: boolean;

  @ApiProperty({ example: 'range', description: 'Empty while it has no members.' })
  partition_assignor: string;

  @ApiProperty({ example: 'STABLE' })
  state: string;

  @ApiProperty({ enum: ['CLASSIC', 'CONSUMER', 'SHARE', 'STREAMS', 'UNKNOWN'] })
  type: string;

  @ApiProperty({ description: 'Always false: Kafka does not tell.' })
  is_mixed_consumer_group: boolean;

  @ApiProperty({ type: ResourceLinkResponse, nullable: true, description: 'Null where it is not known.' })
  coordinator: ResourceLinkResponse | null;

  @ApiProperty({ type: ResourceLinkResponse })
  consumers: ResourceLinkResponse;

  @ApiProperty({ type: ResourceLinkResponse })
  lag_summary: ResourceLinkResponse;
}

export class KafkaConsumerGroupListResponse {
  @ApiProperty({ example: 'KafkaConsumerGroupList' })
  kind: string;

  @ApiProperty({ type: CollectionMetadataResponse })
  metadata: CollectionMetadataResponse;

  @ApiProperty({ type: [KafkaConsumerGroupResponse] })
  data: KafkaConsumerGroupResponse[];
}
