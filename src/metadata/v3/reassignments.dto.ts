import { ApiProperty } from '@nestjs/swagger';
import {
  CollectionMetadataResponse,
  ResourceLinkResponse,
  ResourceMetadataResponse,
} from '../../http/resources/resource.dto.js';

export class KafkaReassignmentResponse {
  @ApiProperty({ example: 'KafkaReassignment' })
  kind: string;

  @ApiProperty({ type: ResourceMetadataResponse })
  metadata: ResourceMetadataResponse;

  @ApiProperty({ example: 'lkc-example' })
  cluster_id: string;

  @ApiProperty({ example: 'jsontest' })
  topic_name: string;

  @ApiProperty({ type: 'integer', example: 0 })
  partition_id: number;

  @ApiProperty({ type: 'array', items: { type: 'integer' }, example: [3], description: 'Brokers that it goes to.' })
  adding_replicas: number[];

  @ApiProperty({ type: 'array', items: { type: 'integer' }, example: [1], description: 'Brokers that it leaves.' })
  removing_replicas: number[];

  @ApiProperty({ type: ResourceLinkResponse })
  replicas: ResourceLinkResponse;
}

export class KafkaReassignmentListResponse {
  @ApiProperty({ example: 'KafkaReassignmentList' })
  kind: string;

  @ApiProperty({ type: CollectionMetadataResponse })
  metadata: CollectionMetadataResponse;

  @ApiProperty({ type: [KafkaReassignmentResponse] })
  data: KafkaReassignmentResponse[];
}
