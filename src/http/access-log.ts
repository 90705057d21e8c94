import type { IncomingMessage, ServerResponse } from 'node:http';
import { exchangeOf } from './exchange.js';

/** Express leaves the route that it chose last on the request. */
interface Routed extends IncomingMessage {
  route?: { path: string };
}

/**
 * Writes the line of a request when it is over; the `close` listener of its response. The route stands for the path, so
 * that neither names of groups nor queries get into the log.
 */
export function logAccess(this: ServerResponse): void {
  const { kit, requestId, startedAt, bytes } = exchangeOf(this.req);
  const { method, route } = this.req as Routed;
  kit.log.debug(
    {
      requestId,
      method,
      route: route?.path ?? null,
      status: this.headersSent ? this.statusCode : null,
      ms: Math.round((performance.now() - startedAt) * 1000) / 1000,
      bytes,
      complete: this.writableFinished,
    },
    'request',
  );
}
