import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

const INT32 = { type: 'integer', format: 'int32', minimum: 0 } as const;

export class DatumRequest {
  @ApiPropertyOptional({
    type: 'string',
    enum: ['BINARY', 'JSON', 'STRING', 'AVRO', 'JSONSCHEMA', 'PROTOBUF'],
    description: 'Left out where the schema is chosen by id or version, or is the latest of its subject.',
  })
  type?: string;

  @ApiPropertyOptional({ description: 'Subject of the schema; without it the strategy names it.' })
  subject?: string;

  @ApiPropertyOptional({ type: 'string', enum: ['TOPIC_NAME', 'RECORD_NAME', 'TOPIC_RECORD_NAME'] })
  subject_name_strategy?: string;

  @ApiPropertyOptional({ ...INT32, description: 'Id of a registered schema.' })
  schema_id?: number;

  @ApiPropertyOptional({ ...INT32, description: 'Version of the subject.' })
  schema_version?: number;

  @ApiPropertyOptional({ description: 'Text of a schema, registered when it is new; needs `type`.' })
  schema?: string;

  @ApiProperty({
    description: 'The datum: base64 with BINARY, text with STRING, else any JSON. `null` stores no bytes.',
  })
  data: unknown;
}

export class HeaderRequest {
  @ApiProperty()
  name: string;

  @ApiPropertyOptional({ type: 'string', nullable: true, description: 'Base64.' })
  value?: string | null;
}

export class RecordRequest {
  @ApiPropertyOptional({ ...INT32, nullable: true, description: 'Partition; without it the key decides.' })
  partition_id?: number | null;

  @ApiPropertyOptional({ type: [HeaderRequest], description: 'In order; names may repeat.' })
  headers?: HeaderRequest[];

  @ApiPropertyOptional({ type: DatumRequest })
  key?: DatumRequest;

  @ApiPropertyOptional({ type: DatumRequest })
  value?: DatumRequest;

  @ApiPropertyOptional({
    type: 'string',
    nullable: true,
    description: 'ISO-8601 instant; a number is seconds since 1970.',
  })
  timestamp?: string | null;
}

export class EntryRequest extends RecordRequest {
  @ApiProperty({ pattern: '^[0-9A-Za-z_-]{1,80}$', description: 'Names the entry in the answer.' })
  id: string;
}

export class BatchRequest {
  @ApiProperty({ type: [EntryRequest], minItems: 1 })
  entries: EntryRequest[];
}

export class SentDatumResponse {
  @ApiProperty({ example: 'JSON' })
  type: string;

  @ApiPropertyOptional()
  subject?: string;

  @ApiPropertyOptional({ type: 'integer' })
  schema_id?: number;

  @ApiPropertyOptional({ type: 'integer' })
  schema_version?: number;

  @ApiProperty({ type: 'integer', description: 'Bytes in Kafka; -1: null.' })
  size: number;
}

export class ProducedResponse {
  @ApiPropertyOptional()
  cluster_id?: string;

  @ApiPropertyOptional()
  topic_name?: string;

  @ApiPropertyOptional({ type: 'integer' })
  partition_id?: number;

  @ApiPropertyOptional({ type: 'integer' })
  offset?: number;

  @ApiPropertyOptional({ format: 'date-time' })
  timestamp?: string;

  @ApiPropertyOptional({ type: SentDatumResponse })
  key?: SentDatumResponse;

  @ApiPropertyOptional({ type: SentDatumResponse })
  value?: SentDatumResponse;
}

export class ReceiptResponse extends ProducedResponse {
  @ApiProperty({ type: 'integer', description: '200: the record is in Kafka.' })
  error_code: number;

  @ApiPropertyOptional({ description: 'Of a failure.' })
  message?: string;
}

export class SuccessResponse extends ProducedResponse {
  @ApiProperty()
  id: string;
}

export class FailureResponse {
  @ApiProperty()
  id: string;

  @ApiProperty({ type: 'integer' })
  error_code: number;

  @ApiProperty()
  message: string;
}

export class BatchResponse {
  @ApiProperty({ type: [SuccessResponse] })
  successes: SuccessResponse[];

  @ApiProperty({ type: [FailureResponse] })
  failures: FailureResponse[];
}
