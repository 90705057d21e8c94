import type { Log } from '../../logging/log.js';
import { AdminCalls, type AdminRequest } from './admin-calls.js';
import type { Properties } from './handle.js';
import { describeCluster } from './metadata-cluster.js';

/** An answer that takes longer than this (ms) may be waiting for a controller that is gone. */
const LATE_MS = 250;

/** How long (ms) a lookup may hold its thread. */
const LOOKUP_MS = 1000;

/**
 * Admin calls over a handle that finds the next controller while requests wait for the last one. Brokers name one that
 * crashed until its session has ended (KRaft: 9 s; any broker may be named, each time another). librdkafka 2.12 asks them
 * once, when the connection breaks, and then waits for whom they named until that broker is back.
 */
export class ControllerCalls {
  private readonly calls: AdminCalls;
  private lookup: Promise<unknown> | null = null;
  private lookedAt = 0;
  private closed = false;

  /** Throws `GatewayError` when librdkafka refuses a property. */
  constructor(properties: Properties, requestTimeoutMs: number, log: Log) {
    this.calls = new AdminCalls(properties, requestTimeoutMs, log);
  }

  /** The handle, for a thread. */
  get native(): bigint {
    return this.calls.native;
  }

  /** See `AdminCalls.call`. */
  async call<T>(request: AdminRequest<T>): Promise<T> {
    const late = setInterval(() => this.look(), LATE_MS);
    try {
      return await this.calls.call(request);
    } finally {
      clearInterval(late);
    }
  }

  /** See `AdminCalls.timedOut`. */
  timedOut(): Error {
    return this.calls.timedOut();
  }

  /** Rejects what is pending and frees the handle. Idempotent. */
  async close(): Promise<void> {
    this.closed = true;
    await this.lookup;
    await this.calls.close();
  }

  /** What the handle learns by it is all that counts; whether there is anybody to ask, the requests tell themselves. */
  private look(): void {
    const now = performance.now();
    if (this.closed || this.lookup || now - this.lookedAt < LATE_MS) return;
    this.lookedAt = now;
    this.lookup = Promise.allSettled([describeCluster(this.native, LOOKUP_MS)]).finally(() => (this.lookup = null));
  }
}
