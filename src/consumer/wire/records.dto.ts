import { ApiProperty } from '@nestjs/swagger';

export class ConsumedHeaderResponse {
  @ApiProperty({ example: 'trace' })
  name: string;

  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'null' }], example: 'YWJj', description: 'Base64.' })
  value: string | null;
}

/** Any JSON value: what the type of an OpenAPI 3.1 property says when it says nothing. */
export const ANY_JSON = { type: undefined, nullable: undefined } as const;

export const RECORD_TIMESTAMP = {
  required: false,
  oneOf: [{ type: 'integer' }, { type: 'null' }],
  description: 'Milliseconds since 1970, with `include=timestamp`.',
};

export class ConsumedRecordResponse {
  @ApiProperty({
    ...ANY_JSON,
    example: null,
    description: 'Base64 or JSON, as the format of the instance is; null for none.',
  })
  key: unknown;

  @ApiProperty({
    ...ANY_JSON,
    example: { foo: 'bar' },
    description: 'Base64 or JSON, as the format of the instance is.',
  })
  value: unknown;

  @ApiProperty({ type: 'integer', example: 0 })
  partition: number;

  @ApiProperty({ type: 'integer', format: 'int64', example: 0 })
  offset: number;

  @ApiProperty({ example: 'jsontest' })
  topic: string;

  @ApiProperty(RECORD_TIMESTAMP)
  timestamp?: number | null;

  @ApiProperty({ required: false, type: [ConsumedHeaderResponse], description: 'With `include=headers`.' })
  headers?: ConsumedHeaderResponse[];

  @ApiProperty({ required: false, description: 'With `on_error=raw`: why key and value are base64 here.' })
  error?: string;
}
