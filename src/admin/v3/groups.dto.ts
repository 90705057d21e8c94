import { ApiProperty } from '@nestjs/swagger';
import { IsDefined, IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { Entries, IsPartitionId, ValidateOnly } from './request-fields.decorator.js';

export class GroupPartitionRequest {
  @ApiProperty({ example: 'jsontest' })
  @IsString()
  topic_name: string;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    required: false,
    minimum: 0,
    example: 0,
    description: 'Absent: all partitions of the topic.',
  })
  @IsOptional()
  @IsPartitionId()
  partition_id?: number | null;
}

export class ResetGroupOffsetsRequest {
  @ApiProperty({
    oneOf: [
      { type: 'string', enum: ['earliest', 'latest'] },
      { type: 'object', properties: { offset: { type: 'integer', minimum: 0 } } },
      {
        type: 'object',
        properties: { timestamp: { oneOf: [{ type: 'integer' }, { type: 'string', format: 'date-time' }] } },
      },
      { type: 'object', properties: { shift_by: { type: 'integer' } } },
    ],
    example: 'earliest',
    description: 'What is outside a log is moved to its nearest end. A timestamp in ms or by ISO 8601.',
  })
  @IsDefined()
  to: unknown;

  @ApiProperty({
    type: [GroupPartitionRequest],
    nullable: true,
    required: false,
    description: 'Absent: all partitions that the group has committed an offset for.',
  })
  @IsOptional()
  @Entries(GroupPartitionRequest, 1)
  topic_partitions?: GroupPartitionRequest[] | null;

  @ValidateOnly('Tell what would be set, set nothing.')
  validate_only?: boolean | null;
}

export class GroupOffsetRequest {
  @ApiProperty({ example: 'jsontest' })
  @IsString()
  topic_name: string;

  @ApiProperty({ type: 'integer', minimum: 0, example: 0 })
  @IsPartitionId()
  partition_id: number;

  @ApiProperty({ type: 'integer', format: 'int64', minimum: 0, example: 0, description: 'Next offset to read.' })
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  offset: number;
}

export class UpdateGroupOffsetsRequest {
  @ApiProperty({ type: [GroupOffsetRequest] })
  @Entries(GroupOffsetRequest, 1)
  data: GroupOffsetRequest[];

  @ValidateOnly('Check the offsets and set none.')
  validate_only?: boolean | null;
}
