import { ApiProperty } from '@nestjs/swagger';
import { CollectionOf, GroupScoped } from '../../http/resources/resource-heads.js';
import { ResourceLinkResponse } from '../../http/resources/resource.dto.js';

export class KafkaConsumerGroupResponse extends GroupScoped('KafkaConsumerGroup') {
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

export class KafkaConsumerGroupListResponse extends CollectionOf(
  'KafkaConsumerGroupList',
  KafkaConsumerGroupResponse,
) {}
