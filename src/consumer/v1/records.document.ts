import { applyDecorators } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiExtraModels,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import { V1_FORMAT_TYPES, V1_TYPE } from '../../http/dialects/v1.js';
import { JSON_TYPE } from '../../http/media-type.js';
import { ApiRecordsQuery } from '../wire/records.document.js';
import { ConsumedRecordResponse } from './records.dto.js';

/** Every type in which records are answered. */
export const RECORD_TYPES: readonly string[] = [...Object.values(V1_FORMAT_TYPES), V1_TYPE, JSON_TYPE];

export const TOPIC_PARAM = { name: 'topic', description: 'Name of the topic.', example: 'jsontest' };

/** Records, as a schema. A controller that uses it declares `ConsumedRecordResponse`. */
export const RECORDS = { type: 'array' as const, items: { $ref: getSchemaPath(ConsumedRecordResponse) } };

/** How the document shows a read by a consumer instance. */
export function ApiReadTopic(summary: string, notFound: string): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(ConsumedRecordResponse),
    ApiOperation({
      summary,
      description: [
        'The first read of an instance subscribes it to the topic, and waits for the group to assign partitions. An instance reads one topic.',
        'Answers as soon as there are records, at the latest when the wait is over. Records count as delivered when the answer was written completely.',
      ].join('\n\n'),
    }),
    ApiParam(TOPIC_PARAM),
    ApiRecordsQuery(),
    ApiOkResponse({ content: Object.fromEntries(RECORD_TYPES.map((type) => [type, { schema: RECORDS }])) }),
    ApiResponse({ status: 408, description: 'The first record in line cannot be decoded.' }),
    ApiNotFoundResponse({ description: notFound }),
    ApiConflictResponse({ description: 'The instance reads another topic.' }),
  );
}
