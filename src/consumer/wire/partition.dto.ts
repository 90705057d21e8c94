import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsString, Max, Min } from 'class-validator';

/** The largest id that a partition can have. */
export const PARTITION_MAX = 2 ** 31 - 1;

/** A partition in a request. */
export class PartitionRequest {
  @ApiProperty({ example: 'jsontest', description: 'Name of the topic.' })
  @IsString()
  topic: string;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: PARTITION_MAX, example: 0, description: 'Id of the partition.' })
  @IsInt()
  @Min(0)
  @Max(PARTITION_MAX)
  partition: number;
}

/** A partition in an answer. */
export class AssignedPartitionResponse {
  @ApiProperty({ example: 'jsontest', description: 'Name of the topic.' })
  topic: string;

  @ApiProperty({ type: 'integer', example: 0, description: 'Id of the partition.' })
  partition: number;
}
