import { GatewayError } from '../../errors/gateway-error.js';

/** All values of a query parameter, in order. */
export function queryValues(query: unknown, name: string): string[] {
  const value: unknown = typeof query === 'object' && query !== null ? Reflect.get(query, name) : undefined;
  if (value === undefined) return [];
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.map((entry) => {
    if (typeof entry === 'string') return entry;
    throw new GatewayError('bad-request', `${name}: must be a plain query parameter`);
  });
}

/** The value of a query parameter that must not be repeated. */
export function queryValue(query: unknown, name: string): string | undefined {
  const values = queryValues(query, name);
  if (values.length > 1) throw new GatewayError('bad-request', `${name}: must not be repeated`);
  return values[0];
}
