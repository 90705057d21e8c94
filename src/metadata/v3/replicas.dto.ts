import { ApiProperty } from '@nestjs/swagger';
import { CollectionOf, PartitionScoped } from '../../http/resources/resource-heads.js';
import { ResourceLinkResponse } from '../../http/resources/resource.dto.js';

export class KafkaReplicaResponse extends PartitionScoped('KafkaReplica') {
  @ApiProperty({ type: 'integer', example: 1 })
  broker_id: number;

  @ApiProperty({ description: 'Whether this replica leads the partition.' })
  is_leader: boolean;

  @ApiProperty({ description: 'Whether this replica has all that the leader has.' })
  is_in_sync: boolean;

  @ApiProperty({ type: ResourceLinkResponse })
  broker: ResourceLinkResponse;
}

export class KafkaReplicaListResponse extends CollectionOf('KafkaReplicaList', KafkaReplicaResponse) {}
