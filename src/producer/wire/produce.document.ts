import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiParam, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import type { EmbeddedFormat } from '../../http/dialects/v2.js';
import { JSON_TYPE } from '../../http/media-type.js';
import { ProduceRequest, ProduceResponse } from './produce.dto.js';
import { SCHEMA_TYPES } from './produce.format.js';

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

const BODY = { $ref: getSchemaPath(ProduceRequest) };
const RESULT = { $ref: getSchemaPath(ProduceResponse) };

/** The type that works as it stands comes first: it is the one that is tried first. */
const ORDER: readonly EmbeddedFormat[] = ['json', 'binary', 'avro', 'jsonschema', 'protobuf'];

const PARTITION = {
  name: 'partition',
  description: 'Id of the partition.',
  schema: { type: 'integer', minimum: 0, example: 0 },
};

/**
 * How the document of a dialect shows produce operations.
 *
 * @param types of the formats that it has
 * @param answered the type of answers
 */
export function documentsProduce(types: Readonly<Partial<Record<EmbeddedFormat, string>>>, answered: string) {
  const formats = ORDER.filter((format) => types[format] !== undefined);
  const content: Record<string, { schema: object; example: object }> = {};
  for (const format of formats) content[types[format]!] = { schema: BODY, example: EXAMPLES[format] };
  content[JSON_TYPE] = { schema: BODY, example: EXAMPLES.json };
  const description = descriptionOf(formats);
  const topic = topicOf(formats);
  // Of the whole request, or of single records, with the results of all.
  const refused = { [answered]: { schema: { oneOf: [{ $ref: '#/components/schemas/Error' }, RESULT] } } };
  return (summary: string, path: { partition?: boolean } = {}): MethodDecorator =>
    applyDecorators(
      ApiExtraModels(ProduceRequest, ProduceResponse),
      ApiOperation({ summary, description, requestBody: { required: true, content } }),
      ApiParam(topic),
      ...(path.partition ? [ApiParam(PARTITION)] : []),
      ApiOkResponse({
        description: 'The fate of each record, in the order of the request.',
        content: { [answered]: { schema: RESULT } },
      }),
      ApiResponse({ status: 401, description: 'Kafka refused the credentials of the gateway.', content: refused }),
      ApiResponse({ status: 403, description: 'Kafka does not authorize this, or not all of it.', content: refused }),
    );
}

/** A topic per format to try: schemas of different kinds are not compatible, so they cannot share a subject. */
function topicOf(formats: readonly EmbeddedFormat[]) {
  return {
    name: 'topic',
    description: 'Name of the topic. The kinds of schemas exclude each other on one topic.',
    schema: { type: 'string' as const },
    examples: Object.fromEntries(formats.map((format) => [`${format}test`, { value: `${format}test` }])),
  };
}

function descriptionOf(formats: readonly EmbeddedFormat[]): string {
  const names = formats.filter((format) => SCHEMA_TYPES[format] !== null).map((format) => `\`${format}\``);
  const others = names.slice(0, -1).join(', ');
  const needing = others === '' ? `${names.at(-1)} needs` : `${others} and ${names.at(-1)} need`;
  return [
    'All records are read before any is sent: a fault in one refuses the request and nothing is produced.',
    'After that each record has its own result. A record with an offset is replicated as `acks` says.',
    'Records that name a partition go there, others by the hash of their key as with the Java client.',
    `${needing} a Schema Registry; without one they answer 422. A schema that is new is registered under the topic.`,
    'When Kafka does not authorize a record, the status is 401 or 403 and the body the same as with 200.',
  ].join('\n');
}
