import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpSettings } from '../config/settings.js';
import type { Log } from '../logging/log.js';
import type { Dialect } from './dialect.js';
import type { AnsweredRecords } from '../metrics/answer-metrics.js';
import type { HttpMetrics } from '../metrics/http-metrics.js';
import type { RequestTrace, RequestTracer } from '../tracing/request-tracer.js';
import type { BodyRead } from './body-read.js';
import type { ClientAddress } from './client-address.js';
import type { Drain } from './drain.js';

/** What all requests of a process share. */
export interface HttpKit {
  readonly settings: HttpSettings;
  readonly log: Log;
  readonly drain: Drain;
  readonly metrics: HttpMetrics;
  /** The level of the line per request. */
  readonly accessLevel: 'info' | 'debug';
  /** Write a line per change and per refusal. */
  readonly auditLog: boolean;
  /** Null: requests are not traced. */
  readonly tracer: RequestTracer | null;
  readonly clientAddress: ClientAddress;
}

/** What the kit knows about one request and its answer. */
export interface Exchange {
  readonly kit: HttpKit;
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly requestId: string;
  /** Null: it is not traced. */
  readonly trace: RequestTrace | null;
  /** Where the connection came from; kept, because a closed socket has forgotten it. */
  readonly remoteAddress: string | undefined;
  /** The name in the certificate that the client showed; null: it showed none, or was not asked for one. */
  readonly user: string | null;
  /** What stood before the path of the route, e.g. `/kafka`; URLs in the answer begin with it too. */
  readonly mount: string;
  /** `performance.now()` when the headers had arrived. */
  readonly startedAt: number;
  /** The client holds its body back until it is asked for it. */
  awaitsContinue: boolean;
  /** The dialect whose route was chosen; null while none is. */
  routed: Dialect | null;
  /** The negotiated type of the answer, errors included; null while it is open. */
  responseType: string | null;
  /** The connection ends with the answer: what else the client sends cannot or will not be read. */
  last: boolean;
  /** The `error_code` of the answer; null: it has none, or somebody else wrote it. */
  errorCode: number | null;
  /** Bytes of the request's body that were read, as they came. */
  bytesRead: number;
  /** Bytes of the answer's body. */
  bytes: number;
  /** Records that the answer shows: they count as consumed when it was written completely. Null: it shows none. */
  records: AnsweredRecords | null;
  /** The body as it came, where somebody read it ahead of the handler; null: it is still to be read. */
  body: Buffer | null;
  /** The body that is on its way; null: none is being read. */
  reading: BodyRead | null;
}

const EXCHANGE = Symbol('exchange');

interface Carrier {
  [EXCHANGE]?: Exchange | undefined;
}

/** Puts the exchange where `exchangeOf` finds it, and on the connection as its latest. */
export function attachExchange(exchange: Exchange): void {
  const { req } = exchange;
  (req as Carrier)[EXCHANGE] = exchange;
  (req.socket as Carrier)[EXCHANGE] = exchange;
}

/** @throws TypeError when the request did not come through the adapter */
export function exchangeOf(req: IncomingMessage): Exchange {
  const exchange = (req as Carrier)[EXCHANGE];
  if (!exchange) throw new TypeError('the request did not come through the HTTP adapter');
  return exchange;
}

/** What every log line about a request begins with. */
export function idsOf({ requestId, trace }: Exchange): { requestId: string; traceId?: string } {
  return trace === null || trace.id === null ? { requestId } : { requestId, traceId: trace.id };
}

/** Who asks, for those log lines that say so. */
export function userOf({ user }: Exchange): { user?: string } {
  return user === null ? {} : { user };
}

/**
 * A connection that is over lets go of its latest request: Node's own ties between connections can keep them in memory until
 * the next full collection, and the request would stay with each.
 */
export function forgetExchange(socket: object): void {
  (socket as Carrier)[EXCHANGE] = undefined;
}

/** The request that began last on a connection, answered or not. */
export function latestExchange(socket: object): Exchange | undefined {
  return (socket as Carrier)[EXCHANGE];
}
