import { ApiProperty } from '@nestjs/swagger';
import { CollectionOf, GroupScoped } from '../../http/resources/resource-heads.js';
import { ResourceLinkResponse } from '../../http/resources/resource.dto.js';

export class KafkaConsumerResponse extends GroupScoped('KafkaConsumer') {
  @ApiProperty()
  consumer_id: string;

  @ApiProperty({ type: 'string', nullable: true, description: '`group.instance.id` of a static member.' })
  instance_id: string | null;

  @ApiProperty()
  client_id: string;

  @ApiProperty({ type: ResourceLinkResponse })
  assignments: ResourceLinkResponse;
}

export class KafkaConsumerListResponse extends CollectionOf('KafkaConsumerList', KafkaConsumerResponse) {}

export class KafkaConsumerAssignmentResponse extends GroupScoped('KafkaConsumerAssignment') {
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

export class KafkaConsumerAssignmentListResponse extends CollectionOf(
  'KafkaConsumerAssignmentList',
  KafkaConsumerAssignmentResponse,
) {}
