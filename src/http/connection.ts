import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Exchange } from './exchange.js';

/** A declared body up to this size is read to its end when nobody wanted it, so that the connection can be used again. */
const DISCARD_MAX = 65_536;

/** How long the rest of a body may take behind the answer, in milliseconds. */
const LINGER_MS = 2_000;

/**
 * Whether the connection ends with the answer that is about to be written: during shutdown, and when the rest of the body
 * is not worth waiting for. Sees to it that what is left of a body can harm neither side.
 */
export function closesConnection(exchange: Exchange): boolean {
  const { req, kit } = exchange;
  if (!req.complete && hasBody(req)) {
    exchange.last ||= exchange.awaitsContinue || Number(req.headers['content-length'] ?? Infinity) > DISCARD_MAX;
    if (exchange.last) linger(req);
    else discard(req);
  }
  return exchange.last || kit.drain.draining;
}

/** Ends a connection behind a last text, letting the client read it first. */
export function endWith(socket: Socket, text: string): void {
  socket.end(text);
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once('close', () => clearTimeout(timer));
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length']) > 0;
}

/**
 * Closing a socket with unread bytes in it makes TCP reset the connection, and the client loses the answer. So only the
 * writing half is closed; what still comes is thrown away for a while.
 */
function linger(req: IncomingMessage): void {
  const { socket } = req;
  // Node calls this behind the last answer of a connection.
  socket.destroySoon = () => {
    socket.end();
    req.resume();
    const timer = setTimeout(() => socket.destroy(), LINGER_MS);
    req.once('end', () => socket.destroy());
    socket.once('close', () => clearTimeout(timer));
  };
}

/** Node throws the rest of the body away by itself, but would wait for it for ever. */
function discard(req: IncomingMessage): void {
  const timer = setTimeout(() => req.socket.destroy(), LINGER_MS);
  req.once('close', () => clearTimeout(timer));
}
