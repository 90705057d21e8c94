import type { ErrorCode } from '../../errors/error-code.js';
import { v2Errors } from './v2.js';
import { wire, type WireError } from './wire-error.js';

export const V1_TYPE = 'application/vnd.kafka.v1+json';

/** How keys and values are embedded in JSON: this dialect is older than the other formats. */
export type V1Format = 'binary' | 'json' | 'avro';

export const V1_FORMAT_TYPES: Readonly<Record<V1Format, string>> = {
  binary: 'application/vnd.kafka.binary.v1+json',
  json: 'application/vnd.kafka.json.v1+json',
  avro: 'application/vnd.kafka.avro.v1+json',
};

/** All types of the dialect, the general one first. */
export const V1_ANY: readonly string[] = [V1_TYPE, ...Object.values(V1_FORMAT_TYPES)];

/** v1 knows one conflict of consumers more: an instance reads one topic only. */
export const v1Errors = {
  ...v2Errors,
  'consumer-illegal-state': wire(409, 40901),
} satisfies Record<ErrorCode, WireError>;
