import { GatewayError } from '../../errors/gateway-error.js';
import { checkName } from '../../http/path-name.js';
import type { RecordFormat } from '../record-format.js';

/** The name that a client gives its instance; undefined: none. @throws GatewayError for one that could not be in a URL */
export function instanceNameOf(name: string | null | undefined): string | undefined {
  if (name === undefined || name === null) return undefined;
  // Every HTTP client takes `.` and `..` out of a path: such an instance could not be reached.
  if (name === '.' || name === '..') throw new GatewayError('bad-request', `name: must not be "${name}".`);
  return checkName(name, 'name');
}

/** @param formats those that the dialect has. @throws GatewayError for a format that is not among them */
export function formatNamed(format: string, formats: readonly RecordFormat[]): RecordFormat {
  const named = formats.find((each) => each === format.toLowerCase());
  if (!named) throw new GatewayError('invalid-body', 'Invalid format type.');
  return named;
}

/** Many clients send their settings as strings. */
export function booleanOf(value: boolean | string | null | undefined): boolean | undefined {
  return value === undefined || value === null ? undefined : value === true || value === 'true';
}

/**
 * The URL of an instance.
 *
 * @param baseUri where clients reach the gateway, without a trailing slash
 */
export function instanceUri(baseUri: string, group: string, name: string): string {
  return `${baseUri}/consumers/${encodeURIComponent(group)}/instances/${encodeURIComponent(name)}`;
}
