import { ApiProperty } from '@nestjs/swagger';
import { CollectionOf, PartitionScoped } from '../../http/resources/resource-heads.js';
import { ResourceLinkResponse } from '../../http/resources/resource.dto.js';

export class KafkaPartitionResponse extends PartitionScoped('KafkaPartition') {
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

export class KafkaPartitionListResponse extends CollectionOf('KafkaPartitionList', KafkaPartitionResponse) {}

export class KafkaPartitionWithOffsetsResponse extends PartitionScoped('KafkaPartitionWithOffsets') {
  @ApiProperty({ type: 'integer', format: 'int64', example: 0, description: 'Offset of the first record.' })
  earliest_offset: number;

  @ApiProperty({ type: 'integer', format: 'int64', example: 42, description: 'Offset the next record will get.' })
  latest_offset: number;
}
