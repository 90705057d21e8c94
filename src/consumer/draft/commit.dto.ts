import { ApiProperty } from '@nestjs/swagger';

export class CommittedStateResponse {
  @ApiProperty({ example: 'drafttest' })
  topic: string;

  @ApiProperty({ type: 'integer', example: 0 })
  partition: number;

  @ApiProperty({ type: 'integer', format: 'int64', example: 100, description: 'Offset of the last delivered record.' })
  consumed: number;

  @ApiProperty({ type: 'integer', format: 'int64', example: 100, description: 'The same, as it is committed now.' })
  committed: number;
}
