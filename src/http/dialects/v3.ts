import type { ErrorCode } from '../../errors/error-code.js';
import { v2Errors } from './v2.js';
import { wire, type WireError } from './wire-error.js';

export const V3_TYPE = 'application/json';

/** In v3 a consumer is a sub-resource like any other: its absence has no number of its own. */
export const v3Errors = {
  ...v2Errors,
  'consumer-not-found': wire(404),
} satisfies Record<ErrorCode, WireError>;
