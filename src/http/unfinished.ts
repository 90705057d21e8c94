import type { Socket } from 'node:net';
import { type Exchange, idsOf, latestExchange } from './exchange.js';

/** A request without its whole answer, as the log shows it. */
export interface Unfinished {
  requestId: string;
  traceId?: string;
  method: string;
  /** Pattern of its route; null: none was chosen yet. */
  route: string | null;
  /** Milliseconds since its headers arrived. */
  ms: number;
}

/** The exchanges on these connections whose answers are not written yet. */
export function unfinishedOn(sockets: Iterable<Socket>): Exchange[] {
  const latest = [...sockets].map((socket) => latestExchange(socket)).filter((exchange) => exchange !== undefined);
  return [...new Set(latest)].filter(({ res }) => !res.writableFinished && !res.destroyed);
}

/** What the log says about one of them. */
export function describeUnfinished(exchange: Exchange): Unfinished {
  const { method = '', route } = exchange.req as Exchange['req'] & { route?: { path: string } };
  const ms = Math.round(performance.now() - exchange.startedAt);
  return { ...idsOf(exchange), method, route: route?.path ?? null, ms };
}
