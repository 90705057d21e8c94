import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsDefined,
  IsInt,
  IsOptional,
  IsString,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

const INT32_MAX = 2 ** 31 - 1;

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
  @IsInt()
  @Min(0)
  @Max(INT32_MAX)
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
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10_000)
  @ValidateNested({ each: true })
  @Type(() => GroupPartitionRequest)
  topic_partitions?: GroupPartitionRequest[] | null;

  @ApiProperty({
    type: 'boolean',
    nullable: true,
    required: false,
    description: 'Tell what would be set, set nothing.',
  })
  @IsOptional()
  @IsBoolean()
  validate_only?: boolean | null;
}

export class GroupOffsetRequest {
  @ApiProperty({ example: 'jsontest' })
  @IsString()
  topic_name: string;

  @ApiProperty({ type: 'integer', minimum: 0, example: 0 })
  @IsInt()
  @Min(0)
  @Max(INT32_MAX)
  partition_id: number;

  @ApiProperty({ type: 'integer', format: 'int64', minimum: 0, example: 0, description: 'Next offset to read.' })
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  offset: number;
}

export class UpdateGroupOffsetsRequest {
  @ApiProperty({ type: [GroupOffsetRequest] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10_000)
  @ValidateNested({ each: true })
  @Type(() => GroupOffsetRequest)
  data: GroupOffsetRequest[];

  @ApiProperty({ type: 'boolean', nullable: true, required: false, description: 'Check the offsets and set none.' })
  @IsOptional()
  @IsBoolean()
  validate_only?: boolean | null;
}
