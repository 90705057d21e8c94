import type { ErrorCode } from '../errors/error-code.js';
import type { WireError } from '../http/dialects/wire-error.js';
import type { ErrorExample } from './api-document.js';

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
  ['key-schema-missing', 'Request includes keys but does not include key schema'],
  ['value-schema-missing', 'Request includes values but does not include value schema'],
  ['schema-invalid', 'Invalid schema: the text is not JSON.'],
  ['schema-registry-failed', 'Error serializing message. Schema being registered is incompatible with an earlier schema.'],
  ['schema-registry-unavailable', 'The schema registry cannot be reached.'],
  ['kafka-retriable', 'Partition 0 of topic "jsontest" has no leader at the moment.'],
  ['kafka-unavailable', 'No broker can be reached.'],
  ['shutting-down', 'The gateway is shutting down.'],
  ['kafka-error', 'Kafka answered with an error.'],
  ['internal', 'Internal server error.'],
]);

/** What statuses mean where Kafka is asked. */
export const KAFKA_STATUSES: ReadonlyMap<number, string> = new Map([
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

/**
 * The examples of one dialect.
 *
 * @param own sentences that only this dialect says, or says in words of its own
 */
export function kafkaErrors(
  table: Readonly<Record<ErrorCode, WireError>>,
  own: ReadonlyMap<ErrorCode, string> = new Map(),
): ErrorExample[] {
  return [...new Map([...EXAMPLES, ...own])].map(([code, message]) => ({ name: code, ...table[code], message }));
}
