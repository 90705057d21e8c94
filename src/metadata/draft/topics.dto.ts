import { ApiProperty } from '@nestjs/swagger';

export class CountedTopicResponse {
  @ApiProperty({ example: 'topic1' })
  name: string;

  @ApiProperty({ type: 'integer', minimum: 1, example: 3, description: 'How many partitions the topic has.' })
  num_partitions: number;
}
