import { ApiProperty } from '@nestjs/swagger';

// Documents what produce-body.ts reads and produce.presenter.ts writes: neither makes objects of these classes.

/** Any JSON value: what the type of an OpenAPI 3.1 property says when it says nothing. */
const ANY = { required: false, type: undefined, nullable: undefined } as const;

const INTEGER_OR_NULL = { oneOf: [{ type: 'integer' }, { type: 'null' }] };
const TEXT_OR_NULL = { oneOf: [{ type: 'string' }, { type: 'null' }] };

export class ProduceHeaderRequest {
  @ApiProperty({ example: 'trace' })
  name: string;

  @ApiProperty({ ...TEXT_OR_NULL, required: false, example: 'YWJj', description: 'Base64; null for none.' })
  value?: string | null;
}

export class ProduceRecordRequest {
  @ApiProperty({
    ...ANY,
    description: 'Base64, JSON, or JSON that fits the schema, as the format is. Null or absent: none.',
  })
  key?: unknown;

  @ApiProperty({
    ...ANY,
    example: { foo: 'bar' },
    description: 'Base64, JSON, or JSON that fits the schema, as the format is. Null or absent: a tombstone.',
  })
  value?: unknown;

  @ApiProperty({
    oneOf: [{ type: 'integer', minimum: 0, maximum: 2147483647 }, { type: 'null' }],
    required: false,
    description: 'Where to write the record; wins over the path. Null or absent: by the key, or anywhere.',
  })
  partition?: number | null;

  @ApiProperty({
    oneOf: [
      { type: 'integer', format: 'int64', minimum: 1, maximum: 999999999999999 },
      { type: 'string', format: 'date-time' },
      { type: 'null' },
    ],
    required: false,
    description: 'Milliseconds since 1970, or an ISO-8601 instant. Null or absent: the time of sending.',
  })
  timestamp?: number | string | null;

  @ApiProperty({ type: [ProduceHeaderRequest], required: false })
  headers?: ProduceHeaderRequest[];
}

export class ProduceRequest {
  @ApiProperty({ type: [ProduceRecordRequest], minItems: 1 })
  records: ProduceRecordRequest[];

  @ApiProperty({
    ...TEXT_OR_NULL,
    required: false,
    description: 'Schema of the keys, as a text; registered when it is new. Ignored by `binary` and `json`.',
  })
  key_schema?: string | null;

  @ApiProperty({
    ...TEXT_OR_NULL,
    required: false,
    description: 'Schema of the values, as a text; registered when it is new. Ignored by `binary` and `json`.',
  })
  value_schema?: string | null;

  @ApiProperty({
    ...INTEGER_OR_NULL,
    required: false,
    description: 'Id of a registered schema of the keys, in place of its text. Ignored by `binary` and `json`.',
  })
  key_schema_id?: number | null;

  @ApiProperty({
    ...INTEGER_OR_NULL,
    required: false,
    description: 'Id of a registered schema of the values, in place of its text. Ignored by `binary` and `json`.',
  })
  value_schema_id?: number | null;
}

export class ProducedRecordResponse {
  @ApiProperty({ ...INTEGER_OR_NULL, example: 0, description: 'Null when the record failed.' })
  partition: number | null;

  @ApiProperty({ ...INTEGER_OR_NULL, example: 42, description: 'Null when the record failed.' })
  offset: number | null;

  @ApiProperty({ ...INTEGER_OR_NULL, example: null, description: 'As in the errors of whole requests.' })
  error_code: number | null;

  @ApiProperty({ ...TEXT_OR_NULL, example: null, description: 'Why the record failed.' })
  error: string | null;
}

export class ProduceResponse {
  @ApiProperty({ type: [ProducedRecordResponse], description: 'One per record, in the order of the request.' })
  offsets: ProducedRecordResponse[];

  @ApiProperty({ ...INTEGER_OR_NULL, example: null, description: 'Schema of the keys, when they have one.' })
  key_schema_id: number | null;

  @ApiProperty({ ...INTEGER_OR_NULL, example: null, description: 'Schema of the values, when they have one.' })
  value_schema_id: number | null;
}
