import type { Log } from '../../logging/log.js';
import type { ClusterDescription } from '../admin.client.js';
import type { AdminRequest } from './admin-calls.js';
import { ControllerCalls } from './admin-controller-calls.js';
import { coordinatorCalls } from './admin-coordinator-calls.js';
import { LeaderCalls } from './admin-leader-calls.js';
import { isUnanswered } from './admin-repeats.js';
import type { RenewableCalls } from './admin-renewable-calls.js';
import { describeTopics } from './admin-topics.js';
import type { Properties } from './handle.js';
import { ANY_TOPIC } from './metadata-cluster.js';
import { MetadataLookup } from './metadata-lookup.js';

/** How long (ms) a broker may take to answer a thread before the next attempt; what is left, for the last one. */
const PATIENCE_MS = [1000, 2000, 4000];

/** Nobody can be using a handle any more when a request and its end have had this many milliseconds beyond their time. */
const RETIRED_MARGIN_MS = 5000;

/**
 * The handles that all admin clients of a process share. One is opened at once and connects in the background: Kafka may
 * be down. The others come with the first request that needs them.
 */
export class AdminHandles {
  /** For requests that look up partition leaders: ListOffsets, DeleteRecords. */
  readonly leaders: LeaderCalls;
  /** For requests to the coordinator of a group. Await `reached` first: looking for one in vain costs a handle. */
  readonly coordinators: RenewableCalls;
  private readonly cluster: MetadataLookup<ClusterDescription>;
  private main: ControllerCalls;
  private closed = false;
  private readonly retired = new Map<ControllerCalls, NodeJS.Timeout>();

  /**
   * Throws `GatewayError` when librdkafka refuses a property.
   *
   * @param requestTimeoutMs bounds every call
   */
  constructor(
    private readonly properties: Properties,
    readonly requestTimeoutMs: number,
    private readonly log: Log,
  ) {
    this.main = new ControllerCalls(properties, requestTimeoutMs, log);
    this.leaders = new LeaderCalls(properties, requestTimeoutMs, log);
    this.coordinators = coordinatorCalls(properties, requestTimeoutMs, log);
    this.cluster = new MetadataLookup((timeoutMs) => this.main.describeCluster(timeoutMs));
  }

  /** For everything that the others are not for. See `ControllerCalls.call`. */
  call<T>(request: AdminRequest<T>): Promise<T> {
    return this.main.call(request);
  }

  /** The general handle, for a thread. Not to be kept: there may be another one. */
  get native(): bigint {
    return this.main.native;
  }

  /**
   * Requests from now on use new handles. The old ones are freed when what was asked of them has its answer.
   *
   * Throws `GatewayError` when librdkafka refuses the properties of now: the handles of before go on.
   */
  renew(): void {
    if (this.closed) return;
    const old = this.main;
    this.main = new ControllerCalls(this.properties, this.requestTimeoutMs, this.log);
    this.leaders.renew();
    this.coordinators.renew();
    // Threads use it as well, which nobody counts; neither they nor calls take longer than this.
    const timer = setTimeout(() => void this.free(old), 2 * this.requestTimeoutMs + RETIRED_MARGIN_MS).unref();
    this.retired.set(old, timer);
  }

  /** Rejects when no broker answers. Takes no thread. */
  async reached(): Promise<void> {
    await this.call(describeTopics([ANY_TOPIC]));
  }

  describeCluster(): Promise<ClusterDescription> {
    return this.askOnThread(this.cluster);
  }

  /**
   * Makes sure of an answer first: a thread that waits for a dead cluster is lost to everybody else. Besides, librdkafka asks
   * the broker that it wrote to last, which is then one that answers: one that hangs would be asked again and again.
   */
  askOnThread<T>(lookup: MetadataLookup<T>): Promise<T> {
    const deadline = performance.now() + this.requestTimeoutMs;
    const attempt = async ([patienceMs = Infinity, ...more]: readonly number[]): Promise<T> => {
      await this.reached();
      const leftMs = Math.max(1, Math.ceil(deadline - performance.now()));
      if (patienceMs >= leftMs) return lookup.ask(leftMs);
      try {
        return await lookup.ask(patienceMs);
      } catch (error) {
        if (!isUnanswered(error)) throw error;
        return attempt(more);
      }
    };
    return this.inTime(attempt(PATIENCE_MS));
  }

  /** What has to wait for others must not take longer than a request for all that. */
  async inTime<T>(result: Promise<T>): Promise<T> {
    const { promise: expired, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(this.main.timedOut()), this.requestTimeoutMs);
    try {
      return await Promise.race([result, expired]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** All but the first handle: threads may still be using that one. */
  async closeOthers(): Promise<void> {
    await Promise.all([this.leaders.close(), this.coordinators.close(), this.cluster.close()]);
  }

  /** Rejects what is pending and frees everything. Idempotent. */
  async close(): Promise<void> {
    this.closed = true;
    await this.closeOthers();
    await Promise.all([...this.retired.keys()].map((old) => this.free(old)));
    await this.main.close();
  }

  private async free(old: ControllerCalls): Promise<void> {
    clearTimeout(this.retired.get(old));
    try {
      await old.close();
    } catch (error) {
      this.log.error({ error }, 'admin: an old client could not be closed');
    } finally {
      this.retired.delete(old);
    }
  }
}
