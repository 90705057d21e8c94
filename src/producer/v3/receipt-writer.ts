import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { beginStream } from '../../http/answer.js';
import { exchangeOf } from '../../http/exchange.js';
import { JSON_TYPE } from '../../http/media-type.js';
import type { RecordFailure } from '../../kafka/record.js';
import { failureLine, type Receipts } from './receipts.js';
import type { SettledRun } from './run-sender.js';

interface Waiting {
  count: number;
  bytes: number;
  settled: Promise<SettledRun> | RecordFailure;
}

/** Writes receipts in the order of the records, each as soon as it and all before it are settled. */
export class ReceiptWriter {
  /** Records whose receipt the client's connection has not taken yet. */
  waiting = 0;
  /** Bytes of their objects. */
  waitingBytes = 0;
  /** What went wrong that is nobody's failure; null: nothing. */
  error: unknown = null;
  /** Resolves when the last receipt was written, or none can be. */
  readonly finished: Promise<void>;
  private readonly finish: () => void;
  private readonly queue: Waiting[] = [];
  private writing = false;
  private complete = false;
  private gone = false;

  /**
   * @param stallMs how long the connection may take nothing before it is closed
   * @param onTaken called when the client's connection took receipts
   */
  constructor(
    private readonly res: ServerResponse,
    private readonly receipts: Receipts,
    private readonly stallMs: number,
    private readonly onTaken: () => void,
  ) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.finished = promise;
    this.finish = resolve;
  }

  /**
   * Receipts of this many records come next.
   *
   * @param bytes of the objects that they are about
   */
  add(count: number, bytes: number, settled: Promise<SettledRun>): void {
    this.waiting += count;
    this.waitingBytes += bytes;
    settled.catch(() => undefined); // looked at in its turn
    this.push({ count, bytes, settled });
  }

  /** A failure of no record in particular comes next. */
  fail(failure: RecordFailure): void {
    this.push({ count: 0, bytes: 0, settled: failure });
  }

  /** Nothing comes any more. */
  end(): void {
    this.complete = true;
    if (!this.writing) this.finish();
  }

  /** The client is gone. */
  giveUp(): void {
    this.gone = true;
    this.finish();
  }

  private push(waiting: Waiting): void {
    this.queue.push(waiting);
    if (!this.writing) void this.write();
  }

  private async write(): Promise<void> {
    this.writing = true;
    try {
      for (let next = this.queue.shift(); next && !this.gone; next = this.queue.shift()) {
        const { count, bytes, settled } = next;
        await this.writeText('then' in settled ? this.receipts.lines(await settled) : failureLine(settled));
        this.waiting -= count;
        this.waitingBytes -= bytes;
        this.onTaken();
      }
    } catch (error) {
      this.error = error;
      this.complete = true;
    } finally {
      this.writing = false;
    }
    if (this.complete || this.gone) this.finish();
  }

  /** Waits until the connection takes more. */
  private async writeText(text: string): Promise<void> {
    const { res } = this;
    if (res.destroyed || text === '') return;
    if (!res.headersSent) beginStream(res, JSON_TYPE);
    exchangeOf(res.req).bytes += text.length;
    if (res.write(text)) return;
    const stalled = setTimeout(() => res.destroy(), this.stallMs);
    await Promise.race([once(res, 'drain'), this.finished]).finally(() => clearTimeout(stalled));
  }
}
