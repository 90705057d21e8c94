import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { CollectionMetadataResponse, ResourceMetadataResponse } from '../../http/resources/resource.dto.js';

const INT32_MAX = 2 ** 31 - 1;

export class ReassignPartitionRequest {
  @ApiProperty({
    type: 'array',
    items: { type: 'integer', minimum: 0 },
    example: [1],
    description: 'Brokers that shall hold the partition, the preferred leader first.',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(0, { each: true })
  @Max(INT32_MAX, { each: true })
  replicas: number[];
}

export class DeletedRecordsResponse {
  @ApiProperty({ example: 'KafkaDeletedRecords' })
  kind: string;

  @ApiProperty({ type: ResourceMetadataResponse })
  metadata: ResourceMetadataResponse;

  @ApiProperty({ example: 'lkc-example' })
  cluster_id: string;

  @ApiProperty({ example: 'jsontest' })
  topic_name: string;

  @ApiProperty({ type: 'integer', example: 0 })
  partition_id: number;

  @ApiProperty({ type: 'integer', format: 'int64', example: 42, description: 'Offset of the first record now.' })
  earliest_offset: number;
}

export class ElectionPartitionRequest {
  @ApiProperty({ example: 'jsontest' })
  @IsString()
  topic_name: string;

  @ApiProperty({ type: 'integer', minimum: 0, example: 0 })
  @IsInt()
  @Min(0)
  @Max(INT32_MAX)
  partition_id: number;
}

export class ElectLeadersRequest {
  @ApiProperty({
    enum: ['PREFERRED', 'UNCLEAN'],
    example: 'PREFERRED',
    description: 'UNCLEAN takes a replica that lacks records where no other is left: they are lost.',
  })
  @IsIn(['PREFERRED', 'UNCLEAN'])
  type: 'PREFERRED' | 'UNCLEAN';

  @ApiProperty({
    type: [ElectionPartitionRequest],
    nullable: true,
    required: false,
    description: 'At most 10 000; absent: all partitions of the cluster. An UNCLEAN election needs them.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10_000)
  @ValidateNested({ each: true })
  @Type(() => ElectionPartitionRequest)
  partitions?: ElectionPartitionRequest[] | null;
}

export class LeaderElectionResponse {
  @ApiProperty({ example: 'jsontest' })
  topic_name: string;

  @ApiProperty({ type: 'integer', example: 0 })
  partition_id: number;

  @ApiProperty({ description: 'False when there was nothing to do, or when it failed.' })
  elected: boolean;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Null when it did not fail.' })
  error_code: number | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'Null when it did not fail.' })
  message: string | null;
}

export class LeaderElectionListResponse {
  @ApiProperty({ example: 'KafkaLeaderElectionList' })
  kind: string;

  @ApiProperty({ type: CollectionMetadataResponse })
  metadata: CollectionMetadataResponse;

  @ApiProperty({ type: [LeaderElectionResponse] })
  data: LeaderElectionResponse[];
}
