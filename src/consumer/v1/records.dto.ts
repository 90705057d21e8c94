import { ApiProperty } from '@nestjs/swagger';
import { ConsumedHeaderResponse } from '../wire/records.dto.js';

/** Any JSON value: what the type of an OpenAPI 3.1 property says when it says nothing. */
const ANY = { type: undefined, nullable: undefined } as const;

/** A record without its topic, which the path names. */
export class ConsumedRecordResponse {
  @ApiProperty({ ...ANY, example: 'a2V5', description: 'Base64 or JSON, as the format is; null for none.' })
  key: unknown;

  @ApiProperty({ ...ANY, example: 'dmFsdWU=', description: 'Base64 or JSON, as the format is; null for none.' })
  value: unknown;

  @ApiProperty({ type: 'integer', example: 1 })
  partition: number;

  @ApiProperty({ type: 'integer', format: 'int64', example: 1 })
  offset: number;

  @ApiProperty({
    required: false,
    oneOf: [{ type: 'integer' }, { type: 'null' }],
    description: 'Milliseconds since 1970, with `include=timestamp`.',
  })
  timestamp?: number | null;

  @ApiProperty({ required: false, type: [ConsumedHeaderResponse], description: 'With `include=headers`.' })
  headers?: ConsumedHeaderResponse[];

  @ApiProperty({ required: false, description: 'With `on_error=raw`: why key and value are base64 here.' })
  error?: string;
}
