import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { AutoCommitEnable } from '../wire/auto-commit.decorator.js';

export class CreateDraftConsumerRequest {
  @ApiProperty({ required: false, example: 'my_consumer', description: 'Name of the instance; made up if absent.' })
  @IsOptional()
  @IsString()
  id?: string;

  @ApiProperty({ required: false, description: 'Another word for `id`, which wins.' })
  @IsOptional()
  @IsString()
  name?: string;

  @ApiProperty({
    required: false,
    enum: ['smallest', 'largest', 'earliest', 'latest', 'none', 'true'],
    description:
      'Where to start in a partition for which the group has committed nothing. `true`: where the gateway is configured to.',
  })
  @IsOptional()
  @IsString()
  'auto.offset.reset'?: string;

  @AutoCommitEnable({ default: false })
  'auto.commit.enable'?: boolean | string;
}

export class CreateDraftConsumerResponse {
  @ApiProperty({ example: 'my_consumer' })
  instance_id: string;

  @ApiProperty({
    example: 'http://localhost:8082/consumers/testgroup/instances/my_consumer',
    description: 'What the URLs of all further requests to this instance begin with.',
  })
  base_uri: string;

  @ApiProperty({ example: 'my_consumer', description: 'The same as `instance_id`.' })
  id: string;

  @ApiProperty({
    example: 'http://localhost:8082/consumers/testgroup/instances/my_consumer',
    description: 'The same as `base_uri`.',
  })
  url: string;
}
