import { ApiProperty } from '@nestjs/swagger';
import { IsArray, IsOptional, IsString } from 'class-validator';

export class SubscribeRequest {
  @ApiProperty({
    required: false,
    type: [String],
    example: ['jsontest'],
    description: 'Names of topics. An empty list unsubscribes.',
  })
  @IsOptional()
  @IsArray()
  @IsString({ each: true })
  topics?: string[];

  @ApiProperty({
    required: false,
    example: 'json.*',
    description: 'Regular expression (RE2) that the whole name of a topic must match. In place of `topics`.',
  })
  @IsOptional()
  @IsString()
  topic_pattern?: string;
}

export class SubscriptionResponse {
  @ApiProperty({ type: [String], example: ['jsontest'], description: 'For a pattern: the topics that match by now.' })
  topics: string[];
}
