import type { ErrorCode } from '../../errors/error-code.js';
import { v2Errors } from './v2.js';
import { wire, type WireError } from './wire-error.js';

export const V1_TYPE = 'application/vnd.kafka.v1+json';

/** v1 knows one conflict of consumers more: an instance reads one topic only. */
export const v1Errors = {
  ...v2Errors,
  'consumer-illegal-state': wire(409, 40901),
} satisfies Record<ErrorCode, WireError>;
