import type { Log } from '../../logging/log.js';
import type { ClusterDescription } from '../admin.client.js';
import { AdminCalls, type AdminRequest } from './admin-calls.js';
import { toBroker } from './admin-to-broker.js';
import { firstAnswer } from './admin-repeats.js';
import { describeTopics } from './admin-topics.js';
import type { Properties } from './handle.js';
import { ANY_TOPIC, controllerIdOf, describeCluster } from './metadata-cluster.js';

/** An answer that takes longer than this (ms) may be waiting for a controller that is gone. */
const LATE_MS = 250;

/** How long (ms) a lookup may take. */
const LOOKUP_MS = 1000;

/** So many brokers beside the controller are asked at once: one of them will be alive. */
const OTHERS = 3;

/**
 * Admin calls over a handle that finds the next controller while requests wait for the last one. Brokers name one that
 * crashed until its session has ended (KRaft: 9 s; any broker may be named, each time another). librdkafka 2.12 asks them
 * once, when the connection breaks, and then waits for whom they named until that broker is back.
 */
export class ControllerCalls {
  private readonly calls: AdminCalls;
  /** As far as they have been listed. */
  private brokerIds: readonly number[] = [];
  private lookup: Promise<unknown> | null = null;
  private lookedAt = 0;
  private closed = false;

  /** Throws `GatewayError` when librdkafka refuses a property. */
  constructor(
    properties: Properties,
    private readonly requestTimeoutMs: number,
    log: Log,
  ) {
    this.calls = new AdminCalls(properties, requestTimeoutMs, log);
  }

  /** The handle, for a thread. */
  get native(): bigint {
    return this.calls.native;
  }

  /** See `AdminCalls.call`. What is `repeatable` goes out again while nobody answers. */
  async call<T>(request: AdminRequest<T>): Promise<T> {
    const late = setInterval(() => this.look(), LATE_MS);
    // Whom to ask when one of them hangs has to be known before.
    if (this.brokerIds.length === 0) this.look();
    try {
      if (!request.repeatable) return await this.calls.call(request);
      const limitMs = request.timeoutMs ?? this.requestTimeoutMs;
      return await firstAnswer((timeoutMs, again) => {
        const others = again === 0 ? [] : this.others();
        const other = others[again % others.length];
        return this.calls.call({ ...(other === undefined ? request : toBroker(other, request)), timeoutMs });
      }, limitMs);
    } finally {
      clearInterval(late);
    }
  }

  /** See `describeCluster`. */
  async describeCluster(timeoutMs: number): Promise<ClusterDescription> {
    const cluster = await describeCluster(this.native, timeoutMs);
    this.brokerIds = cluster.brokers.map(({ id }) => id);
    return cluster;
  }

  /** See `AdminCalls.timedOut`. */
  timedOut(): Error {
    return this.calls.timedOut();
  }

  /** Rejects what is pending and frees the handle. Idempotent. */
  close(): Promise<void> {
    this.closed = true;
    return this.calls.close(this.lookup);
  }

  /** What the handle learns by it is all that counts; whether there is anybody to ask, the requests tell themselves. */
  private look(): void {
    const now = performance.now();
    if (this.closed || this.lookup || now - this.lookedAt < LATE_MS) return;
    this.lookedAt = now;
    this.lookup = this.lookUp().finally(() => (this.lookup = null));
  }

  private async lookUp(): Promise<void> {
    const others = this.others()
      .sort(() => Math.random() - 0.5)
      .slice(0, OTHERS);
    const request = { ...describeTopics([ANY_TOPIC]), timeoutMs: LOOKUP_MS };
    const lookups: Promise<unknown>[] =
      others.length > 0
        ? others.map((id) => this.calls.call(toBroker(id, request)))
        : [this.describeCluster(LOOKUP_MS)];
    const answers = await Promise.allSettled(lookups);
    // The cluster may be made of others by now.
    if (!answers.some(({ status }) => status === 'fulfilled')) this.brokerIds = [];
  }

  /** Brokers that are not what this handle takes for the controller. */
  private others(): number[] {
    const controllerId = controllerIdOf(this.native, 0);
    return this.brokerIds.filter((id) => id !== controllerId);
  }
}
