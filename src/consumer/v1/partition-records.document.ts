import { applyDecorators } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiResponse,
} from '@nestjs/swagger';
import { ApiRecordsQuery } from '../wire/records.document.js';
import { RECORD_TYPES, RECORDS, TOPIC_PARAM } from './records.document.js';
import { ConsumedRecordResponse } from './records.dto.js';

const PARTITION_PARAM = {
  name: 'partition',
  description: 'Id of the partition.',
  schema: { type: 'integer' as const, minimum: 0, example: 0 },
};

const OFFSET = {
  name: 'offset',
  required: false,
  schema: { type: 'integer' as const, minimum: 0 },
  example: 0,
  description: 'Where to begin. Below the first record: at the first. Beyond the end there are no records.',
};

const TIMESTAMP = {
  name: 'timestamp',
  required: false,
  schema: { type: 'string' as const },
  description: 'In place of `offset`: begin at the first record at or after this time (ISO-8601, or ms since 1970).',
};

/** The partition itself, which another module shows. */
const DESCRIBED = { $ref: '#/components/schemas/PartitionResponse' };

/**
 * How the document shows a read without an instance.
 *
 * @param about.count most records where the client does not say; absent: as configured
 * @param about.orDescribes without a place to begin at, the partition is described
 */
export function ApiReadPartition(
  summary: string,
  about: { count?: number; orDescribes?: boolean } = {},
): MethodDecorator {
  const schema = about.orDescribes ? { oneOf: [RECORDS, DESCRIBED] } : RECORDS;
  return applyDecorators(
    ApiExtraModels(ConsumedRecordResponse),
    ApiOperation({
      summary,
      description: [
        'Joins no group and commits nothing. Waits at the end of the partition until there is a record or the wait is over.',
        ...(about.orDescribes ? ['With neither `offset` nor `timestamp` the partition itself is answered.'] : []),
      ].join('\n\n'),
    }),
    ApiParam(TOPIC_PARAM),
    ApiParam(PARTITION_PARAM),
    ApiQuery(OFFSET),
    ApiQuery(TIMESTAMP),
    ApiQuery({
      name: 'count',
      required: false,
      schema: { type: 'integer', minimum: 1, default: about.count ?? 100 },
      description: 'Most records.',
    }),
    ApiRecordsQuery(),
    ApiOkResponse({ content: Object.fromEntries(RECORD_TYPES.map((type) => [type, { schema }])) }),
    ApiResponse({ status: 408, description: 'The first record cannot be decoded.' }),
    ApiResponse({ status: 422, description: 'A format with schemas, and there is no Schema Registry.' }),
    ApiNotFoundResponse({ description: '40401: no such topic; 40402: no such partition.' }),
  );
}
