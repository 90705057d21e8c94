import { ApiProperty } from '@nestjs/swagger';
import { ClusterScoped, CollectionOf } from '../../http/resources/resource-heads.js';
import { ResourceLinkResponse } from '../../http/resources/resource.dto.js';

export class KafkaBrokerResponse extends ClusterScoped('KafkaBroker') {
  @ApiProperty({ type: 'integer', example: 1 })
  broker_id: number;

  @ApiProperty({ type: 'string', nullable: true, example: 'kafka-1.example.com' })
  host: string | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 9092 })
  port: number | null;

  @ApiProperty({
    type: 'string',
    nullable: true,
    example: 'rack-1',
    description: 'Null where the broker has none, or does not tell the gateway.',
  })
  rack: string | null;

  @ApiProperty({ type: ResourceLinkResponse })
  configs: ResourceLinkResponse;

  @ApiProperty({ type: ResourceLinkResponse })
  partition_replicas: ResourceLinkResponse;
}

export class KafkaBrokerListResponse extends CollectionOf('KafkaBrokerList', KafkaBrokerResponse) {}
