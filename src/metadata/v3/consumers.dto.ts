import { ApiProperty } from '@nestjs/swagger';
import {
  CollectionMetadataResponse,
  ResourceLinkResponse,
  ResourceMetadataResponse,
} from '../../http/resources/resource.dto.js';

export class KafkaConsumerResponse {
  @ApiProperty({ example: 'KafkaConsumer' })
  kind: string;

  @ApiProperty({ type: ResourceMetadataResponse })
  metadata: ResourceMetadataResponse;

  @ApiProperty({ example: 'lkc-example' })
  cluster_id: string;

  @ApiProperty({ example: 'my_consumers' })
  consumer_group_id: string;

  @ApiProperty()
  consumer_id: string;

  @ApiProperty({ type: 'string', nullable: true, description: '`group.instance.id` of a static member.' })
  instance_id: string | null;

  @ApiProperty()
  client_id: string;

  @ApiProperty({ type: ResourceLinkResponse })
  assignments: ResourceLinkResponse;
}

export class KafkaConsumerListResponse {
  @ApiProperty({ example: 'KafkaConsumerList' })
  kind: string;

  @ApiProperty({ type: CollectionMetadataResponse })
  metadata: CollectionMetadataResponse;

  @ApiProperty({ type: [KafkaConsumerResponse] })
  data: KafkaConsumerResponse[];
}

export class KafkaConsumerAssignmentResponse {
  @ApiProperty({ example: 'KafkaConsumerAssignment' })
  kind: string;

  @ApiProperty({ type: ResourceMetadataResponse })
  metadata: ResourceMetadataResponse;

  @ApiProperty({ example: 'lkc-example' })
  cluster_id: string;

  @ApiProperty({ example: 'my_consumers' })
  consumer_group_id: string;

  @ApiProperty()
  consumer_id: string;

  @ApiProperty({ example: 'jsontest' })
  topic_name: string;

  @ApiProperty({ type: 'integer', example: 0 })
  partition_id: number;

  @ApiProperty({ type: ResourceLinkResponse })
  partition: ResourceLinkResponse;

  @ApiProperty({ type: ResourceLinkResponse })
  lag: ResourceLinkResponse;
}

export class KafkaConsumerAssignmentListResponse {
  @ApiProperty({ example: 'KafkaConsumerAssignmentList' })
  kind: string;

  @ApiProperty({ type: CollectionMetadataResponse })
  metadata: CollectionMetadataResponse;

  @ApiProperty({ type: [KafkaConsumerAssignmentResponse] })
  data: KafkaConsumerAssignmentResponse[];
}
