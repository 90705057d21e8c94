import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsOptional, IsString, MaxLength, ValidateIf } from 'class-validator';
import { Entries, ValidateOnly } from './request-fields.decorator.js';

const OPERATIONS = ['SET', 'DELETE', 'APPEND', 'SUBTRACT'] as const;
const NAME_MAX = 249;

export class UpdateConfigRequest {
  @ApiProperty({ type: 'string', nullable: true, example: '86400000' })
  @ValidateIf((_, value) => value !== null)
  @IsString()
  value: string | null;
}

export class AlterConfigRequest {
  @ApiProperty({ example: 'retention.ms' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(NAME_MAX)
  name: string;

  @ApiProperty({
    type: 'string',
    nullable: true,
    required: false,
    example: '86400000',
    description: 'Not with DELETE.',
  })
  @IsOptional()
  @IsString()
  value?: string | null;

  @ApiProperty({
    type: 'string',
    enum: OPERATIONS,
    nullable: true,
    required: false,
    description: 'Without it SET. DELETE resets to the default; APPEND and SUBTRACT change the entries of a list.',
  })
  @IsOptional()
  @IsIn(OPERATIONS)
  operation?: (typeof OPERATIONS)[number] | null;
}

export class AlterConfigsRequest {
  @ApiProperty({ type: [AlterConfigRequest], description: 'Made all or none.' })
  @Entries(AlterConfigRequest)
  data: AlterConfigRequest[];

  @ValidateOnly('Check the changes and make none.')
  validate_only?: boolean | null;
}

export class AlterTopicRequest {
  @ApiProperty({ example: 'jsontest' })
  @IsString()
  @IsNotEmpty()
  topic_name: string;

  @ApiProperty({ type: [AlterConfigRequest], description: 'Made all or none.' })
  @Entries(AlterConfigRequest)
  configs: AlterConfigRequest[];
}

export class AlterTopicsRequest {
  @ApiProperty({ type: [AlterTopicRequest], description: 'Of a topic that is named twice the last entry counts.' })
  @Entries(AlterTopicRequest)
  data: AlterTopicRequest[];

  @ValidateOnly('Check the changes and make none.')
  validate_only?: boolean | null;
}

export class TopicFailureResponse {
  @ApiProperty({ example: 'jsontest' })
  topic_name: string;

  @ApiProperty({ type: 'integer', example: 40002 })
  error_code: number;

  @ApiProperty({ example: 'Invalid value x for configuration retention.ms.' })
  message: string;
}

export class TopicFailuresResponse {
  @ApiProperty({ type: [TopicFailureResponse], description: 'Topics that were not changed, and why.' })
  failures: TopicFailureResponse[];
}
