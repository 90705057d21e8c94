import { GatewayError } from '../../errors/gateway-error.js';
import type { Log } from '../../logging/logger.js';
import type { ClientStatistics } from '../../metrics/kafka-metrics.js';
import { type PatientSend, ProducerClient } from '../producer.client.js';
import { detachBatch, type ProduceBatch, type ProduceResult } from '../record.js';
import { errorCodeOf } from '../error-codes.js';
import { within } from '../within.js';
import type { Properties } from './handle.js';
import { ProducerHandle } from './producer-handle.js';

/** How long a handle that met a fatal error may take to report what it still has. */
const RETIRED_DRAIN_MS = 5000;
/** Least time between a fatal error and the next handle: what is wrong may still be (a missing right), and must not spin. */
const REBUILD_PAUSE_MS = 1000;
/** How long what is sent through a new handle waits for what the old one still has, in ms: longer only while brokers are away. */
const HAND_OVER_MS = 5000;

/**
 * librdkafka's idempotent producer. After a fatal error librdkafka refuses new records for ever: the handle is retired (it
 * still reports what it has; what Kafka acknowledged is safe) and the next request opens a new one.
 */
export class LibrdkafkaProducerClient extends ProducerClient {
  private handle: ProducerHandle | null;
  private readonly retired = new Set<ProducerHandle>();
  private closing = false;
  /** Resolves when the handle of before has nothing more on its way; null: it has not. */
  private handOver: Promise<void> | null = null;
  private brokersDown = false;
  private fatal: GatewayError | null = null;
  private rebuildAt = 0;

  constructor(
    private readonly properties: Properties,
    private readonly log: Log,
    private readonly onStatistics: (statistics: ClientStatistics) => void = () => undefined,
    private readonly onRefused: () => void = () => undefined,
  ) {
    super();
    this.handle = this.open();
  }

  override get inFlight(): number {
    let sum = this.handle?.inFlight ?? 0;
    for (const handle of this.retired) sum += handle.inFlight;
    return sum;
  }

  override get suspect(): boolean {
    return this.brokersDown;
  }

  override trust(): void {
    this.brokersDown = false;
  }

  override send(topic: string, batch: ProduceBatch): Promise<ProduceResult> {
    if (this.handOver) return this.sendBehind(topic, batch, this.handOver);
    try {
      return this.current().send(topic, batch);
    } catch (error) {
      if (error instanceof GatewayError) return Promise.reject(error);
      throw error;
    }
  }

  override sendPatiently(topic: string, batch: ProduceBatch): PatientSend {
    if (this.handOver) {
      const result = this.sendBehind(topic, batch, this.handOver);
      return { taken: result.then(nothing, nothing), result };
    }
    try {
      return this.current().sendPatiently(topic, batch);
    } catch (error) {
      if (error instanceof GatewayError) return { taken: null, result: Promise.reject(error) };
      throw error;
    }
  }

  override async autoCreateTopic(topic: string, timeoutMs: number): Promise<number> {
    return this.current().autoCreateTopic(topic, timeoutMs);
  }

  override async close(drainMs: number): Promise<void> {
    this.closing = true;
    await Promise.all([this.handle?.close(drainMs), ...[...this.retired].map((handle) => handle.close(drainMs))]);
  }

  /**
   * Sends from now on through a new handle; the old one is freed when what it has is settled. Until then, or for some
   * seconds, nothing is sent, so that nothing comes before what was sent earlier.
   *
   * Throws `GatewayError` when librdkafka refuses the properties of now: the handle of before goes on.
   */
  renew(): void {
    const old = this.handle;
    if (this.closing || !old) return;
    this.handle = this.open();
    this.retired.add(old);
    const settled = old.settledAll();
    this.closeRetired(old, () => settled.then(() => old.close(0)));
    const handOver = Promise.all([this.handOver, within(HAND_OVER_MS, settled)]).then(() => {
      if (this.handOver === handOver) this.handOver = null;
    });
    this.handOver = handOver;
  }

  private async sendBehind(topic: string, batch: ProduceBatch, handOver: Promise<void>): Promise<ProduceResult> {
    const own = detachBatch(batch);
    await handOver;
    return this.current().send(topic, own);
  }

  private current(): ProducerHandle {
    if (this.closing) throw new GatewayError('shutting-down', 'The gateway is shutting down.');
    if (this.handle) return this.handle;
    if (this.fatal && performance.now() < this.rebuildAt) throw this.fatal;
    this.handle = this.open();
    return this.handle;
  }

  private open(): ProducerHandle {
    const handle: ProducerHandle = new ProducerHandle(this.properties, this.log, {
      onFatal: (code, reason) => this.retire(handle, code, reason),
      onAllBrokersDown: () => {
        this.brokersDown = true;
      },
      onStatistics: this.onStatistics,
      onRefused: this.onRefused,
      onDelivered: () => {
        this.brokersDown = false;
      },
    });
    return handle;
  }

  private retire(handle: ProducerHandle, code: number, reason: string): void {
    if (this.retired.has(handle) || this.closing) return;
    this.log.error({ code, reason }, 'producer: fatal error, the client is rebuilt');
    const kind = errorCodeOf(code);
    this.fatal = new GatewayError(
      kind === 'forbidden' ? kind : 'kafka-retriable',
      `The producer is being rebuilt after a fatal error: ${reason}.`,
    );
    this.rebuildAt = performance.now() + REBUILD_PAUSE_MS;
    this.retired.add(handle);
    this.handle = null;
    this.closeRetired(handle, () => handle.close(RETIRED_DRAIN_MS));
  }

  private closeRetired(handle: ProducerHandle, close: () => Promise<void>): void {
    close()
      .catch((error: unknown) => this.log.error({ err: error }, 'producer: the old client could not be closed'))
      .finally(() => this.retired.delete(handle));
  }
}

function nothing(): void {}
