import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { AutoCommitEnable } from '../wire/auto-commit.decorator.js';
import { IsWholeNumber } from '../wire/whole-number.decorator.js';

const WHOLE = { oneOf: [{ type: 'integer' }, { type: 'string' }], required: false };

export class CreateConsumerRequest {
  @ApiProperty({
    required: false,
    example: 'my_consumer_instance',
    description: 'Name of the instance; made up if absent.',
  })
  @IsOptional()
  @IsString()
  name?: string;

  @ApiProperty({ required: false, deprecated: true, description: 'Older word for `name`; wins over it.' })
  @IsOptional()
  @IsString()
  id?: string;

  @ApiProperty({
    required: false,
    enum: ['binary', 'json', 'avro', 'jsonschema', 'protobuf'],
    default: 'binary',
    description: 'How keys and values are embedded in answers. The last three need a schema registry.',
  })
  @IsOptional()
  @IsString()
  format?: string;

  @ApiProperty({
    required: false,
    enum: ['earliest', 'latest', 'none'],
    description: 'Where to start in a partition for which the group has committed nothing.',
  })
  @IsOptional()
  @IsString()
  'auto.offset.reset'?: string;

  @AutoCommitEnable()
  'auto.commit.enable'?: boolean | string;

  @ApiProperty({ ...WHOLE, description: 'Bytes that a read waits for, -1 to 10000000. Up to 1: any record will do.' })
  @IsOptional()
  @IsWholeNumber()
  'fetch.min.bytes'?: number | string;

  @ApiProperty({ ...WHOLE, description: 'The same as `fetch.min.bytes`, which wins.' })
  @IsOptional()
  @IsWholeNumber()
  responseMinBytes?: number | string;

  @ApiProperty({ ...WHOLE, description: 'Longest wait of a read without `timeout`, in milliseconds.' })
  @IsOptional()
  @IsWholeNumber()
  'consumer.request.timeout.ms'?: number | string;

  @ApiProperty({ ...WHOLE, description: 'The same as `consumer.request.timeout.ms`, which wins.' })
  @IsOptional()
  @IsWholeNumber()
  requestWaitMs?: number | string;
}

export class CreateConsumerResponse {
  @ApiProperty({ example: 'my_consumer_instance' })
  instance_id: string;

  @ApiProperty({
    example: 'http://localhost:8082/consumers/my_json_consumer/instances/my_consumer_instance',
    description: 'What the URLs of all further requests to this instance begin with.',
  })
  base_uri: string;
}
