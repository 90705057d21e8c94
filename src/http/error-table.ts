import { ERROR_CODES, type ErrorCode } from '../errors/error-code.js';
import type { Dialect } from './dialect.js';
import { ERROR_TABLES } from './dialects/tables.js';
import type { WireError } from './dialects/wire-error.js';

export const ERRORS_BEGIN = '<!-- errors:begin -->';
export const ERRORS_END = '<!-- errors:end -->';

/** What each failure means to a client. */
const MEANINGS: Readonly<Record<ErrorCode, string>> = {
  'bad-request': 'Malformed: JSON, UTF-8, nesting, base64, a name, a number, HTTP itself.',
  'invalid-body': 'JSON of the wrong shape: a field is unknown, missing or of another type; `records` is empty.',
  'batch-invalid': 'A batch is empty, too large, or its entries cannot be told apart.',
  'not-found': 'No such route.',
  'method-not-allowed': 'Another method; `Allow` lists those of the path.',
  'not-acceptable': 'No entry of `Accept` can be answered; the message names those that can.',
  'unsupported-media-type': 'The Content-Type or Content-Encoding is not read; the message names those that are.',
  'request-timeout': 'Headers or body came too slowly.',
  'payload-too-large': 'The body or a record is above its limit.',
  'headers-too-large': 'The request line and headers are above their limit.',
  'too-many-requests': 'A limit of the gateway or a quota of Kafka; `Retry-After` says when to come back.',
  unauthenticated: 'Not authenticated, to the gateway or to Kafka.',
  forbidden: 'Not authorized, by the gateway or by Kafka.',
  'topic-not-found': 'Topic not found.',
  'partition-not-found': 'Partition not found.',
  'consumer-not-found': 'Consumer instance not found: never created, deleted, expired, or at another gateway.',
  'consumer-exists': 'The group has an instance of this name already.',
  'consumer-illegal-state': 'Subscription and assignment exclude each other, or the partition is not assigned.',
  'consumer-config-out-of-range': 'A setting of the instance is out of its range.',
  'consumer-config-refused': 'Kafka’s client refused a setting of the instance.',
  'format-mismatch': 'The format asked for is not the one the instance was created with.',
  'record-undecodable': 'A stored record cannot be decoded; the message names topic, partition and offset.',
  'key-schema-missing': 'There are keys and no key schema.',
  'value-schema-missing': 'There are values and no value schema.',
  'schema-invalid': 'The schema cannot be parsed.',
  'schema-registry-not-configured': 'Schemas need a Schema Registry, and none is configured.',
  'schema-registry-failed': 'The Schema Registry refused, for instance an incompatible schema, or made no sense.',
  'schema-registry-unavailable': 'The Schema Registry cannot be reached or is overloaded.',
  'schema-not-found': 'The Schema Registry has no such schema.',
  'kafka-refused': 'Kafka refused an admin request: topic exists, invalid config, replication factor, partitions.',
  'kafka-error': 'A Kafka error that trying again does not cure.',
  'kafka-retriable': 'A Kafka error that passes; `Retry-After` says when to try again. Per record inside a 200 too.',
  'kafka-unavailable': 'No broker can be reached; `Retry-After` says when to try again.',
  'peer-unavailable':
    'The replica that has the consumer instance does not answer; `Retry-After` says when to try again.',
  'shutting-down': 'The gateway is shutting down; `Retry-After` says when another one should be there.',
  internal: 'A fault of the gateway, logged under the request id with its cause.',
};

/** docs/errors.md, whole. */
export function errorsDocument(): string {
  return `# Errors

Generated from the tables in \`src/http/dialects\` by \`npm run docs\`; do not edit.

Every answer from 400 up is \`{"error_code": <integer>, "message": "<sentence>"}\`, in the media type that was negotiated, else in
\`application/json\`. The message names the field, the limit or the fix. \`X-Request-Id\` finds the request in the log of the gateway.
A record that failed inside an answer of 200 carries the same number.

${errorTable()}

The same failures in the other dialects, where they look different:

${differences()}
`;
}

/** README.md with the table of today between its markers; null when the markers are not there. */
export function withFreshErrors(readme: string): string | null {
  const begin = readme.indexOf(ERRORS_BEGIN);
  const end = readme.indexOf(ERRORS_END);
  if (begin < 0 || end < begin) return null;
  return `${readme.slice(0, begin + ERRORS_BEGIN.length)}\n\n${errorTable()}\n\n${readme.slice(end)}`;
}

function errorTable(): string {
  const rows = [...ERROR_CODES]
    .map((code) => ({ ...ERROR_TABLES.v2[code], meaning: MEANINGS[code] }))
    .sort((a, b) => a.status - b.status || a.errorCode - b.errorCode)
    .map(({ status, errorCode, meaning }) => `| ${status} | ${errorCode} | ${meaning} |`);
  return ['| HTTP | `error_code` | meaning |', '|---|---|---|', ...rows].join('\n');
}

function differences(): string {
  const rows = (Object.entries(ERROR_TABLES) as [Dialect, Record<ErrorCode, WireError>][]).flatMap(([dialect, table]) =>
    ERROR_CODES.filter((code) => show(table[code]) !== show(ERROR_TABLES.v2[code])).map(
      (code) => `| ${dialect} | ${show(ERROR_TABLES.v2[code])} | ${show(table[code])} | ${MEANINGS[code]} |`,
    ),
  );
  return ['| dialect | v2 | there | meaning |', '|---|---|---|---|', ...rows].join('\n');
}

function show({ status, errorCode }: WireError): string {
  return `${status} / ${errorCode}`;
}
