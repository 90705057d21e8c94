import { ApiProperty } from '@nestjs/swagger';

export class CommittedOffsetResponse {
  @ApiProperty({ example: 'jsontest' })
  topic: string;

  @ApiProperty({ type: 'integer', example: 0 })
  partition: number;

  @ApiProperty({ type: 'integer', format: 'int64', example: 100, description: 'Offset of the last record delivered.' })
  consumed: number;

  @ApiProperty({ type: 'integer', format: 'int64', example: 100, description: 'The same: it is committed now.' })
  committed: number;
}
