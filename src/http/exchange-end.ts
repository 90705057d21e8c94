import type { IncomingMessage, ServerResponse } from 'node:http';
import { exchangeOf } from './exchange.js';

/** Express leaves the route that it chose last on the request. */
interface Routed extends IncomingMessage {
  route?: { path: string };
}

/**
 * Counts a request when it is over, and writes its line; the `close` listener of its response. The route stands for the
 * path, so that neither names of groups nor queries get into metrics and log.
 */
export function endExchange(this: ServerResponse): void {
  const { kit, requestId, startedAt, bytes } = exchangeOf(this.req);
  const { method = '', route: routed } = this.req as Routed;
  const route = routed?.path ?? null;
  const status = this.headersSent ? this.statusCode : null;
  const ms = performance.now() - startedAt;
  kit.metrics.ended({ method, route, status: this.writableFinished ? status : null, seconds: ms / 1000, bytes });
  if (!kit.accessLog) return;
  const line = { requestId, method, route, status, ms: Math.round(ms * 1000) / 1000, bytes };
  kit.log.debug({ ...line, complete: this.writableFinished }, 'request');
}
