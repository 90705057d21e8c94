import { GatewayError } from '../../errors/gateway-error.js';

/** Query parameters by name; repeated ones are lists. */
export type Query = Readonly<Record<string, unknown>>;

/**
 * A flag of a query under any of its names. Absent: false; without a value: true.
 *
 * @throws GatewayError `bad-request` for anything but `true` and `false`
 */
export function queryFlag(query: Query, ...names: string[]): boolean {
  for (const name of names) {
    const value = query[name];
    if (value === undefined || value === 'false') continue;
    if (value === 'true' || value === '') return true;
    throw new GatewayError('bad-request', `${name}: must be true or false.`);
  }
  return false;
}

/**
 * A text of a query.
 *
 * @throws GatewayError `bad-request` when it is given more than once
 */
export function queryText(query: Query, name: string): string | undefined {
  const value = query[name];
  if (value === undefined || typeof value === 'string') return value;
  throw new GatewayError('bad-request', `${name}: must be given only once.`);
}
