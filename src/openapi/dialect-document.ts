import type { Type } from '@nestjs/common';
import type { ErrorCode } from '../errors/error-code.js';
import type { Dialect } from '../http/dialect.js';

/** What an error looks like on the wire of one dialect. */
export interface DocumentedError {
  status: number;
  errorCode: number;
}

/** What the OpenAPI document of one dialect is made from. */
export interface DialectDocument {
  dialect: Dialect;
  title: string;
  /** Markdown. */
  description: string;
  /** Names and descriptions of the groups that operations are shown in, in order. */
  tags: readonly { name: string; description: string }[];
  /** Modules whose controllers of this dialect, or of none, are documented. */
  modules: readonly Type[];
  /** Media types of ordinary answers; the first is the default. `application/json` is answered too. */
  types: readonly string[];
  errors: Readonly<Record<ErrorCode, DocumentedError>>;
}
