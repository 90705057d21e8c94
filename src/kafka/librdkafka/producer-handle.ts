import { GatewayError } from '../../errors/gateway-error.js';
import type { Log } from '../../logging/logger.js';
import type { ClientStatistics } from '../../metrics/kafka-metrics.js';
import type { PatientSend } from '../producer.client.js';
import type { ProduceBatch, ProduceResult } from '../record.js';
import { waitForTopic } from './auto-create.js';
import { DeliveryReports } from './delivery-reports.js';
import { KafkaCode, messageOf } from './errors.js';
import { drainEvents, type EventHandlers } from './events.js';
import { destroyHandle, errstr, Event, lastErrorText, openHandle, type Properties } from './handle.js';
import { declare } from './library.js';
import { QueueEntrance, QueueEntry } from './queue-entry.js';
import { readStatistics } from './statistics.js';
import { WaitingLine } from './waiting-line.js';
import { onWake } from './wake-pipe.js';

const queueGetMain = declare('queue_get_main', 'pointer', 'pointer');
const queueDestroy = declare('queue_destroy', 'void', 'pointer');
const topicNew = declare('topic_new', 'pointer', 'pointer', 'string', 'pointer');
const topicDestroy = declare('topic_destroy', 'void', 'pointer');
const purge = declare('purge', 'int', 'pointer', 'int');
const fatalError = declare('fatal_error', 'int', 'pointer', 'pointer', 'size');
const lastError = declare('last_error', 'int');

/** librdkafka's own `message.timeout.ms`. */
const DELIVERY_TIMEOUT_MS = 300_000;
const PURGE_QUEUE_AND_INFLIGHT = 0x1 | 0x2;

export interface ProducerHandleListener {
  /** The idempotent producer gave up (rd_kafka_fatal_error): nothing more can be sent through this handle. */
  onFatal(code: number, reason: string): void;
  onAllBrokersDown(): void;
  /** Something was acknowledged. */
  onDelivered(): void;
  onStatistics(statistics: ClientStatistics): void;
  /** A record found no room in the queue, and failed. */
  onRefused(): void;
}

/** One `rd_kafka_t` producer: sends batches in one call each and settles them by delivery reports. */
export class ProducerHandle {
  readonly native: bigint;
  private readonly topics = new Map<string, bigint>();
  private readonly lookups = new Set<Promise<number>>();
  private readonly reports = new DeliveryReports();
  private readonly entrance: QueueEntrance;
  private readonly line: WaitingLine;
  private readonly queue;
  private readonly stopWaking: () => void;
  private readonly handlers: EventHandlers;
  private emptied: (() => void) | null = null;
  private onSettled: (() => void) | null = null;
  private closed: Promise<void> | null = null;

  constructor(
    properties: Properties,
    log: Log,
    private readonly listener: ProducerHandleListener,
  ) {
    this.native = openHandle('producer', properties, Event.DR | Event.STATS);
    this.entrance = new QueueEntrance(this.native, this.reports, () => listener.onRefused());
    this.line = new WaitingLine(Number(properties['message.timeout.ms'] ?? DELIVERY_TIMEOUT_MS));
    this.handlers = {
      log,
      onEvent: (type, event) => {
        if (type === Event.DR) this.reports.take(event);
        else if (type === Event.STATS) this.takeStatistics(event);
      },
      onError: (code) => this.onError(code),
    };
    this.queue = queueGetMain(this.native);
    this.stopWaking = onWake(this.queue, () => this.drain());
  }

  get inFlight(): number {
    return this.reports.inFlight;
  }

  /** The `rd_kafka_topic_t *` of a topic; made once, it lives as long as the handle. */
  topic(name: string): bigint {
    let topic = this.topics.get(name) ?? null;
    if (!topic) {
      topic = topicNew(this.native, name, null);
      if (!topic) throw new GatewayError('bad-request', `Invalid topic name: ${messageOf(lastError())}.`);
      this.topics.set(name, topic);
    }
    return topic;
  }

  /** Rejects with `kafka-retriable` when the queue took not a single record. */
  send(topicName: string, batch: ProduceBatch): Promise<ProduceResult> {
    const entry = new QueueEntry(this.entrance, this.topic(topicName), batch);
    if (!entry.push()) entry.giveUp();
    return entry.result;
  }

  /** See `ProducerClient.sendPatiently`. */
  sendPatiently(topicName: string, batch: ProduceBatch): PatientSend {
    const entry = new QueueEntry(this.entrance, this.topic(topicName), batch);
    // Whoever waits already comes first.
    if (this.line.records === 0 && entry.push()) return { taken: null, result: entry.result };
    const taken = this.line.join(entry);
    // With nothing in flight no report would come to move the line.
    this.advance();
    return { taken, result: entry.result };
  }

  /** See `waitForTopic`; `close` waits for it, because it uses the handle on a pool thread. */
  async autoCreateTopic(name: string, timeoutMs: number): Promise<number> {
    const lookup = waitForTopic(this.native, this.topic(name), timeoutMs, () => this.closed !== null);
    this.lookups.add(lookup);
    try {
      return await lookup;
    } finally {
      this.lookups.delete(lookup);
    }
  }

  private drain(): void {
    const before = this.reports.acknowledged;
    drainEvents(this.queue, this.handlers);
    if (this.reports.acknowledged > before) this.listener.onDelivered();
    // Reports that were taken are what makes room.
    this.advance();
    if (this.reports.inFlight > 0) return;
    this.emptied?.();
    this.onSettled?.();
  }

  private advance(): void {
    if (this.line.records > 0) this.line.advance(() => this.reports.inFlight);
  }

  private takeStatistics(event: bigint): void {
    const statistics = readStatistics(event);
    if (statistics) this.listener.onStatistics(statistics);
  }

  private onError(code: number): void {
    if (code === KafkaCode.ALL_BROKERS_DOWN) this.listener.onAllBrokersDown();
    this.checkFatal();
  }

  /** The event of a fatal error carries the code of its cause: librdkafka itself is asked. */
  private checkFatal(): void {
    const code = fatalError(this.native, errstr.buffer, errstr.size);
    if (code !== 0) this.listener.onFatal(code, lastErrorText());
  }

  /** Resolves when nothing is in flight: in time, as librdkafka gives records up by itself (message.timeout.ms). */
  async settledAll(): Promise<void> {
    if (this.reports.inFlight > 0) await new Promise<void>((resolve) => (this.onSettled = resolve));
  }

  /** Waits until all is settled, at most `drainMs`; what is left is purged and fails. Frees the handle. Idempotent. */
  close(drainMs: number): Promise<void> {
    this.closed ??= this.closeOnce(drainMs);
    return this.closed;
  }

  private async closeOnce(drainMs: number): Promise<void> {
    await this.settled(drainMs);
    this.line.giveUp();
    if (this.reports.inFlight > 0) {
      purge(this.native, PURGE_QUEUE_AND_INFLIGHT);
      await this.settled(1000);
    }
    this.reports.failAll(KafkaCode.MSG_TIMED_OUT);
    await Promise.allSettled(this.lookups);
    this.stopWaking();
    for (const topic of this.topics.values()) topicDestroy(topic);
    this.topics.clear();
    queueDestroy(this.queue);
    await destroyHandle(this.native);
  }

  private async settled(timeoutMs: number): Promise<void> {
    if (this.reports.inFlight === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.emptied = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.emptied = null;
  }
}
