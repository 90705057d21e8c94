import { ApiProperty } from '@nestjs/swagger';
import { ANY_JSON, ConsumedHeaderResponse, RECORD_TIMESTAMP } from '../wire/records.dto.js';

/** A record without its topic, which the path names. */
export class ConsumedRecordResponse {
  @ApiProperty({ ...ANY_JSON, example: 'a2V5', description: 'Base64 or JSON, as the format is; null for none.' })
  key: unknown;

  @ApiProperty({ ...ANY_JSON, example: 'dmFsdWU=', description: 'Base64 or JSON, as the format is; null for none.' })
  value: unknown;

  @ApiProperty({ type: 'integer', example: 1 })
  partition: number;

  @ApiProperty({ type: 'integer', format: 'int64', example: 1 })
  offset: number;

  @ApiProperty(RECORD_TIMESTAMP)
  timestamp?: number | null;

  @ApiProperty({ required: false, type: [ConsumedHeaderResponse], description: 'With `include=headers`.' })
  headers?: ConsumedHeaderResponse[];

  @ApiProperty({ required: false, description: 'With `on_error=raw`: why key and value are base64 here.' })
  error?: string;
}
