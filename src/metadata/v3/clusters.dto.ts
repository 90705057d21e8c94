import { ApiProperty } from '@nestjs/swagger';
import {
  CollectionMetadataResponse,
  ResourceLinkResponse,
  ResourceMetadataResponse,
} from '../../http/resources/resource.dto.js';

export class KafkaClusterResponse {
  @ApiProperty({ example: 'KafkaCluster' })
  kind: string;

  @ApiProperty({ type: ResourceMetadataResponse })
  metadata: ResourceMetadataResponse;

  @ApiProperty({ example: 'lkc-example' })
  cluster_id: string;

  @ApiProperty({ type: ResourceLinkResponse, nullable: true, description: 'Null while there is no controller.' })
  controller: ResourceLinkResponse | null;

  @ApiProperty({ type: ResourceLinkResponse })
  acls: ResourceLinkResponse;

  @ApiProperty({ type: ResourceLinkResponse })
  brokers: ResourceLinkResponse;

  @ApiProperty({ type: ResourceLinkResponse })
  broker_configs: ResourceLinkResponse;

  @ApiProperty({ type: ResourceLinkResponse })
  consumer_groups: ResourceLinkResponse;

  @ApiProperty({ type: ResourceLinkResponse })
  topics: ResourceLinkResponse;

  @ApiProperty({ type: ResourceLinkResponse })
  partition_reassignments: ResourceLinkResponse;
}

export class KafkaClusterListResponse {
  @ApiProperty({ example: 'KafkaClusterList' })
  kind: string;

  @ApiProperty({ type: CollectionMetadataResponse })
  metadata: CollectionMetadataResponse;

  @ApiProperty({ type: [KafkaClusterResponse] })
  data: KafkaClusterResponse[];
}
