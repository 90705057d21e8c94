import { GatewayError } from '../../errors/gateway-error.js';
import type { Log } from '../../logging/log.js';
import type { AdminCalls, AdminRequest } from './admin-calls.js';
import { closedError } from './admin-errors.js';

/**
 * Admin calls over a handle that is given up for a new one when a request went unanswered, or on demand. It is opened by
 * the first request: a gateway that never needs it never has its threads. What is pending on an old handle goes on there.
 */
export class RenewableCalls {
  private current: { calls: AdminCalls; since: number } | null = null;
  private readonly old = new Set<AdminCalls>();
  private readonly closing = new Set<Promise<void>>();
  private closed = false;

  constructor(
    private readonly open: () => AdminCalls,
    private readonly log: Log,
  ) {}

  /** See `AdminCalls.call`. */
  async call<T>(request: AdminRequest<T>): Promise<T> {
    const calls = this.handle();
    try {
      return await calls.call(request);
    } catch (error) {
      const unanswered = error instanceof GatewayError && error.code === 'kafka-unavailable';
      if (unanswered && calls === this.current?.calls) this.renew();
      throw error;
    } finally {
      this.closeWhenDone(calls);
    }
  }

  /** The one that the next request goes to. Throws `GatewayError` when librdkafka refuses a property, or behind `close`. */
  handle(): AdminCalls {
    if (this.closed) throw closedError();
    this.current ??= { calls: this.open(), since: performance.now() };
    return this.current.calls;
  }

  /** Milliseconds since the handle was opened; 0 when there is none. */
  get age(): number {
    return this.current ? performance.now() - this.current.since : 0;
  }

  /** There is no handle yet. */
  get isNew(): boolean {
    return !this.current;
  }

  /** The next request begins with a new handle, which knows nothing yet. */
  renew(): void {
    const calls = this.current?.calls;
    if (!calls) return;
    this.current = null;
    this.old.add(calls);
    this.closeWhenDone(calls);
  }

  /** Rejects what is pending. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([this.current?.calls.close(), ...[...this.old].map((calls) => calls.close()), ...this.closing]);
  }

  private closeWhenDone(calls: AdminCalls): void {
    if (calls.inFlight > 0 || !this.old.delete(calls)) return;
    const closing = calls
      .close()
      .catch((error: unknown) => this.log.error({ error }, 'admin: an old client could not be closed'))
      .finally(() => this.closing.delete(closing));
    this.closing.add(closing);
  }
}
