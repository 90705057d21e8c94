import type { ErrorCode } from '../../errors/error-code.js';
import { v2Errors } from './v2.js';
import type { WireError } from './wire-error.js';

export const DRAFT_TYPE = 'application/vnd.schemaregistry.v1+json';

/** All types of the dialect, the one with its version first. */
export const DRAFT_ANY: readonly string[] = [DRAFT_TYPE, 'application/vnd.schemaregistry+json'];

/** The types in which a body is read; the last one says nothing, but clients of this dialect may send it. */
export const DRAFT_READ: readonly string[] = [...DRAFT_ANY, 'application/octet-stream'];

export const draftErrors = { ...v2Errors } satisfies Record<ErrorCode, WireError>;
