import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsArray, IsInt, IsOptional, IsString, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { AssignedPartitionResponse, PartitionRequest } from '../wire/partition.dto.js';

export class CommitOffsetRequest extends PartitionRequest {
  @ApiProperty({
    type: 'integer',
    format: 'int64',
    minimum: -1,
    example: 20,
    description: 'Offset of the last record that is done with: one more is stored.',
  })
  @IsInt()
  @Min(-1)
  @Max(Number.MAX_SAFE_INTEGER - 1)
  offset: number;

  @ApiProperty({ required: false, description: 'A note to keep with the offset.', maxLength: 4096 })
  @IsOptional()
  @IsString()
  @MaxLength(4096)
  metadata?: string;
}

export class CommitRequest {
  @ApiProperty({ type: [CommitOffsetRequest] })
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => CommitOffsetRequest)
  offsets: CommitOffsetRequest[];
}

export class CommittedRequest {
  @ApiProperty({ type: [PartitionRequest] })
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => PartitionRequest)
  partitions: PartitionRequest[];
}

export class CommittedOffsetResponse extends AssignedPartitionResponse {
  @ApiProperty({ type: 'integer', format: 'int64', example: 21, description: 'Offset that is read next.' })
  offset: number;

  @ApiProperty({ example: '', description: 'The note kept with the offset.' })
  metadata: string;
}

export class CommittedResponse {
  @ApiProperty({ type: [CommittedOffsetResponse] })
  offsets: CommittedOffsetResponse[];
}
