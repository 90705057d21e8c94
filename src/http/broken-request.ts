import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { GatewayError } from '../errors/gateway-error.js';
import { answerError, envelope } from './answer-error.js';
import { endWith } from './connection.js';
import { v2Errors } from './dialects/v2.js';
import { latestExchange, type HttpKit } from './exchange.js';
import { JSON_TYPE } from './media-type.js';
import { newRequestId } from './request-id.js';

interface ParserError extends Error {
  code?: string;
  /** llhttp's own words. */
  reason?: string;
}

/** Answers what Node's parser gave up on; the `clientError` listener of every server. */
export function refuseBroken(kit: HttpKit, error: ParserError, socket: Socket): void {
  // Nobody is there to read an answer, or it is being written already.
  if (!socket.writable || error.code === 'ECONNRESET' || error.code === 'EPIPE') return void socket.destroy();
  const failure = failureOf(kit, error);
  const latest = latestExchange(socket);
  if (!latest || (latest.res.writableFinished && latest.req.complete)) {
    // A connection that was opened ahead of need, and not needed, is no failure.
    if (socket.bytesRead === 0) return void socket.destroy();
    return refuseConnection(kit, failure, socket);
  }
  if (latest.req.complete) {
    // The request behind the one being answered is broken: its refusal waits for its turn.
    latest.res.once('close', () => (socket.writable ? refuseConnection(kit, failure, socket) : undefined));
    return;
  }
  if (latest.res.writableEnded) {
    // Answered without its body: either the connection lingers already, or this is its end.
    if (!latest.last) socket.destroySoon();
    return;
  }
  latest.last = true;
  // Node forgets a request once it is answered; a handler that still reads it would wait for ever.
  socket.once('close', () => latest.req.destroy());
  answerError(latest.req, latest.res, failure);
}

/** Answers outside of any request: an envelope and the end of the connection. */
export function refuseConnection(kit: HttpKit, failure: GatewayError, socket: Socket, ...headers: string[]): void {
  const { status, errorCode } = v2Errors[failure.code];
  const requestId = newRequestId();
  const body = envelope(errorCode, failure.message);
  kit.metrics.refused(errorCode);
  kit.log.debug({ requestId, status, reason: failure.message }, 'connection refused');
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `Content-Type: ${JSON_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    ...headers,
    'Connection: close',
  ];
  endWith(socket, `${head.join('\r\n')}\r\n\r\n${body}`);
}

function failureOf({ settings }: HttpKit, { code, reason }: ParserError): GatewayError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new GatewayError(
        'headers-too-large',
        `The request line and the headers are larger than the limit of ${settings.headerMaxBytes} bytes.`,
      );
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return new GatewayError(
        'payload-too-large',
        'The extensions of the chunks are too large. Send chunks without them.',
      );
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new GatewayError('request-timeout', `The headers did not arrive within ${settings.headersTimeoutMs} ms.`);
    default:
      return new GatewayError('bad-request', `This is not valid HTTP/1.1${reason ? `: ${reason}` : ''}.`);
  }
}
