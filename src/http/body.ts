import type { IncomingMessage } from 'node:http';
import { GatewayError } from '../errors/gateway-error.js';
import { bodyDeadlines } from './body-deadlines.js';
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
  return new Promise((resolve, reject) => {
    const { requestTimeoutMs } = exchange.kit.settings;
    let first: Buffer | null = null;
    let more: Buffer[] | null = null;
    let size = 0;
    const overdue = (): void => fail(tooSlow(requestTimeoutMs));
    if (requestTimeoutMs !== 0) bodyDeadlines.start(overdue, requestTimeoutMs);

    let over = false;
    const fail = (error: GatewayError): void => {
      if (over) return;
      over = true;
      bodyDeadlines.stop(overdue);
      req.off('data', onData);
      exchange.last = true;
      // What still comes is thrown away, so that the client gets to reading the answer.
      req.resume();
      reject(error);
    };
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      exchange.bytesRead = size;
      if (size > maxBytes) fail(tooLarge(maxBytes));
      else if (first === null) first = chunk;
      else (more ??= [first]).push(chunk);
    };
    const onEnd = (): void => {
      over = true;
      bodyDeadlines.stop(overdue);
      resolve(more ? Buffer.concat(more, size) : (first ?? Buffer.alloc(0)));
      // The listeners stay, taking them off costs more than what they do when the request closes; the pieces must not.
      first = more = null;
    };
    const onClose = (): void => {
      if (!over) fail(new GatewayError('bad-request', 'The body broke off before its end.'));
    };

    if (exchange.awaitsContinue) {
      exchange.awaitsContinue = false;
      exchange.res.writeContinue();
    }
    req.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose);
    if (req.destroyed) onClose();
  });
}

function tooLarge(maxBytes: number): GatewayError {
  return new GatewayError('payload-too-large', `The body is larger than the limit of ${maxBytes} bytes.`);
}

function tooSlow(timeoutMs: number): GatewayError {
  return new GatewayError('request-timeout', `The body did not arrive within ${timeoutMs} ms.`);
}
