import type { Type } from '@nestjs/common';
import type { Dialect } from '../http/dialect.js';

/** One way in which an operation fails, as an example of what a client reads. */
export interface ErrorExample {
  /** Unique in its document. */
  name: string;
  status: number;
  errorCode: number;
  message: string;
}

/** What one OpenAPI document is made from. */
export interface ApiDocument {
  /** Of the document: `openapi/<name>.json`. */
  name: string;
  /** The dialect whose controllers are documented beside those that serve all; null: only the latter. */
  dialect: Dialect | null;
  title: string;
  /** Markdown. */
  description: string;
  /** Names and descriptions of the groups that operations are shown in, in order. */
  tags: readonly { name: string; description: string }[];
  /** Modules whose controllers are documented. */
  modules: readonly Type[];
  /** Media types of ordinary answers; the first is the default. `application/json` is answered too. */
  types: readonly string[];
  /** A sentence for each status from 400 up. */
  statuses: ReadonlyMap<number, string>;
  /** Statuses of operations that ask whoever stands behind the gateway. */
  usualStatuses: readonly number[];
  errors: readonly ErrorExample[];
  /** Real answers to show as examples: JSON, bodies by operation id and status. */
  answers?: URL;
}
