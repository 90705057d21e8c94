import { ApiProperty } from '@nestjs/swagger';
import { CollectionOf, PartitionScoped } from '../../http/resources/resource-heads.js';
import { ResourceLinkResponse } from '../../http/resources/resource.dto.js';

export class KafkaReassignmentResponse extends PartitionScoped('KafkaReassignment') {
  @ApiProperty({ type: 'array', items: { type: 'integer' }, example: [3], description: 'Brokers that it goes to.' })
  adding_replicas: number[];

  @ApiProperty({ type: 'array', items: { type: 'integer' }, example: [1], description: 'Brokers that it leaves.' })
  removing_replicas: number[];

  @ApiProperty({ type: ResourceLinkResponse })
  replicas: ResourceLinkResponse;
}

export class KafkaReassignmentListResponse extends CollectionOf('KafkaReassignmentList', KafkaReassignmentResponse) {}
