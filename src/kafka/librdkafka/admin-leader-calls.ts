import type { Log } from '../../logging/log.js';
import { AdminCalls, type AdminRequest } from './admin-calls.js';
import { RenewableCalls } from './admin-renewable-calls.js';
import type { Properties } from './handle.js';

/** No refresh by timer, and leaders are looked up anew after this many milliseconds at the latest. */
const QUIET = { 'topic.metadata.refresh.interval.ms': '-1', 'metadata.max.age.ms': '10000' };

/** What was looked up a moment ago (ms) is not old, but the brokers are not of one mind yet. */
const FRESH_MS = 100;

/** How long at most (ms) a new handle is waited for before it is used all the same. */
const CONNECT_MS = 1000;

/**
 * Requests that look up partition leaders (ListOffsets, DeleteRecords): one at a time, on a handle apart from all others.
 * librdkafka 2.12 starts the lookup on the calling thread, where any other metadata answer of the same handle races with
 * it and corrupts the heap. For the same reason nothing here refreshes metadata by itself, and a handle whose request went
 * unanswered is given up: the answer may still come.
 */
export class LeaderCalls {
  private readonly calls: RenewableCalls;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    properties: Properties,
    private readonly requestTimeoutMs: number,
    log: Log,
  ) {
    this.calls = new RenewableCalls(() => new AdminCalls({ ...properties, ...QUIET }, requestTimeoutMs, log), log);
  }

  /** Runs `use` when all earlier ones are done; it has one request in flight at most, and none at its end. */
  run<T>(use: (call: <R>(request: AdminRequest<R>) => Promise<R>) => Promise<T>): Promise<T> {
    const result = this.last.then(() => use((request) => this.ask(request)));
    this.last = result.catch(() => undefined);
    return result;
  }

  /** Milliseconds for which the handle has been collecting knowledge about leaders. */
  get age(): number {
    return this.calls.age;
  }

  /** Forgets all leaders. */
  renew(): void {
    this.calls.renew();
  }

  /** Forgets all leaders that have been known for a while: limits how often a handle is replaced. */
  renewUnlessFresh(): void {
    if (this.age >= FRESH_MS) this.renew();
  }

  close(): Promise<void> {
    return this.calls.close();
  }

  /**
   * A new handle is given time to connect: a lookup of leaders that begins without a connection may miss the moment when
   * there is one, and librdkafka 2.12 begins it anew only three seconds later.
   */
  private async ask<T>(request: AdminRequest<T>): Promise<T> {
    if (!this.calls.isNew) return this.calls.call(request);
    const begun = performance.now();
    const timeoutMs = request.timeoutMs ?? this.requestTimeoutMs;
    await this.calls.handle().reachesKafka(Math.min(timeoutMs / 2, CONNECT_MS));
    return this.calls.call({ ...request, timeoutMs: Math.max(1, Math.ceil(timeoutMs - performance.now() + begun)) });
  }
}
