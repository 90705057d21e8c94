import type { IncomingMessage } from 'node:http';
import { BodyRead, tooLarge } from './body-read.js';
import { exchangeOf } from './exchange.js';
import { inflated } from './content-encoding.js';

/**
 * Reads the body of a request. A body that arrives in one piece is not copied.
 *
 * @param maxBytes most bytes, after decompression too (`Content-Encoding: gzip` and `deflate`)
 * @returns the body, empty when there is none. Rejects with `GatewayError`: `payload-too-large`, `request-timeout` when it
 *   takes longer than `requestTimeoutMs`, `unsupported-media-type` for other encodings, `bad-request` when it breaks off
 */
export function readBody(req: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const encoding = req.headers['content-encoding'];
  if (encoding === undefined) return readBytes(req, maxBytes);
  return inflated(encoding, () => readBytes(req, maxBytes), maxBytes);
}

/**
 * Reads a body as it came, ahead of the handler: `readBody` still finds it. Rejects as `readBody` does.
 *
 * @param maxBytes most bytes
 */
export async function readBodyAhead(req: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const exchange = exchangeOf(req);
  exchange.body = await readBytes(req, maxBytes);
  return exchange.body;
}

function readBytes(req: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const exchange = exchangeOf(req);
  if (exchange.body !== null) {
    return exchange.body.length > maxBytes ? Promise.reject(tooLarge(maxBytes)) : Promise.resolve(exchange.body);
  }
  if (Number(req.headers['content-length']) > maxBytes) {
    exchange.last = true;
    return Promise.reject(tooLarge(maxBytes));
  }
  return new Promise((resolve, reject) => new BodyRead(exchange, maxBytes, resolve, reject).begin());
}
