import { ServerResponse } from 'node:http';
import { encode, encodingFor } from './compression.js';
import { closesConnection } from './connection.js';
import { exchangeOf } from './exchange.js';

/**
 * Answers a request: headers and body in one write. The content type is sent as given, without a charset. Headers set on
 * `res` before are sent too. On HEAD the body is left out, its length stays. A body that is compressed first leaves later.
 */
export function answer(res: ServerResponse, status: number, contentType: string, body: string | Buffer): void {
  if (exchangeOf(res.req).kit.settings.compress) answerCompressed(res, status, contentType, body);
  else answerPlain(res, status, contentType, body);
}

function answerCompressed(res: ServerResponse, status: number, contentType: string, body: string | Buffer): void {
  const encoding = encodingFor(res, contentType, Buffer.byteLength(body));
  if (encoding === null) return answerPlain(res, status, contentType, body);
  encode(encoding, body, (encoded) => {
    // Meanwhile the request may have been refused, or the client may be gone.
    if (res.headersSent || res.destroyed) return;
    if (encoded) res.setHeader('Content-Encoding', encoding);
    answerPlain(res, status, contentType, encoded ?? body);
  });
}

function answerPlain(res: ServerResponse, status: number, contentType: string, body: string | Buffer): void {
  const text = typeof body === 'string';
  const length = text ? Buffer.byteLength(body) : body.length;
  const headers = ['Content-Type', contentType, 'Content-Length', String(length)];
  writeHead(res, status, headers, length);
  // Latin-1 text and its headers leave in one write, without another pass over the characters.
  if (text) res.end(body, length === body.length ? 'latin1' : 'utf8');
  else res.end(body);
  giveUpOnStalledReader(res);
}

/**
 * Begins an answer that goes on for as long as its request: its pieces follow by `res.write`. What the client still sends is
 * not in the way.
 */
export function beginStream(res: ServerResponse, contentType: string): void {
  const exchange = exchangeOf(res.req);
  const headers = ['Content-Type', contentType, 'X-Request-Id', exchange.requestId];
  if (exchange.last || exchange.kit.drain.draining) headers.push('Connection', 'close');
  ServerResponse.prototype.writeHead.call(res, 200, headers);
}

/**
 * Begins an answer that another server made: its pieces follow by `res.write`.
 *
 * @param headers name, value, name, value, …, without those of the connection
 */
export function beginPassedOn(res: ServerResponse, status: number, headers: readonly string[]): void {
  const exchange = exchangeOf(res.req);
  const all = [...headers, 'X-Request-Id', exchange.requestId];
  if (closesConnection(exchange)) all.push('Connection', 'close');
  ServerResponse.prototype.writeHead.call(res, status, all);
  // Whoever stops reading, or stops sending, must not keep the other one waiting for ever.
  res.socket?.setTimeout(exchange.kit.settings.requestTimeoutMs);
}

/** Answers without a body. */
export function answerEmpty(res: ServerResponse, status = 204): void {
  writeHead(res, status, status === 204 ? [] : ['Content-Length', '0'], 0);
  res.end();
}

function writeHead(res: ServerResponse, status: number, headers: string[], bytes: number): void {
  const exchange = exchangeOf(res.req);
  exchange.bytes = bytes;
  headers.push('X-Request-Id', exchange.requestId);
  if (closesConnection(exchange)) headers.push('Connection', 'close');
  // Not `res.writeHead`: that is the adapter's, for answers that do not come through here, and adds the same headers.
  ServerResponse.prototype.writeHead.call(res, status, headers);
}

/** A client that stops reading must not keep its answer in memory for ever. */
function giveUpOnStalledReader(res: ServerResponse): void {
  const { socket } = res;
  if (socket !== null && socket.writableLength > 0)
    socket.setTimeout(exchangeOf(res.req).kit.settings.requestTimeoutMs);
}
