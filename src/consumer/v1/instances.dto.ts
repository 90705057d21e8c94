import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { AutoCommitEnable } from '../wire/auto-commit.decorator.js';

export class CreateConsumerRequest {
  @ApiProperty({ required: false, example: 'my_consumer', description: 'Name of the instance; made up if absent.' })
  @IsOptional()
  @IsString()
  name?: string;

  @ApiProperty({ required: false, description: 'Another word for `name`; wins over it.' })
  @IsOptional()
  @IsString()
  id?: string;

  @ApiProperty({
    required: false,
    enum: ['binary', 'json', 'avro'],
    default: 'binary',
    description: 'How keys and values are embedded in answers. `avro` needs a schema registry.',
  })
  @IsOptional()
  @IsString()
  format?: string;

  @ApiProperty({
    required: false,
    enum: ['smallest', 'largest', 'earliest', 'latest'],
    description: 'Where to start in a partition for which the group has committed nothing.',
  })
  @IsOptional()
  @IsString()
  'auto.offset.reset'?: string;

  @AutoCommitEnable({ default: false })
  'auto.commit.enable'?: boolean | string;
}

export class CreateConsumerResponse {
  @ApiProperty({ example: 'my_consumer' })
  instance_id: string;

  @ApiProperty({
    example: 'http://localhost:8082/consumers/testgroup/instances/my_consumer',
    description: 'What the URLs of all further requests to this instance begin with.',
  })
  base_uri: string;

  @ApiProperty({ example: 'my_consumer', description: 'The same as `instance_id`, as KIP-80 has it.' })
  id: string;

  @ApiProperty({
    example: 'http://localhost:8082/consumers/testgroup/instances/my_consumer',
    description: 'The same as `base_uri`, as KIP-80 has it.',
  })
  url: string;
}
