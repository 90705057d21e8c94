import { ApiProperty } from '@nestjs/swagger';
import { ClusterScoped, CollectionOf } from '../../http/resources/resource-heads.js';
import { ResourceLinkResponse } from '../../http/resources/resource.dto.js';

export class KafkaClusterResponse extends ClusterScoped('KafkaCluster') {
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

export class KafkaClusterListResponse extends CollectionOf('KafkaClusterList', KafkaClusterResponse) {}
