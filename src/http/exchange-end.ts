import type { IncomingMessage, ServerResponse } from 'node:http';
import { audit } from './audit-log.js';
import { exchangeOf, idsOf, userOf } from './exchange.js';

/** Express leaves the route that it chose last on the request. */
interface Routed extends IncomingMessage {
  route?: { path: string };
}

/**
 * Counts a request when it is over, and writes its lines; the `close` listener of its response. The route stands for the
 * path, so that neither names of groups nor queries get into metrics and log: only an audit is told names.
 */
export function endExchange(this: ServerResponse): void {
  const exchange = exchangeOf(this.req);
  exchange.reading?.breakOff();
  const { kit, startedAt, bytes, bytesRead, errorCode, records, routed: dialect } = exchange;
  const { method = '', route: routed } = this.req as Routed;
  const route = routed?.path ?? null;
  const status = this.headersSent ? this.statusCode : null;
  const complete = this.writableFinished;
  const ms = performance.now() - startedAt;
  const answered = complete ? status : null;
  const seconds = ms / 1000;
  kit.metrics.ended({ method, route, dialect, status: answered, seconds, bytesRead, bytes, errorCode, records });
  exchange.trace?.end({ route, status, complete });
  if (kit.auditLog) audit(exchange, method, route, status);
  // Asked each time: the level may have changed.
  if (!kit.log.isEnabled(kit.accessLevel)) return;
  const line = { method, route, status, ms: Math.round(ms * 1000) / 1000, bytes, complete };
  kit.log[kit.accessLevel]({ ...idsOf(exchange), ...line, ...userOf(exchange) }, 'request');
}
