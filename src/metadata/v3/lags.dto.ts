import { ApiProperty } from '@nestjs/swagger';
import { CollectionOf, GroupPartitionScoped, GroupScoped } from '../../http/resources/resource-heads.js';
import { ResourceLinkResponse } from '../../http/resources/resource.dto.js';

export class KafkaConsumerLagResponse extends GroupPartitionScoped('KafkaConsumerLag') {
  @ApiProperty({ description: 'Empty while nobody reads the partition.' })
  consumer_id: string;

  @ApiProperty({ type: 'string', nullable: true })
  instance_id: string | null;

  @ApiProperty()
  client_id: string;

  @ApiProperty({ type: 'integer', format: 'int64', example: 40 })
  current_offset: number;

  @ApiProperty({
    type: 'integer',
    format: 'int64',
    example: 42,
    description: 'Records of open transactions do not count.',
  })
  log_end_offset: number;

  @ApiProperty({ type: 'integer', format: 'int64', minimum: 0, example: 2 })
  lag: number;
}

export class KafkaConsumerLagListResponse extends CollectionOf('KafkaConsumerLagList', KafkaConsumerLagResponse) {}

export class KafkaConsumerGroupLagSummaryResponse extends GroupScoped('KafkaConsumerGroupLagSummary') {
  @ApiProperty({ description: 'Empty while nobody reads the partition.' })
  max_lag_consumer_id: string;

  @ApiProperty({ type: 'string', nullable: true })
  max_lag_instance_id: string | null;

  @ApiProperty()
  max_lag_client_id: string;

  @ApiProperty({ example: 'jsontest' })
  max_lag_topic_name: string;

  @ApiProperty({ type: 'integer', example: 0 })
  max_lag_partition_id: number;

  @ApiProperty({ type: 'integer', format: 'int64', minimum: 0, example: 2 })
  max_lag: number;

  @ApiProperty({ type: 'integer', format: 'int64', minimum: 0, example: 2 })
  total_lag: number;

  @ApiProperty({ type: ResourceLinkResponse, nullable: true, description: 'Null while nobody reads the partition.' })
  max_lag_consumer: ResourceLinkResponse | null;

  @ApiProperty({ type: ResourceLinkResponse })
  max_lag_partition: ResourceLinkResponse;
}
