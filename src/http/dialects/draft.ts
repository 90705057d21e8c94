import type { ErrorCode } from '../../errors/error-code.js';
import { v2Errors } from './v2.js';
import type { WireError } from './wire-error.js';

export const DRAFT_TYPE = 'application/vnd.schemaregistry.v1+json';

export const draftErrors = { ...v2Errors } satisfies Record<ErrorCode, WireError>;
