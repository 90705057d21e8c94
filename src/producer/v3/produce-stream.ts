import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StreamSettings } from '../../config/settings.js';
import { GatewayError } from '../../errors/gateway-error.js';
import { answerError } from '../../http/answer.js';
import { type Exchange, exchangeOf } from '../../http/exchange.js';
import { GrowingBuffer } from '../../json/growing-buffer.js';
import { ObjectSplitter } from '../../json/object-splitter.js';
import type { RecordFailure } from '../../kafka/record.js';
import { withTrace } from '../wire/trace-headers.js';
import { ReceiptWriter } from './receipt-writer.js';
import { Receipts } from './receipts.js';
import type { RecordReader } from './record-reader.js';
import type { RunSender } from './run-sender.js';

/** Bytes of objects without a receipt that was sent, from which on no more are read: receipts keep what they are about. */
const BYTES_IN_FLIGHT = 8 * 1024 * 1024;

const TOO_LARGE = 'Bad Request: Error processing message: Produce request size is larger than allowed threshold';

/**
 * One request that streams records in and receipts out, both at the same time. Pieces of the body are read as they come,
 * unless too many records wait for their receipts to be taken by the client; all objects that end in a piece are sent
 * together. It ends with the body, with JSON that is broken, or when it is told to.
 */
export class ProduceStream {
  private readonly splitter = new ObjectSplitter();
  private readonly receipts: ReceiptWriter;
  private readonly idle: NodeJS.Timeout;
  private readonly duration: NodeJS.Timeout;
  private readonly closing: AbortSignal;
  private readonly trace: Exchange['trace'];
  /** The beginning of an object whose end has not come yet. */
  private begun: GrowingBuffer | null = null;
  private busy = false;
  private ended = false;

  constructor(
    private readonly req: IncomingMessage,
    private readonly res: ServerResponse,
    private readonly topic: string,
    clusterId: string,
    private readonly reader: RecordReader,
    private readonly sender: RunSender,
    private readonly settings: StreamSettings,
  ) {
    const exchange = exchangeOf(req);
    this.closing = exchange.kit.drain.closing;
    this.trace = exchange.trace;
    const { idleMs, maxDurationMs } = settings;
    this.receipts = new ReceiptWriter(res, new Receipts(clusterId, topic), idleMs, () => this.pace());
    this.idle = setTimeout(() => this.onIdle(), idleMs);
    this.duration = setTimeout(
      () => this.endLate('Streaming connection open for longer than allowed: Connection will be closed.'),
      maxDurationMs,
    );
  }

  /** Resolves when the answer has been written or the client is gone. */
  async run(): Promise<void> {
    const { req, res } = this;
    const exchange = exchangeOf(req);
    if (exchange.awaitsContinue) {
      exchange.awaitsContinue = false;
      res.writeContinue();
    }
    const onGone = (): void => this.receipts.giveUp();
    const onClosing = (): void => this.end(null);
    res.on('close', onGone);
    req.on('error', onGone);
    this.closing.addEventListener('abort', onClosing);
    req.on('data', (piece: Buffer) => {
      exchange.bytesRead += piece.length;
      this.onPiece(piece);
    });
    req.on('end', () => this.onEnd());
    // What happened before anybody listened.
    if (res.destroyed) onGone();
    if (this.closing.aborted) onClosing();
    try {
      await this.receipts.finished;
    } finally {
      clearTimeout(this.idle);
      clearTimeout(this.duration);
      this.closing.removeEventListener('abort', onClosing);
      this.ended = true;
    }
    this.finish();
  }

  private onPiece(piece: Buffer): void {
    if (this.ended) return;
    this.idle.refresh();
    const { splitter } = this;
    splitter.feed(piece);
    if (splitter.count > 0) this.take(piece);
    else this.keep(piece, 0);
    if (splitter.strayAt >= 0) this.end(strayFailure(piece[splitter.strayAt]!));
    else if (this.begunBytes > this.settings.recordMaxBytes) this.end(tooLarge());
    this.pace();
  }

  /** Bytes of the object whose end has not come yet. */
  private get begunBytes(): number {
    return this.begun?.length ?? 0;
  }

  /** Sends the objects that end in this piece. */
  private take(piece: Buffer): void {
    const { splitter, begunBytes } = this;
    const { ends, count } = splitter;
    const last = ends[count - 1]!;
    let bytes = piece;
    if (this.begun) {
      this.keep(piece, 0);
      bytes = this.begun.bytes.subarray(0, this.begun.length);
      this.begun = null;
      for (let i = 0; i < count; i++) ends[i]! += begunBytes;
    }
    // A copy: what is read is decoded in place, and the rest should not keep all of it in memory.
    if (splitter.open && last < piece.length) this.keep(piece, last);
    const allowed = countUpTo(this.settings.recordMaxBytes, ends, count);
    const run = this.reader.read(bytes, ends, allowed);
    run.batch = withTrace(run.batch, this.trace);
    const { handedOver, settled } = this.sender.send(this.topic, run);
    this.receipts.add(run.count, bytes.length, settled);
    if (run.broken) this.end(null);
    else if (allowed < count) this.end(tooLarge());
    if (handedOver) void this.holdFor(handedOver);
  }

  private keep(piece: Buffer, from: number): void {
    const length = piece.length - from;
    this.begun ??= new GrowingBuffer(length);
    this.begun.reserve(length);
    this.begun.copy(piece, from, length);
  }

  /** Nothing may overtake what is not handed over yet. */
  private async holdFor(handedOver: Promise<unknown>): Promise<void> {
    this.busy = true;
    this.pace();
    await handedOver.catch(() => undefined); // the writer of receipts meets it too
    this.busy = false;
    this.pace();
  }

  /** Reads on, or does not. */
  private pace(): void {
    if (this.ended) return;
    const { waiting, waitingBytes } = this.receipts;
    if (this.busy || waiting >= this.settings.recordsInFlight || waitingBytes >= BYTES_IN_FLIGHT) this.req.pause();
    else this.req.resume();
  }

  /** A client that is not listened to cannot help being silent; one that takes no receipts, their writer gives up on. */
  private onIdle(): void {
    if (this.req.isPaused()) this.idle.refresh();
    else this.endLate(`No record within ${this.settings.idleMs} ms: Connection will be closed.`);
  }

  private endLate(message: string): void {
    this.end({ code: 'request-timeout', message });
  }

  private onEnd(): void {
    if (this.ended) return;
    this.end(this.splitter.open ? { code: 'bad-request', message: brokenOff(this.begunBytes) } : null);
  }

  /** Reads no more. The answer ends when everything read has its receipt, with `failure` behind them. */
  private end(failure: RecordFailure | null): void {
    if (this.ended) return;
    this.ended = true;
    if (failure) this.receipts.fail(failure);
    this.receipts.end();
  }

  private finish(): void {
    const { req, res } = this;
    const { error } = this.receipts;
    if (error !== null) return answerError(req, res, error);
    if (res.destroyed) return;
    if (!res.headersSent) return answerError(req, res, this.closing.aborted ? shuttingDown() : noRecords());
    res.end();
    if (req.complete) return;
    // Closing at once would make TCP drop the last receipts: what still comes is thrown away for a while.
    req.resume();
    const timer = setTimeout(() => req.socket.destroy(), this.settings.graceMs);
    // Closed is also a request that came to its end: its connection may serve the next one by now.
    req.once('close', () => clearTimeout(timer));
  }
}

/** How many of the objects, from the first on, are no larger than this. */
function countUpTo(maxBytes: number, ends: Int32Array, count: number): number {
  for (let i = 0, start = 0; i < count; i++) {
    if (ends[i]! - start > maxBytes) return i;
    start = ends[i]!;
  }
  return count;
}

function noRecords(): GatewayError {
  return new GatewayError('invalid-body', 'Payload error. Request body is empty. Data is required.');
}

/** No record was taken: the client may send them all to another gateway. */
function shuttingDown(): GatewayError {
  return new GatewayError('shutting-down', 'The gateway is shutting down.');
}

function tooLarge(): RecordFailure {
  return { code: 'bad-request', message: TOO_LARGE };
}

function strayFailure(byte: number): RecordFailure {
  const what = byte === 0x5b ? 'an array' : JSON.stringify(String.fromCharCode(byte));
  return {
    code: 'bad-request',
    message: `Bad Request: Error processing message: records are JSON objects, one behind another, not ${what}.`,
  };
}

function brokenOff(bytes: number): string {
  return `Bad Request: Error processing message: Malformed JSON: the body ends in the middle of an object, after ${bytes} bytes of it.`;
}
