import { GatewayError } from '../../errors/gateway-error.js';
import type { Log } from '../../logging/logger.js';
import { ConsumerClient, type ConsumerListener, OFFSET_STORED } from '../consumer.client.js';
import type { RecordBatch, TopicPartition, TopicPartitionOffset } from '../record.js';
import { closeConsumer } from './consumer-close.js';
import { OffsetCommits } from './consumer-commits.js';
import { FetchQueue } from './consumer-fetch-queue.js';
import { gatewayError, KafkaCode } from './errors.js';
import { drainEvents, type EventHandlers } from './events.js';
import { guardedListener } from './guarded-listener.js';
import { Event, openHandle, type Properties } from './handle.js';
import { declare } from './library.js';
import { readPartitionList, withPartitionList } from './topic-partition-list.js';
import { onWake } from './wake-pipe.js';

const pollSetConsumer = declare('poll_set_consumer', 'int', 'pointer');
const queueGetConsumer = declare('queue_get_consumer', 'pointer', 'pointer');
const subscribe = declare('subscribe', 'int', 'pointer', 'pointer');
const unsubscribe = declare('unsubscribe', 'int', 'pointer');
const assign = declare('assign', 'int', 'pointer', 'pointer');
const incrementalAssign = declare('incremental_assign', 'pointer', 'pointer', 'pointer');
const incrementalUnassign = declare('incremental_unassign', 'pointer', 'pointer', 'pointer');
const rebalanceProtocol = declare('rebalance_protocol', 'string', 'pointer');
const assignmentLost = declare('assignment_lost', 'int', 'pointer');
const errorDestroy = declare('error_destroy', 'void', 'pointer');
const errorCode = declare('error_code', 'int', 'pointer');
const eventError = declare('event_error', 'int', 'pointer');
const eventPartitions = declare('event_topic_partition_list', 'pointer', 'pointer');
const getWatermarks = declare('get_watermark_offsets', 'int', 'pointer', 'string', 'int', 'pointer', 'pointer');

/** Cells for what `getWatermarks` writes; every fetch brings a new end, the beginning is not kept up. */
const low = new BigInt64Array(1);
const high = new BigInt64Array(1);

/**
 * What a broker says when a connection proves itself anew as another user than before (KIP-368,
 * SaslServerAuthenticator.ReauthInfo). It cuts that connection; the next one is the new user's.
 */
const CHANGE_OF_USER = /Cannot change principals during re-authentication/;

const keyOf = (entry: TopicPartition): string => `${entry.partition}:${entry.topic}`;

/** One librdkafka consumer on the bridge: woken by the shared pipe, records taken in batches, nothing blocks. */
export class LibrdkafkaConsumerClient extends ConsumerClient {
  private readonly listener: ConsumerListener;
  private readonly handle: bigint;
  private readonly queue;
  private readonly fetched: FetchQueue;
  private readonly commits: OffsetCommits;
  private readonly handlers: EventHandlers;
  private readonly stopWaking: () => void;
  private readonly keepAlive: NodeJS.Timeout;
  /** Assigned partitions and where fetching (re)starts: the assigned offset, then behind what `poll` took. */
  private readonly positions = new Map<string, TopicPartitionOffset>();
  private subscribed = false;
  private closed: Promise<void> | null = null;
  /** `closing`: events from before the end are taken. `leaving`: the group may end at any moment. See `giveUp`. */
  private phase: 'open' | 'closing' | 'leaving' = 'open';

  constructor(
    properties: Properties,
    private readonly log: Log,
    listener: ConsumerListener,
    requestTimeoutMs: number,
  ) {
    super();
    this.listener = guardedListener(listener, log);
    this.handle = openHandle('consumer', properties, Event.REBALANCE | Event.OFFSET_COMMIT);
    pollSetConsumer(this.handle);
    this.queue = queueGetConsumer(this.handle);
    this.commits = new OffsetCommits(this.handle, this.queue, requestTimeoutMs);
    this.fetched = new FetchQueue(this.handle, this.listener, this.positions, keyOf);
    this.handlers = {
      log,
      onEvent: (type, event) => this.onEvent(type, event),
      onError: (code, text) => this.onError(code, text),
    };
    this.stopWaking = onWake(this.queue, () => this.drain());
    // librdkafka counts a member that nobody polls as dead after max.poll.interval.ms (at least 1 s here).
    const interval = Number(properties['max.poll.interval.ms'] ?? 300_000);
    this.keepAlive = setInterval(() => this.drain(), Math.max(500, Math.min(10_000, interval / 3))).unref();
  }

  override subscribe(topics: readonly string[]): void {
    if (this.closed) return;
    if (topics.length === 0) return this.unsubscribe();
    const code = withPartitionList(
      topics.map((topic) => ({ topic, partition: -1 })),
      (list) => subscribe(this.handle, list),
    );
    if (code !== 0) throw gatewayError(code);
    this.subscribed = true;
  }

  override unsubscribe(): void {
    if (this.closed) return;
    if (this.subscribed) unsubscribe(this.handle);
    else assign(this.handle, null);
    this.subscribed = false;
    this.positions.clear();
  }

  override assign(positions: readonly TopicPartitionOffset[]): void {
    if (this.closed) return;
    this.positions.clear();
    for (const entry of positions) this.positions.set(keyOf(entry), { ...entry });
    this.applyPositions();
  }

  override seek(positions: readonly TopicPartitionOffset[]): void {
    if (this.closed) return;
    const sought: TopicPartitionOffset[] = [];
    for (const { topic, partition, offset } of positions) {
      const position = this.positions.get(keyOf({ topic, partition }));
      if (!position) continue;
      position.offset = offset;
      sought.push(position);
    }
    if (sought.length === 0) return;
    if (!this.isCooperative()) return this.applyPositions();
    this.checkIncremental(withPartitionList(sought, (list) => incrementalUnassign(this.handle, list)));
    this.checkIncremental(withPartitionList(sought, (list) => incrementalAssign(this.handle, list)));
    this.collectAfterStop(sought);
  }

  override poll(maxRecords: number, extras: boolean): RecordBatch | null {
    return this.closed ? null : this.fetched.take(maxRecords, extras);
  }

  override endOf(topic: string, partition: number): number | null {
    if (this.closed || getWatermarks(this.handle, topic, partition, low, high) !== 0) return null;
    return high[0]! < 0n ? null : Number(high[0]);
  }

  override commit(offsets: readonly TopicPartitionOffset[]): Promise<void> {
    return this.commits.commit(offsets);
  }

  override close(): Promise<void> {
    this.closed ??= this.closeOnce();
    return this.closed;
  }

  private async closeOnce(): Promise<void> {
    clearInterval(this.keepAlive);
    await this.commits.settled();
    this.stopWaking();
    this.phase = 'closing';
    this.drain();
    this.phase = 'leaving';
    await closeConsumer(this.handle, this.queue, this.fetched, this.handlers);
    this.commits.abandon();
  }

  private drain(): void {
    drainEvents(this.queue, this.handlers);
  }

  private onEvent(type: number, event: bigint): void {
    if (type === Event.OFFSET_COMMIT) this.commits.settle(event);
    else if (type === Event.REBALANCE) this.rebalance(eventError(event), eventPartitions(event));
  }

  private rebalance(code: number, list: bigint | null): void {
    const partitions = readPartitionList(list);
    if (code === KafkaCode.ASSIGN_PARTITIONS) {
      if (this.phase !== 'leaving') this.takeOver(partitions, list);
      return;
    }
    this.listener.onRevoked(partitions, assignmentLost(this.handle) !== 0);
    for (const entry of partitions) this.positions.delete(keyOf(entry));
    this.giveUp(list);
  }

  private takeOver(partitions: readonly TopicPartition[], list: bigint | null): void {
    for (const { topic, partition } of partitions) {
      this.positions.set(keyOf({ topic, partition }), { topic, partition, offset: OFFSET_STORED });
    }
    this.fetched.collect(partitions);
    if (this.isCooperative()) this.checkIncremental(incrementalAssign(this.handle, list));
    else assign(this.handle, list);
    this.collectAfterStop(partitions);
    this.listener.onAssigned(partitions);
  }

  /**
   * A group that has ended drops what it is asked (librdkafka 2.12), and who asked waits for ever: on this thread it would be
   * the whole process. It ends while it leaves, without waiting for an answer to events from before; so these get none, and
   * what it does wait for, its last revocation, is answered from another thread.
   */
  private giveUp(list: bigint | null): void {
    if (this.phase === 'closing') return;
    if (this.phase === 'leaving') assign.async(this.handle, null, () => undefined);
    else if (this.isCooperative()) this.checkIncremental(incrementalUnassign(this.handle, list));
    else assign(this.handle, null);
  }

  private isCooperative(): boolean {
    return rebalanceProtocol(this.handle) === 'COOPERATIVE';
  }

  private applyPositions(): void {
    const entries = [...this.positions.values()];
    this.fetched.collect(entries);
    const code = withPartitionList(entries, (list) => assign(this.handle, list));
    if (code !== 0) throw gatewayError(code);
    this.collectAfterStop(entries);
  }

  /**
   * Queues are forwarded twice. Before the assignment, because a partition that never was would deliver to the events'
   * queue; and behind it, because stopping a partition ends its forwarding, and librdkafka's main thread stops it only
   * after `assign` has returned. Asking that thread for anything is a barrier: it answers in order. What was fetched
   * meanwhile moves along.
   */
  private collectAfterStop(partitions: readonly TopicPartition[]): void {
    rebalanceProtocol(this.handle);
    this.fetched.collect(partitions);
  }

  private checkIncremental(error: bigint | null): void {
    if (!error) return;
    const code = errorCode(error);
    errorDestroy(error);
    this.log.warn({ code }, 'consumer: incremental assignment failed');
    if (!this.closed) this.listener.onError(gatewayError(code));
  }

  private onError(code: number, text: string): void {
    const error = gatewayError(code, text);
    if (isLasting(error) && !CHANGE_OF_USER.test(text)) this.listener.onError(error);
  }
}

/** Trouble that passes by itself is librdkafka's own business; a reader should hear of what needs a person. */
export function isLasting(error: GatewayError): boolean {
  return error.code === 'forbidden' || error.code === 'unauthenticated' || error.code === 'kafka-error';
}
