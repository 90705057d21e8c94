import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiParam, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { DRAFT_ANY, DRAFT_READ } from '../../http/dialects/draft.js';
import { JSON_TYPE } from '../../http/media-type.js';
import { ListedRecordRequest, ListedResultResponse } from './produce.dto.js';

const RECORDS = { type: 'array', minItems: 1, items: { $ref: getSchemaPath(ListedRecordRequest) } };
const RESULTS = { type: 'array', items: { $ref: getSchemaPath(ListedResultResponse) } };
/** Of the whole request, or of single records, with the results of all. */
const REFUSED = { oneOf: [{ $ref: '#/components/schemas/Error' }, RESULTS] };

const TO_TOPIC = [{ key: 'a2V5', value: 'Y29uZmx1ZW50' }, { value: 'a2Fma2E=', partition: '0' }, { value: 'bG9ncw==' }];
const TO_PARTITION = [{ key: 'a2V5', value: 'Y29uZmx1ZW50' }, { value: 'a2Fma2E=' }];

const TOPIC = { name: 'topic', description: 'Name of the topic.', example: 'drafttest' };
const PARTITION = {
  name: 'partition',
  description: 'Id of the partition.',
  schema: { type: 'integer', minimum: 0, example: 0 },
};

const DESCRIPTION = [
  'All records are read before any is sent: a fault in one refuses the request and nothing is produced.',
  'After that each record has its own result. A record with an offset is replicated as `acks` says.',
  'When Kafka does not authorize a record, the status is 401 or 403 and the body the same as with 200.',
].join('\n');

/** How the document shows a produce operation. */
export function ApiProduceList(summary: string, path: { partition?: boolean } = {}): MethodDecorator {
  const example = path.partition ? TO_PARTITION : TO_TOPIC;
  const content = inAll([...DRAFT_READ, JSON_TYPE], { schema: RECORDS, example });
  const refused = inAll([...DRAFT_ANY, JSON_TYPE], { schema: REFUSED });
  return applyDecorators(
    ApiExtraModels(ListedRecordRequest, ListedResultResponse),
    ApiOperation({ summary, description: DESCRIPTION, requestBody: { required: true, content } }),
    ApiParam(TOPIC),
    ...(path.partition ? [ApiParam(PARTITION)] : []),
    ApiOkResponse({
      description: 'The fate of each record, in the order of the request.',
      content: inAll([...DRAFT_ANY, JSON_TYPE], { schema: RESULTS }),
    }),
    ApiResponse({ status: 401, description: 'Kafka refused the credentials of the gateway.', content: refused }),
    ApiResponse({ status: 403, description: 'Kafka does not authorize this, or not all of it.', content: refused }),
  );
}

function inAll<T>(types: readonly string[], media: T): Record<string, T> {
  return Object.fromEntries(types.map((type) => [type, media]));
}
