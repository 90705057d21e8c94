import { GatewayError } from '../../errors/gateway-error.js';
import type { PartitionReadOptions, ReadStart } from '../partition-read.js';
import { queryValue } from './query.js';
import type { Included } from './records.presenter.js';
import { readRecordsQuery } from './records.query.js';
import { readTime } from './time.js';

export interface PartitionRecordsQuery {
  start: ReadStart;
  options: Omit<PartitionReadOptions, 'format'>;
  included: Included;
}

/** What the query of a read without a group asks for. @throws GatewayError naming the parameter that cannot be */
export function readPartitionRecordsQuery(query: unknown): PartitionRecordsQuery {
  const start = readStart(queryValue(query, 'offset'), queryValue(query, 'timestamp'));
  const count = queryValue(query, 'count');
  const { options, included } = readRecordsQuery(query);
  return { start, options: { ...options, count: count === undefined ? undefined : whole(count, 'count') }, included };
}

function readStart(offset: string | undefined, timestamp: string | undefined): ReadStart {
  if (offset !== undefined && timestamp === undefined) return { offset: whole(offset, 'offset') };
  if (timestamp !== undefined && offset === undefined) {
    return { timestampMs: /^\d+$/.test(timestamp) ? whole(timestamp, 'timestamp') : readTime(timestamp, 'timestamp') };
  }
  const problem = offset === undefined ? 'one of them is required' : 'only one of them may be given';
  throw new GatewayError(
    'bad-request',
    `offset, timestamp: ${problem} (offset=0, or timestamp in milliseconds since 1970 or as 2026-01-31T12:00:00Z)`,
  );
}

function whole(value: string, name: string): number {
  if (/^\d{1,16}$/.test(value) && Number.isSafeInteger(Number(value))) return Number(value);
  throw new GatewayError(
    'bad-request',
    `${name}: must be a whole number from 0 on, not ${JSON.stringify(value.slice(0, 40))}`,
  );
}
