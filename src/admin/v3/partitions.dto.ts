import { ApiProperty } from '@nestjs/swagger';
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
} from 'class-validator';
import { CollectionOf, PartitionScoped } from '../../http/resources/resource-heads.js';
import { Entries, ID_MAX, IsPartitionId } from './request-fields.decorator.js';

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
  @Max(ID_MAX, { each: true })
  replicas: number[];
}

export class DeletedRecordsResponse extends PartitionScoped('KafkaDeletedRecords') {
  @ApiProperty({ type: 'integer', format: 'int64', example: 42, description: 'Offset of the first record now.' })
  earliest_offset: number;
}

export class ElectionPartitionRequest {
  @ApiProperty({ example: 'jsontest' })
  @IsString()
  topic_name: string;

  @ApiProperty({ type: 'integer', minimum: 0, example: 0 })
  @IsPartitionId()
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
  @Entries(ElectionPartitionRequest, 1)
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

export class LeaderElectionListResponse extends CollectionOf('KafkaLeaderElectionList', LeaderElectionResponse) {}
