import type { ErrorCode } from '../../errors/error-code.js';
import { wire, type WireError } from './wire-error.js';

/** How keys and values are embedded in JSON. */
export type EmbeddedFormat = 'binary' | 'json' | 'avro' | 'jsonschema' | 'protobuf';

export const V2_TYPE = 'application/vnd.kafka.v2+json';

export const V2_FORMAT_TYPES: Readonly<Record<EmbeddedFormat, string>> = {
  binary: 'application/vnd.kafka.binary.v2+json',
  json: 'application/vnd.kafka.json.v2+json',
  avro: 'application/vnd.kafka.avro.v2+json',
  jsonschema: 'application/vnd.kafka.jsonschema.v2+json',
  protobuf: 'application/vnd.kafka.protobuf.v2+json',
};

/** All types of the dialect, the general one first. */
export const V2_ANY: readonly string[] = [V2_TYPE, ...Object.values(V2_FORMAT_TYPES)];

export const v2Errors = {
  'bad-request': wire(400),
  'invalid-body': wire(422),
  'not-found': wire(404),
  'method-not-allowed': wire(405),
  'not-acceptable': wire(406),
  'unsupported-media-type': wire(415),
  'request-timeout': wire(408),
  'payload-too-large': wire(413),
  'headers-too-large': wire(431),
  'too-many-requests': wire(429),
  unauthenticated: wire(401, 40101),
  forbidden: wire(403, 40301),
  'topic-not-found': wire(404, 40401),
  'partition-not-found': wire(404, 40402),
  'consumer-not-found': wire(404, 40403),
  'consumer-exists': wire(409, 40902),
  'consumer-illegal-state': wire(409, 40903),
  'consumer-config-out-of-range': wire(422, 40001),
  'consumer-config-refused': wire(422, 42204),
  'format-mismatch': wire(406, 40601),
  'record-undecodable': wire(408, 40801),
  'key-schema-missing': wire(422, 42201),
  'value-schema-missing': wire(422, 42202),
  'schema-invalid': wire(422, 42205),
  'schema-registry-not-configured': wire(422, 42206),
  'schema-registry-failed': wire(422, 42207),
  'schema-registry-unavailable': wire(503),
  'schema-not-found': wire(422, 42207),
  'batch-invalid': wire(422, 42208),
  'kafka-refused': wire(400, 40002),
  'kafka-error': wire(500, 50001),
  'kafka-retriable': wire(503, 50003),
  'kafka-unavailable': wire(503, 50302),
  'peer-unavailable': wire(503),
  'shutting-down': wire(503),
  internal: wire(500),
} satisfies Record<ErrorCode, WireError>;
