import { ApiProperty } from '@nestjs/swagger';
import { ConsumedHeaderResponse, RECORD_TIMESTAMP } from '../wire/records.dto.js';

const TEXT_OR_NULL = { oneOf: [{ type: 'string' }, { type: 'null' }] };

export class TopicRecordResponse {
  @ApiProperty({ ...TEXT_OR_NULL, example: 'a2V5', description: 'Base64; null for none.' })
  key: string | null;

  @ApiProperty({ ...TEXT_OR_NULL, example: 'Y29uZmx1ZW50', description: 'Base64; null for a tombstone.' })
  value: string | null;

  @ApiProperty({ type: 'integer', example: 0 })
  partition: number;

  @ApiProperty({ type: 'integer', format: 'int64', example: 100 })
  offset: number;

  @ApiProperty(RECORD_TIMESTAMP)
  timestamp?: number | null;

  @ApiProperty({ required: false, type: [ConsumedHeaderResponse], description: 'With `include=headers`.' })
  headers?: ConsumedHeaderResponse[];
}
