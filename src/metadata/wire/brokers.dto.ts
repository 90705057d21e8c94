import { ApiProperty } from '@nestjs/swagger';

export class BrokersResponse {
  @ApiProperty({
    type: 'array',
    items: { type: 'integer' },
    example: [1, 2, 3],
    description: 'Ids of the live brokers, ascending.',
  })
  brokers: number[];
}
