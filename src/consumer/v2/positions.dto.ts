import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsArray, IsInt, IsOptional, IsString, Max, Min, ValidateNested } from 'class-validator';
import { PartitionRequest } from '../wire/partition.dto.js';

export class SeekOffsetRequest extends PartitionRequest {
  @ApiProperty({ type: 'integer', format: 'int64', minimum: 0, example: 20, description: 'Offset to read next.' })
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  offset: number;

  @ApiProperty({ required: false, description: 'Read and not used.' })
  @IsOptional()
  @IsString()
  metadata?: string;
}

export class SeekTimestampRequest extends PartitionRequest {
  @ApiProperty({
    example: '2026-01-31T12:00:00Z',
    description: 'ISO-8601. The first record at or after this time is read next; none: the end.',
  })
  @IsString()
  timestamp: string;

  @ApiProperty({ required: false, description: 'Read and not used.' })
  @IsOptional()
  @IsString()
  metadata?: string;
}

export class SeekRequest {
  @ApiProperty({ required: false, type: [SeekOffsetRequest] })
  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => SeekOffsetRequest)
  offsets?: SeekOffsetRequest[];

  @ApiProperty({ required: false, type: [SeekTimestampRequest] })
  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => SeekTimestampRequest)
  timestamps?: SeekTimestampRequest[];
}

export class SeekEdgeRequest {
  @ApiProperty({ required: false, type: [PartitionRequest], description: 'None: all partitions of the instance.' })
  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => PartitionRequest)
  partitions?: PartitionRequest[];
}
