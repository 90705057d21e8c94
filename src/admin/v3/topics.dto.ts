import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsArray, IsInt, IsObject, IsOptional, IsString, Max, Min, ValidateNested } from 'class-validator';
import { ValidateOnly } from './request-fields.decorator.js';

export class NewTopicConfig {
  @ApiProperty({ example: 'retention.ms' })
  @IsString()
  name: string;

  @ApiProperty({
    type: 'string',
    nullable: true,
    required: false,
    example: '604800000',
    description: 'Null: the default.',
  })
  @IsOptional()
  @IsString()
  value?: string | null;
}

export class CreateTopicRequest {
  @ApiProperty({ example: 'sensors', description: 'At most 249 letters, digits, ".", "_" and "-".' })
  @IsString()
  topic_name: string;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    required: false,
    example: 3,
    description: "Absent: the brokers' default.",
  })
  @IsOptional()
  @IsInt()
  partitions_count?: number | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    required: false,
    example: 1,
    description: "Absent: the brokers' default.",
  })
  @IsOptional()
  @IsInt()
  replication_factor?: number | null;

  @ApiPropertyOptional({
    type: 'object',
    nullable: true,
    additionalProperties: { type: 'array', items: { type: 'integer', minimum: 0 } },
    description:
      'Brokers of each partition, the preferred leader first; partitions from "0" on without a gap. The two numbers are not used then.',
  })
  @IsOptional()
  @IsObject()
  replicas_assignments?: Record<string, unknown> | null;

  @ApiProperty({ type: [NewTopicConfig], nullable: true, required: false })
  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => NewTopicConfig)
  configs?: NewTopicConfig[] | null;

  @ValidateOnly('Have Kafka check everything and create nothing; answered with 200.', { default: false })
  validate_only?: boolean | null;
}

export class UpdatePartitionCountRequest {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 100_000, example: 6, description: 'More than now.' })
  @IsInt()
  @Min(1)
  @Max(100_000)
  partitions_count: number;

  @ValidateOnly('Have Kafka check everything and change nothing.', { default: false })
  validate_only?: boolean | null;
}
