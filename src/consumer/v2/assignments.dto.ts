import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsArray, ValidateNested } from 'class-validator';
import { AssignedPartitionResponse, PartitionRequest } from '../wire/partition.dto.js';

export class AssignRequest {
  @ApiProperty({ type: [PartitionRequest] })
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => PartitionRequest)
  partitions: PartitionRequest[];
}

export class AssignmentResponse {
  @ApiProperty({ type: [AssignedPartitionResponse] })
  partitions: AssignedPartitionResponse[];
}
