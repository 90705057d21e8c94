import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiParam, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { type EmbeddedFormat, V2_FORMAT_TYPES, V2_TYPE } from '../../http/dialects/v2.js';
import { JSON_TYPE } from '../../http/media-type.js';
import { ProduceRequest, ProduceResponse } from './produce.dto.js';

const AVRO_SCHEMA = '{"type":"record","name":"User","fields":[{"name":"name","type":"string"}]}';
const JSON_SCHEMA = '{"type":"object","properties":{"name":{"type":"string"}}}';
const PROTOBUF_SCHEMA = 'syntax = "proto3"; message User { string name = 1; }';
const USER = { name: 'testUser' };

const EXAMPLES: Readonly<Record<EmbeddedFormat, object>> = {
  json: { records: [{ key: 'user-1', value: { foo: 'bar' } }, { value: [1.1, null, 'text'] }] },
  binary: { records: [{ key: 'dXNlci0x', value: 'S2Fma2E=' }, { value: null }] },
  avro: { value_schema: AVRO_SCHEMA, records: [{ value: USER }] },
  jsonschema: { value_schema: JSON_SCHEMA, records: [{ value: USER }] },
  protobuf: { value_schema: PROTOBUF_SCHEMA, records: [{ value: USER }] },
};

const schema = { $ref: getSchemaPath(ProduceRequest) };

/** The type that works as it stands comes first: it is the one that is tried first. */
const CONTENT = Object.fromEntries([
  [V2_FORMAT_TYPES.json, { schema, example: EXAMPLES.json }],
  [V2_FORMAT_TYPES.binary, { schema, example: EXAMPLES.binary }],
  [V2_FORMAT_TYPES.avro, { schema, example: EXAMPLES.avro }],
  [V2_FORMAT_TYPES.jsonschema, { schema, example: EXAMPLES.jsonschema }],
  [V2_FORMAT_TYPES.protobuf, { schema, example: EXAMPLES.protobuf }],
  [JSON_TYPE, { schema, example: EXAMPLES.json }],
]);

const RESULT = { $ref: getSchemaPath(ProduceResponse) };

/** Of the whole request, or of single records, with the results of all. */
const REFUSED = { [V2_TYPE]: { schema: { oneOf: [{ $ref: '#/components/schemas/Error' }, RESULT] } } };

const TOPIC = { name: 'topic', description: 'Name of the topic.', schema: { type: 'string', example: 'jsontest' } };
const PARTITION = {
  name: 'partition',
  description: 'Id of the partition.',
  schema: { type: 'integer', minimum: 0, example: 0 },
};

const DESCRIPTION = [
  'All records are read before any is sent: a fault in one refuses the request and nothing is produced.',
  'After that each record has its own result. A record with an offset is replicated as `acks` says.',
  'Records that name a partition go there, others by the hash of their key as with the Java client.',
  '`avro`, `jsonschema` and `protobuf` need a Schema Registry; without one they answer 422.',
  'When Kafka does not authorize a record, the status is 401 or 403 and the body the same as with 200.',
].join('\n');

/** How the document shows a produce operation. */
export function ApiProduce(summary: string, path: { partition?: boolean } = {}): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(ProduceRequest, ProduceResponse),
    ApiOperation({ summary, description: DESCRIPTION, requestBody: { required: true, content: CONTENT } }),
    ApiParam(TOPIC),
    ...(path.partition ? [ApiParam(PARTITION)] : []),
    ApiOkResponse({
      description: 'The fate of each record, in the order of the request.',
      content: { [V2_TYPE]: { schema: RESULT } },
    }),
    ApiResponse({ status: 401, description: 'Kafka refused the credentials of the gateway.', content: REFUSED }),
    ApiResponse({ status: 403, description: 'Kafka does not authorize this, or not all of it.', content: REFUSED }),
  );
}
