import type { IncomingHttpHeaders } from 'node:http';
import type { GatewayError } from '../../errors/gateway-error.js';
import type { RegistryAnswer } from '../schema-registry.client.js';
import { EndpointDown } from './endpoint-down.js';
import { failed, unavailable } from './registry-faults.js';

/** An answer as it came. */
export interface Heard {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Longest wait that a client is told, in seconds. */
const RETRY_AFTER_MAX = 3600;

/** What an answer is worth: an answer of a registry, one of a registry that cannot answer now, or none of a registry. */
export function judged(heard: Heard, base: URL, path: string): RegistryAnswer | EndpointDown | GatewayError {
  const { status, headers, body } = heard;
  const contentType = String(headers['content-type'] ?? '');
  const json = body.length === 0 || /[/+]json\b/i.test(contentType);
  const answer = { status, body, retryAfterSeconds: secondsOf(headers['retry-after']) };
  if (status === 429 || (status >= 500 && status !== 501)) {
    const failure = unavailable(`answered with status ${status}`, undefined, answer.retryAfterSeconds);
    // The pages of a proxy before the registry are passed on to nobody.
    return new EndpointDown(failure, false, json ? answer : null);
  }
  if (status >= 300 && status < 400) return redirected(base, path, headers.location);
  if (json) return answer;
  const type = /^[\w.+/-]{1,60}/.exec(contentType)?.[0] ?? 'something without a type';
  return failed(`The schema registry at ${base.host} answered ${type} in place of JSON: is schema.registry.url right?`);
}

function secondsOf(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,9}$/.test(header) ? Math.min(Number(header), RETRY_AFTER_MAX) : undefined;
}

/** Not followed: the gateway's credentials are for the configured registry alone. */
function redirected(base: URL, path: string, location: string | undefined): GatewayError {
  const target = location !== undefined && URL.canParse(location, base.href) ? new URL(location, base.href) : null;
  // Without user, password and query, which may be secrets.
  const address = target === null ? 'another address' : `${target.origin}${target.pathname}`.slice(0, 200);
  const right = address.endsWith(path) ? address.slice(0, -path.length) : address;
  return failed(
    `The schema registry at ${base.host} redirects to ${address}, which is not followed: is schema.registry.url to be ${right}?`,
  );
}
