import { ApiProperty } from '@nestjs/swagger';

// Documents what produce-list.ts reads and produce.presenter.ts writes: neither makes objects of these classes.

const TEXT_OR_NULL = { oneOf: [{ type: 'string' }, { type: 'null' }] };
const INTEGER_OR_NULL = { oneOf: [{ type: 'integer' }, { type: 'null' }] };

export class ListedRecordRequest {
  @ApiProperty({ ...TEXT_OR_NULL, required: false, example: 'a2V5', description: 'Base64. Null or absent: no key.' })
  key?: string | null;

  @ApiProperty({ ...TEXT_OR_NULL, example: 'Y29uZmx1ZW50', description: 'Base64. Null: a tombstone.' })
  value: string | null;

  @ApiProperty({
    oneOf: [
      { type: 'integer', minimum: 0, maximum: 2147483647 },
      { type: 'string', pattern: '^[0-9]{1,15}$' },
      { type: 'null' },
    ],
    required: false,
    description: 'Where to write the record; wins over the path. Null or absent: by the key, or anywhere.',
  })
  partition?: number | string | null;
}

export class ListedResultResponse {
  @ApiProperty({ ...INTEGER_OR_NULL, example: 1, description: 'Null when the record failed.' })
  partition: number | null;

  @ApiProperty({ ...INTEGER_OR_NULL, example: 101, description: 'Null when the record failed.' })
  offset: number | null;

  @ApiProperty({ type: 'integer', required: false, description: 'Of a record that failed, as in other errors.' })
  error_code?: number;

  @ApiProperty({ required: false, description: 'Why the record failed.' })
  error?: string;
}
