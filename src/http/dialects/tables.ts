import type { ErrorCode } from '../../errors/error-code.js';
import type { Dialect } from '../dialect.js';
import { draftErrors, DRAFT_TYPE } from './draft.js';
import { v1Errors, V1_TYPE } from './v1.js';
import { v2Errors, V2_TYPE } from './v2.js';
import { v3Errors, V3_TYPE } from './v3.js';
import type { WireError } from './wire-error.js';

/** The error table of each dialect. */
export const ERROR_TABLES: Readonly<Record<Dialect, Readonly<Record<ErrorCode, WireError>>>> = {
  v1: v1Errors,
  v2: v2Errors,
  v3: v3Errors,
  draft: draftErrors,
};

/** The type in which each dialect answers when the client has no wish. */
export const DEFAULT_TYPES: Readonly<Record<Dialect, string>> = {
  v1: V1_TYPE,
  v2: V2_TYPE,
  v3: V3_TYPE,
  draft: DRAFT_TYPE,
};
