import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpException } from '@nestjs/common';
import type { ErrorCode } from '../errors/error-code.js';
import { GatewayError } from '../errors/gateway-error.js';
import { dialectOf, type Dialect } from './dialect.js';
import { DEFAULT_TYPES, ERROR_TABLES } from './dialects/tables.js';
import { wire, type WireError } from './dialects/wire-error.js';
import { exchangeOf, idsOf, type Exchange } from './exchange.js';
import { chooseType, JSON_TYPE } from './media-type.js';
import { answer } from './respond.js';

/** Statuses of the framework and of Express that mean one of our failures. */
const CODE_OF_STATUS: ReadonlyMap<number, ErrorCode> = new Map([
  [400, 'bad-request'],
  [401, 'unauthenticated'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [405, 'method-not-allowed'],
  [406, 'not-acceptable'],
  [408, 'request-timeout'],
  [413, 'payload-too-large'],
  [415, 'unsupported-media-type'],
  [422, 'invalid-body'],
  [429, 'too-many-requests'],
]);

/** Headers that a handler had set for the answer it did not get to. */
const MEANT_FOR_SUCCESS = /^(?:content-|etag$|cache-control$|last-modified$|location$)/;

/**
 * The one way an error leaves the gateway: envelope, status and number of the request's dialect, `Retry-After`, log line of
 * the level the error deserves. Safe at any time: when an answer has begun already it is cut off, when the client is gone
 * only the log hears of it.
 */
export function answerError(req: IncomingMessage, res: ServerResponse, error: unknown): void {
  const exchange = exchangeOf(req);
  const failure = understood(error);
  const { status, errorCode } = wireOf(failure, exchange.routed ?? dialectOf(req));
  logFailure(exchange, failure, status, error);
  if (res.headersSent) {
    // Too late for an envelope: a connection that breaks tells the client that the answer is not whole.
    if (!res.writableEnded) res.destroy();
    return;
  }
  if (res.destroyed) return;
  for (const name of res.getHeaderNames()) if (MEANT_FOR_SUCCESS.test(name)) res.removeHeader(name);
  if (failure instanceof GatewayError && failure.retryAfterSeconds !== undefined) {
    res.setHeader('Retry-After', String(failure.retryAfterSeconds));
  }
  exchange.errorCode = errorCode;
  answer(res, status, errorType(exchange, req), envelope(errorCode, failure.message));
}

/** The body of every answer from 400 up. */
export function envelope(errorCode: number, message: string): string {
  return JSON.stringify({ error_code: errorCode, message: message.toWellFormed() });
}

/** A failure that a client may hear about. Statuses that none of our codes stands for remain the framework's. */
function understood(error: unknown): GatewayError | HttpException {
  if (error instanceof GatewayError) return error;
  if (error instanceof HttpException && error.getStatus() < 500) {
    const code = CODE_OF_STATUS.get(error.getStatus());
    return code === undefined ? error : new GatewayError(code, error.message);
  }
  return new GatewayError('internal', 'Internal Server Error', { cause: error });
}

function wireOf(failure: GatewayError | HttpException, dialect: Dialect): WireError {
  return failure instanceof GatewayError ? ERROR_TABLES[dialect][failure.code] : wire(failure.getStatus());
}

function errorType({ routed, responseType }: Exchange, req: IncomingMessage): string {
  if (responseType !== null) return responseType;
  if (routed === null) return JSON_TYPE;
  const { accept } = req.headers;
  try {
    return chooseType(accept, [DEFAULT_TYPES[routed]]);
  } catch (error) {
    if (error instanceof GatewayError) return JSON_TYPE;
    throw error;
  }
}

/** The level belongs to the error: our bugs, trouble behind us, mistakes of clients. */
function logFailure(exchange: Exchange, failure: Error, status: number, error: unknown): void {
  const { kit, req } = exchange;
  const fields = { ...idsOf(exchange), method: req.method, status };
  const code = failure instanceof GatewayError ? failure.code : null;
  if (code === 'internal') kit.log.error({ ...fields, error }, 'a bug of the gateway');
  else if (status >= 500) kit.log.warn({ ...fields, code, error }, 'request failed');
  else kit.log.debug({ ...fields, code, reason: failure.message }, 'request refused');
}
