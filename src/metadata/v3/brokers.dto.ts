import { ApiProperty } from '@nestjs/swagger';
import {
  CollectionMetadataResponse,
  ResourceLinkResponse,
  ResourceMetadataResponse,
} from '../../http/resources/resource.dto.js';

export class KafkaBrokerResponse {
  @ApiProperty({ example: 'KafkaBroker' })
  kind: string;

  @ApiProperty({ type: ResourceMetadataResponse })
  metadata: ResourceMetadataResponse;

  @ApiProperty({ example: 'lkc-example' })
  cluster_id: string;

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

export class KafkaBrokerListResponse {
  @ApiProperty({ example: 'KafkaBrokerList' })
  kind: string;

  @ApiProperty({ type: CollectionMetadataResponse })
  metadata: CollectionMetadataResponse;

  @ApiProperty({ type: [KafkaBrokerResponse] })
  data: KafkaBrokerResponse[];
}
