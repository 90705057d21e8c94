import { Injectable } from '@nestjs/common';
import { GatewayError } from '../errors/gateway-error.js';
import { AdminClient } from '../kafka/admin.client.js';
import { Log } from '../logging/log.js';

/** Milliseconds for which an answer stands: however many probes come, Kafka is asked once in this time. */
export const FRESH_MS = 2000;
/** Milliseconds that a probe waits at most. Shorter than the time-out of any sensible prober. */
export const WAIT_MS = 2000;

export type KafkaState =
  | { reached: true; clusterId: string; controllerId: number | null; brokers: number }
  | { reached: false; message: string };

/**
 * Whether Kafka answers, cheap enough for any number of probes: a result is reused while it is fresh, and at most one
 * question is open at a time, also when Kafka is dead and the question takes as long as the admin client allows.
 */
@Injectable()
export class KafkaProbe {
  private last: { state: KafkaState; at: number } | null = null;
  private pending: Promise<KafkaState> | null = null;
  /** Whether Kafka has answered once since the start. */
  everReached = false;

  constructor(
    private readonly admin: AdminClient,
    private readonly log: Log,
  ) {}

  /** Resolves within `WAIT_MS`, never rejects. */
  async state(): Promise<KafkaState> {
    if (this.last && performance.now() - this.last.at < FRESH_MS) return this.last.state;
    this.pending ??= this.ask().finally(() => {
      this.pending = null;
    });
    return this.waitFor(this.pending);
  }

  private async ask(): Promise<KafkaState> {
    try {
      const { clusterId, controllerId, brokers } = await this.admin.describeCluster();
      return this.remember({ reached: true, clusterId, controllerId, brokers: brokers.length });
    } catch (error) {
      if (error instanceof GatewayError) return this.remember({ reached: false, message: error.message }, error);
      this.log.error({ error }, 'health check failed');
      return this.remember({ reached: false, message: 'Kafka could not be asked.' }, error);
    }
  }

  /** The question goes on when the wait is over: its late answer becomes the next known state. */
  private async waitFor(answer: Promise<KafkaState>): Promise<KafkaState> {
    const { promise: expired, resolve } = Promise.withResolvers<null>();
    const timer = setTimeout(resolve, WAIT_MS, null);
    const state = await Promise.race([answer, expired]);
    clearTimeout(timer);
    return (
      state ?? this.remember({ reached: false, message: `Kafka did not answer within ${WAIT_MS / 1000} seconds.` })
    );
  }

  /** Only changes are logged: a dead Kafka is probed for hours. */
  private remember(state: KafkaState, error?: unknown): KafkaState {
    const before = this.last?.state.reached;
    this.last = { state, at: performance.now() };
    if (state.reached) this.everReached = true;
    if (before !== false && !state.reached) this.log.warn({ reason: state.message, error }, 'Kafka is not reached');
    if (before === false && state.reached) this.log.info({ clusterId: state.clusterId }, 'Kafka is reached again');
    return state;
  }
}
