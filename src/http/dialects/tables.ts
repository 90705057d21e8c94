import type { ErrorCode } from '../../errors/error-code.js';
import type { Dialect } from '../dialect.js';
import { DRAFT_ANY, draftErrors, DRAFT_TYPE } from './draft.js';
import { V1_ANY, v1Errors, V1_TYPE } from './v1.js';
import { V2_ANY, v2Errors, V2_TYPE } from './v2.js';
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

/** The types that a handler of each dialect answers and reads unless it says otherwise, the default one first. */
export const ALL_TYPES: Readonly<Record<Dialect, readonly string[]>> = {
  v1: V1_ANY,
  v2: V2_ANY,
  v3: [V3_TYPE],
  draft: DRAFT_ANY,
};
