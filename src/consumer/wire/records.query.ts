import type { OnDecodeError } from '../../config/settings.js';
import { GatewayError } from '../../errors/gateway-error.js';
import type { ReadOptions } from '../consumer.service.js';
import { queryValue, queryValues } from './query.js';
import type { Included } from './records.presenter.js';

export interface RecordsQuery {
  options: ReadOptions;
  included: Included;
}

const ON_ERROR: readonly OnDecodeError[] = ['report', 'stop', 'skip', 'raw'];
const INCLUDED = ['headers', 'timestamp'];

/** What the query of a read asks for. @throws GatewayError naming the parameter that cannot be */
export function readRecordsQuery(query: unknown): RecordsQuery {
  const wanted = queryValues(query, 'include').flatMap((value) => value.split(','));
  const unknown = wanted.find((name) => !INCLUDED.includes(name));
  if (unknown !== undefined) throw badValue('include', unknown, 'a list of headers and timestamp');
  const included = { headers: wanted.includes('headers'), timestamp: wanted.includes('timestamp') };
  return {
    options: {
      timeoutMs: positive(query, 'timeout'),
      maxBytes: positive(query, 'max_bytes'),
      onUndecodable: onError(query),
      extras: included.headers || included.timestamp,
    },
    included,
  };
}

/** 0 and less mean the default: Confluent's clients send -1 for it. */
function positive(query: unknown, name: string): number | undefined {
  const value = queryValue(query, name);
  if (value === undefined) return undefined;
  if (!/^[+-]?\d{1,15}$/.test(value)) throw badValue(name, value, 'a whole number');
  return Number(value) > 0 ? Number(value) : undefined;
}

function onError(query: unknown): OnDecodeError | undefined {
  const value = queryValue(query, 'on_error');
  if (value === undefined) return undefined;
  const found = ON_ERROR.find((policy) => policy === value);
  if (!found) throw badValue('on_error', value, ON_ERROR.join(', '));
  return found;
}

function badValue(name: string, value: string, wanted: string): GatewayError {
  return new GatewayError('bad-request', `${name}: must be ${wanted}, not ${JSON.stringify(value.slice(0, 40))}`);
}
