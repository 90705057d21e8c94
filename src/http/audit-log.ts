import { dialectOf } from './dialect.js';
import { type Exchange, idsOf, userOf } from './exchange.js';
import { passedBaseOf } from './passed-base.js';
import { readablePath } from './target-path.js';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Producing is no administration; deleting records is. */
const PRODUCE = /\/topics\/:topicName\/records(?:\\:batch)?$/;

/** Routes of the registry's API by which something changes; they serve all dialects. */
const REGISTRY = /^\/(?:subjects|config|mode)(?:\/|$)/;

/** Asks whether a schema is registered: a `POST` that only reads. */
const LOOK_UP = '/subjects/:subject';

/**
 * Writes the audit line of a request that is over, where it deserves one: it was to change the cluster or the registry, or
 * it was refused for want of rights. Names stand in it; queries, bodies and headers do not. What another replica passed on is
 * in the log of that one, which knows the client.
 *
 * @param status null: the client did not wait for an answer
 */
export function audit(exchange: Exchange, method: string, route: string | null, status: number | null): void {
  const { kit, req, routed, errorCode, remoteAddress } = exchange;
  const refused = status === 401 || status === 403;
  if (!refused && !isChange(exchange, method, route)) return;
  if (passedBaseOf(req) !== undefined || !kit.log.isEnabled('info')) return;
  const line = { method, path: readablePath(req), status, errorCode, remote: kit.clientAddress.of(req, remoteAddress) };
  kit.log.info({ ...idsOf(exchange), ...line, ...userOf(exchange), dialect: routed ?? dialectOf(req) }, 'audit');
}

function isChange({ routed }: Exchange, method: string, route: string | null): boolean {
  if (route === null || READS.has(method)) return false;
  if (routed === 'v3') return !(method === 'POST' && PRODUCE.test(route));
  return routed === null && REGISTRY.test(route) && !(method === 'POST' && route === LOOK_UP);
}
