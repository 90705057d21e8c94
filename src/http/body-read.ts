import type { IncomingMessage } from 'node:http';
import { GatewayError } from '../errors/gateway-error.js';
import { bodyDeadlines } from './body-deadlines.js';
import { type Exchange, exchangeOf } from './exchange.js';

/**
 * The body of one request while it arrives. Its listeners are shared by all requests and find it by the exchange: they stay
 * on the request, since taking them off costs more than what they do when it closes.
 */
export class BodyRead {
  /** Monotonic, ms. */
  deadline = Infinity;
  private limit: ReturnType<typeof bodyDeadlines.start> | null = null;
  private first: Buffer | null = null;
  private more: Buffer[] | null = null;
  private size = 0;

  constructor(
    private readonly exchange: Exchange,
    private readonly maxBytes: number,
    private readonly resolve: (body: Buffer) => void,
    private readonly reject: (error: GatewayError) => void,
  ) {}

  begin(): void {
    const { exchange } = this;
    const { req, kit } = exchange;
    exchange.reading = this;
    if (req.destroyed) return this.breakOff();
    const { requestTimeoutMs } = kit.settings;
    if (requestTimeoutMs !== 0) {
      this.deadline = performance.now() + requestTimeoutMs;
      this.limit = bodyDeadlines.start(this, requestTimeoutMs);
    }
    if (exchange.awaitsContinue) {
      exchange.awaitsContinue = false;
      exchange.res.writeContinue();
    }
    req.on('data', onData).on('end', onEnd);
  }

  take(chunk: Buffer): void {
    this.size += chunk.length;
    this.exchange.bytesRead = this.size;
    if (this.size > this.maxBytes) this.fail(tooLarge(this.maxBytes));
    else if (this.first === null) this.first = chunk;
    else (this.more ??= [this.first]).push(chunk);
  }

  /** A body that came in one piece is not copied. */
  end(): void {
    this.leave();
    this.resolve(this.more ? Buffer.concat(this.more, this.size) : (this.first ?? Buffer.alloc(0)));
  }

  /** The client is gone. */
  breakOff(): void {
    this.fail(new GatewayError('bad-request', 'The body broke off before its end.'));
  }

  overdue(): void {
    this.fail(tooSlow(this.exchange.kit.settings.requestTimeoutMs));
  }

  private fail(error: GatewayError): void {
    const { exchange } = this;
    this.leave();
    exchange.req.off('data', onData);
    exchange.last = true;
    // What still comes is thrown away, so that the client gets to reading the answer.
    exchange.req.resume();
    this.reject(error);
  }

  /** Nothing keeps the pieces of a body that is over. */
  private leave(): void {
    if (this.limit !== null) bodyDeadlines.stop(this.limit);
    this.exchange.reading = null;
  }
}

function onData(this: IncomingMessage, chunk: Buffer): void {
  exchangeOf(this).reading?.take(chunk);
}

function onEnd(this: IncomingMessage): void {
  exchangeOf(this).reading?.end();
}

/** @param maxBytes most bytes */
export function tooLarge(maxBytes: number): GatewayError {
  return new GatewayError('payload-too-large', `The body is larger than the limit of ${maxBytes} bytes.`);
}

function tooSlow(timeoutMs: number): GatewayError {
  return new GatewayError('request-timeout', `The body did not arrive within ${timeoutMs} ms.`);
}
