import { ApiProperty } from '@nestjs/swagger';

export class ReplicaResponse {
  @ApiProperty({ type: 'integer', example: 1, description: 'Id of the broker that holds this replica.' })
  broker: number;

  @ApiProperty({ example: true, description: 'Whether this replica leads the partition.' })
  leader: boolean;

  @ApiProperty({ example: true, description: 'Whether this replica has all that the leader has.' })
  in_sync: boolean;
}

export class PartitionResponse {
  @ApiProperty({ type: 'integer', example: 0 })
  partition: number;

  @ApiProperty({ type: 'integer', example: 1, description: 'Id of the leading broker, -1 when there is none.' })
  leader: number;

  @ApiProperty({ type: [ReplicaResponse] })
  replicas: ReplicaResponse[];
}

export class TopicResponse {
  @ApiProperty({ example: 'jsontest' })
  name: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: ['string', 'null'] },
    example: { 'cleanup.policy': 'delete', 'retention.ms': '604800000' },
    description:
      'All effective settings, defaults included. Sensitive values are null. Empty where the cluster cannot tell.',
  })
  configs: Record<string, string | null>;

  @ApiProperty({ type: [PartitionResponse] })
  partitions: PartitionResponse[];
}

export class PartitionOffsetsResponse {
  @ApiProperty({ type: 'integer', format: 'int64', example: 0, description: 'Offset of the first record.' })
  beginning_offset: number;

  @ApiProperty({ type: 'integer', format: 'int64', example: 42, description: 'Offset the next record will get.' })
  end_offset: number;
}
