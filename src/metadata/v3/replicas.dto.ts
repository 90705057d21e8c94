import { ApiProperty } from '@nestjs/swagger';
import {
  CollectionMetadataResponse,
  ResourceLinkResponse,
  ResourceMetadataResponse,
} from '../../http/resources/resource.dto.js';

export class KafkaReplicaResponse {
  @ApiProperty({ example: 'KafkaReplica' })
  kind: string;

  @ApiProperty({ type: ResourceMetadataResponse })
  metadata: ResourceMetadataResponse;

  @ApiProperty({ example: 'lkc-example' })
  cluster_id: string;

  @ApiProperty({ example: 'jsontest' })
  topic_name: string;

  @ApiProperty({ type: 'integer', example: 0 })
  partition_id: number;

  @ApiProperty({ type: 'integer', example: 1 })
  broker_id: number;

  @ApiProperty({ description: 'Whether this replica leads the partition.' })
  is_leader: boolean;

  @ApiProperty({ description: 'Whether this replica has all that the leader has.' })
  is_in_sync: boolean;

  @ApiProperty({ type: ResourceLinkResponse })
  broker: ResourceLinkResponse;
}

export class KafkaReplicaListResponse {
  @ApiProperty({ example: 'KafkaReplicaList' })
  kind: string;

  @ApiProperty({ type: CollectionMetadataResponse })
  metadata: CollectionMetadataResponse;

  @ApiProperty({ type: [KafkaReplicaResponse] })
  data: KafkaReplicaResponse[];
}
