import type { OpenAPIObject } from '@nestjs/swagger';
import type { ErrorCode } from '../errors/error-code.js';
import type { DialectDocument } from './dialect-document.js';
import { type Content, type Operation, reference, type ResponseObject } from './document.types.js';

/** A sentence per failure, as an example of what a client reads. Failures that no HTTP client can see on its own are left out. */
const EXAMPLES: ReadonlyMap<ErrorCode, string> = new Map<ErrorCode, string>([
  ['bad-request', 'records[3].value: not base64'],
  ['invalid-body', 'Unrecognized field: recrods'],
  ['not-found', 'No such route: GET /topic'],
  ['not-acceptable', 'Accept can be application/vnd.kafka.v2+json or application/json.'],
  ['unsupported-media-type', 'Content-Type can be application/vnd.kafka.json.v2+json or application/json.'],
  ['request-timeout', 'The request body did not arrive in time.'],
  ['payload-too-large', 'The request body is larger than 10485760 bytes.'],
  ['too-many-requests', 'Too many requests. Try again later.'],
  ['unauthenticated', 'Kafka refused the credentials of the gateway.'],
  ['forbidden', 'Topic authorization failed.'],
  ['topic-not-found', 'Topic "jsontest" not found.'],
  ['partition-not-found', 'Topic "jsontest" has no partition 7.'],
  ['consumer-not-found', 'Consumer instance not found.'],
  ['consumer-exists', 'Consumer with specified consumer ID already exists in the specified consumer group.'],
  ['consumer-illegal-state', 'Subscription to topics, partitions and pattern are mutually exclusive.'],
  ['consumer-config-out-of-range', 'fetch.min.bytes must be between -1 and 10000000.'],
  ['consumer-config-refused', 'Invalid value for auto.offset.reset.'],
  ['format-mismatch', 'The requested embedded data format does not match the format of this consumer instance.'],
  ['record-undecodable', 'Record at jsontest-0@42 is not JSON.'],
  ['schema-registry-not-configured', 'Schema Registry must be configured when using schemas.'],
  ['kafka-retriable', 'Partition 0 of topic "jsontest" has no leader at the moment.'],
  ['kafka-unavailable', 'No broker can be reached.'],
  ['shutting-down', 'The gateway is shutting down.'],
  ['kafka-error', 'Kafka answered with an error.'],
  ['internal', 'Internal server error.'],
]);

const DESCRIPTIONS: ReadonlyMap<number, string> = new Map([
  [400, 'The request is malformed: JSON, UTF-8, base64, a name or a number.'],
  [401, 'Kafka refused the credentials of the gateway.'],
  [403, 'Kafka does not authorize this.'],
  [404, 'There is no such resource.'],
  [406, 'No media type of Accept can be answered.'],
  [408, 'The request body arrived too slowly, or a record could not be decoded.'],
  [409, 'The consumer instance is in a state that excludes this.'],
  [413, 'The request body or a record is too large.'],
  [415, 'The media type of the request body cannot be read.'],
  [422, 'The body is JSON of the wrong shape.'],
  [429, 'Too many requests; `Retry-After` tells when to try again.'],
  [500, 'A Kafka error that trying again does not cure, or a fault of the gateway.'],
  [503, 'Kafka is out of reach or busy, or the gateway shuts down; `Retry-After` tells when to try again.'],
]);

/** A sentence for a status that no decorator describes. */
export function describe(status: number): string {
  return DESCRIPTIONS.get(status) ?? (status === 204 ? 'Done. There is no body.' : 'Done.');
}

const WITH_KAFKA = [400, 401, 403, 429, 503];
const WITH_BODY = [400, 408, 413, 415, 422];

/** Statuses that an operation can always answer with, from its shape; what is special to it, its own decorators tell. */
export function usualErrors(operation: Operation, asksKafka: boolean): number[] {
  const named = (operation.parameters ?? []).some((parameter) => 'in' in parameter && parameter.in === 'path');
  return [
    ...new Set([
      406,
      500,
      ...(asksKafka ? WITH_KAFKA : []),
      ...(named ? [404] : []),
      ...(operation.requestBody ? WITH_BODY : []),
    ]),
  ].sort((a, b) => a - b);
}

/** The shared components that errors are described with: the schema, one example per failure, one response per status. */
export function errorComponents(spec: DialectDocument): Pick<NonNullable<OpenAPIObject['components']>, 'examples' | 'responses'> {
  const examples = Object.fromEntries(
    [...EXAMPLES].map(([code, message]) => [code, { value: { error_code: spec.errors[code].errorCode, message } }]),
  );
  const responses = Object.fromEntries(
    [...DESCRIPTIONS].map(([status, description]) => [`Error${status}`, errorResponse(spec, status, description)]),
  );
  return { examples, responses };
}

export const ERROR_SCHEMA = {
  type: 'object',
  required: ['error_code', 'message'],
  properties: {
    error_code: { type: 'integer', description: 'What went wrong; starts with the HTTP status in most cases.' },
    message: { type: 'string', description: 'A sentence that names the field, the limit or the fix.' },
  },
};

export function errorContent(spec: DialectDocument, status: number): Content {
  const codes = [...EXAMPLES.keys()].filter((code) => spec.errors[code].status === status);
  const examples = Object.fromEntries(codes.map((code) => [code, reference('examples', code)]));
  return Object.fromEntries(
    [...spec.types, 'application/json'].map((type) => [type, { schema: reference('schemas', 'Error'), examples }]),
  );
}

function errorResponse(spec: DialectDocument, status: number, description: string): ResponseObject {
  return {
    description,
    ...(status === 429 || status === 503 ? { headers: { 'Retry-After': RETRY_AFTER } } : {}),
    content: errorContent(spec, status),
  };
}

const RETRY_AFTER = { description: 'Seconds after which to try again.', schema: { type: 'integer' } };
