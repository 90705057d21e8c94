import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ERROR_CODES, type ErrorCode } from '../../src/errors/error-code.js';
import type { Dialect } from '../../src/http/dialect.js';
import { ERROR_TABLES } from '../../src/http/dialects/tables.js';
import { errorsDocument, withFreshErrors } from '../../src/http/error-table.js';

/** What clients of v2 rely on: status and number of every failure. */
const V2: Record<ErrorCode, [number, number]> = {
  'bad-request': [400, 400],
  'invalid-body': [422, 422],
  'not-found': [404, 404],
  'method-not-allowed': [405, 405],
  'not-acceptable': [406, 406],
  'unsupported-media-type': [415, 415],
  'request-timeout': [408, 408],
  'payload-too-large': [413, 413],
  'headers-too-large': [431, 431],
  'too-many-requests': [429, 429],
  unauthenticated: [401, 40101],
  forbidden: [403, 40301],
  'topic-not-found': [404, 40401],
  'partition-not-found': [404, 40402],
  'consumer-not-found': [404, 40403],
  'consumer-exists': [409, 40902],
  'consumer-illegal-state': [409, 40903],
  'consumer-config-out-of-range': [422, 40001],
  'consumer-config-refused': [422, 42204],
  'format-mismatch': [406, 40601],
  'record-undecodable': [408, 40801],
  'key-schema-missing': [422, 42201],
  'value-schema-missing': [422, 42202],
  'schema-invalid': [422, 42205],
  'schema-registry-not-configured': [422, 42206],
  'schema-registry-failed': [422, 42207],
  'schema-registry-unavailable': [503, 503],
  'schema-not-found': [422, 42207],
  'batch-invalid': [422, 42208],
  'kafka-refused': [400, 40002],
  'kafka-error': [500, 50001],
  'kafka-retriable': [503, 50003],
  'kafka-unavailable': [503, 50302],
  'peer-unavailable': [503, 503],
  'shutting-down': [503, 503],
  internal: [500, 500],
};

/** Where the other dialects differ, and nowhere else. */
const DIFFERENT: Record<Dialect, Partial<Record<ErrorCode, [number, number]>>> = {
  v2: {},
  v1: { 'consumer-illegal-state': [409, 40901] },
  v3: { 'consumer-not-found': [404, 404] },
  draft: {},
};

const ROWS = (Object.keys(DIFFERENT) as Dialect[]).flatMap((dialect) =>
  ERROR_CODES.map((code) => [dialect, code, ...(DIFFERENT[dialect][code] ?? V2[code])] as const),
);

describe('error tables', () => {
  it.each(ROWS)('%s answers %s with %i / %i', (dialect, code, status, errorCode) => {
    expect(ERROR_TABLES[dialect][code]).toEqual({ status, errorCode });
  });

  it('name nothing that does not exist', () => {
    for (const table of Object.values(ERROR_TABLES)) expect(Object.keys(table).sort()).toEqual([...ERROR_CODES].sort());
  });

  it('are what docs/errors.md says (npm run docs makes it fresh)', () => {
    expect(readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8')).toBe(errorsDocument());
  });

  it('are what README.md says (npm run docs makes it fresh)', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    expect(readme).toBe(withFreshErrors(readme));
  });
});
