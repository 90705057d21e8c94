import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const REQUEST_ID = /^[\w.-]{1,64}$/;

/** The id under which a request is answered and logged: the client's `X-Request-Id` when it is fit for that, else a new one. */
export function requestIdOf(req: IncomingMessage): string {
  const given = req.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : newRequestId();
}

/** Random and different for every process; the number behind it tells requests apart. */
const PROCESS = randomBytes(9).toString('base64url');
let last = 0;

/** For what has no headers to take one from. */
export function newRequestId(): string {
  return `${PROCESS}-${(++last).toString(36)}`;
}
