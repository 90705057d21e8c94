import { GatewayError } from '../errors/gateway-error.js';
import { type ConsumerClient, type ConsumerListener, OFFSET_STORED } from '../kafka/consumer.client.js';
import type { TopicPartition, TopicPartitionOffset } from '../kafka/record.js';
import type { AutoCommit } from './auto-commit.js';
import type { InstanceOptions } from './instance-options.js';
import type { PartitionOffsets } from './partition-offsets.js';
import type { PartitionPositions, Position } from './partition-positions.js';
import { instanceNotFound, notAssigned, nothingToRead, sameTopics, type Subscription } from './subscription.js';
import type { Wake } from './wake.js';

/**
 * created: nothing to read (or a pattern that matches nothing); joining: member of a group that has not assigned partitions;
 * assigned: partitions, maybe none, from the group or by hand; closing: the end.
 */
export type InstanceState = 'created' | 'joining' | 'assigned' | 'closing';

/** Longest wait for librdkafka to give partitions back when the group is left. */
const LEAVE_MS = 5000;

/** What one instance reads, and how it got it: the states of its consumer. Changes must be made one at a time. */
export class Membership implements ConsumerListener {
  state: InstanceState = 'created';
  subscription: Subscription | null = null;
  /** No wait shall last any longer. */
  draining = false;
  client: ConsumerClient;
  autoCommit: AutoCommit;
  /**
   * Partitions that the group takes away and gives back with its next assignment go on where they were, committed or not,
   * with what was fetched of them. Nobody else had them meanwhile.
   */
  keepsPlaces = false;
  /** Where partitions start of which nothing was fetched when the group gave them back. */
  origins: readonly TopicPartitionOffset[] = [];
  private fault: GatewayError | null = null;
  private leaving = false;

  constructor(
    private readonly options: InstanceOptions,
    readonly positions: PartitionPositions,
    readonly changed: Wake,
    private readonly offsets: PartitionOffsets,
    private readonly joinTimeoutMs: number,
  ) {}

  /** Names of the topics subscribed to; those that matched so far for a pattern. */
  get topics(): readonly string[] {
    return this.subscription?.kind === 'partitions' ? [] : (this.subscription?.topics ?? []);
  }

  get partitions(): TopicPartition[] {
    return this.positions.all().map(({ topic, partition }) => ({ topic, partition }));
  }

  /** @throws GatewayError `consumer-not-found` */
  checkOpen(): void {
    if (!this.isOpen()) throw instanceNotFound();
  }

  /** @throws GatewayError when there is nothing to read from */
  checkReadable(): void {
    this.checkOpen();
    if (!this.subscription) throw nothingToRead();
  }

  /**
   * Waits until the group has assigned partitions, at most for the join timeout, and not at all for topics that do not
   * exist or that Kafka complains about. Rejects when Kafka cannot tell whether they do.
   */
  async joined(signal?: AbortSignal): Promise<void> {
    const deadline = performance.now() + this.joinTimeoutMs;
    if (!this.isJoining() || !(await this.offsets.anyExists(this.topics))) return;
    while (this.isJoining() && !this.fault && !signal?.aborted && !this.draining && performance.now() < deadline) {
      await this.changed.wait(deadline - performance.now(), signal);
    }
  }

  /**
   * Waits as `joined` does while the group has taken partitions away and not assigned anew: a commit would miss what was
   * delivered of them. Rejects with `kafka-retriable` when that takes too long.
   */
  async settled(): Promise<void> {
    if (!this.positions.anySuspended) return;
    await this.joined();
    this.checkOpen();
    if (!this.positions.anySuspended) return;
    // What was deleted never comes back.
    if (!(await this.offsets.anyExists(this.topics))) return this.positions.retireSuspended();
    throw new GatewayError('kafka-retriable', 'The consumer group is assigning its partitions anew: commit again.');
  }

  /** Kafka's last complaint, told once. */
  takeFault(): GatewayError | null {
    const { fault } = this;
    this.fault = null;
    return fault;
  }

  /** Joins the group for these topics, unless it has. No topics: leaves it, and is subscribed nevertheless. */
  async join(wanted: Subscription): Promise<void> {
    if (this.subscription && sameTopics(this.subscription.topics, wanted.topics)) {
      this.subscription = wanted;
      return;
    }
    if (wanted.topics.length === 0) {
      await this.leave();
      this.subscription = wanted;
      return;
    }
    // Given up right now, not when the group says so: no read may answer with topics that the client has left.
    const left = this.positions.all().filter(({ topic }) => !wanted.topics.includes(topic));
    await this.autoCommit.flush(left);
    this.checkOpen();
    this.client.subscribe(wanted.topics);
    for (const position of left) this.positions.retire(position);
    this.positions.retireSuspended();
    this.fault = null;
    this.subscription = wanted;
    this.state = 'joining';
    this.changed.notify();
  }

  async leave(): Promise<void> {
    if (!this.subscription) return;
    await this.autoCommit.flush();
    this.checkOpen();
    this.leaving = this.subscription.kind !== 'partitions' && !this.positions.empty;
    for (const position of this.positions.all()) this.positions.retire(position);
    this.positions.retireSuspended();
    this.subscription = null;
    this.fault = null;
    this.state = 'created';
    this.client.unsubscribe();
    this.changed.notify();
    // A manual assignment made before librdkafka has given the group's partitions back would go with them.
    const deadline = performance.now() + LEAVE_MS;
    while (this.leaving && this.isOpen() && performance.now() < deadline) {
      await this.changed.wait(deadline - performance.now());
    }
  }

  /** Reads these partitions, without the group. Those that the instance already has go on where they are. */
  async assign(partitions: readonly TopicPartition[]): Promise<void> {
    const fresh = partitions.filter(
      ({ topic, partition }) => (this.positions.get(topic, partition)?.next ?? null) === null,
    );
    const starts = await this.offsets.starts(this.options.group, fresh, this.options.offsetReset);
    await this.autoCommit.flush();
    this.checkOpen();
    const former = this.positions.all();
    for (const position of former) {
      if (!partitions.some((wanted) => isSame(wanted, position))) this.positions.retire(position);
    }
    for (const { topic, partition, offset } of starts)
      this.positions.start(topic, partition, offset < 0 ? null : offset);
    for (const position of former) {
      if (position.current) this.positions.renew(position);
    }
    this.client.assign(
      this.positions.all().map(({ topic, partition, next }) => ({ topic, partition, offset: next ?? OFFSET_STORED })),
    );
    this.subscription = { kind: 'partitions', topics: [] };
    this.fault = null;
    this.state = 'assigned';
    this.changed.notify();
  }

  /** @throws GatewayError `consumer-illegal-state` when one of them is not assigned, or Kafka's reason why none is */
  checkAssigned(partitions: readonly TopicPartition[]): void {
    const fault = this.isJoining() ? this.takeFault() : null;
    if (fault) throw fault;
    for (const { topic, partition } of partitions) {
      if (!this.positions.get(topic, partition)) throw notAssigned(topic, partition);
    }
  }

  /** Goes on at these offsets. */
  seek(sought: readonly TopicPartitionOffset[]): void {
    this.checkOpen();
    this.checkAssigned(sought);
    for (const { topic, partition, offset } of sought) this.positions.start(topic, partition, offset).moveTo(offset);
    this.client.seek(sought);
    this.autoCommit.schedule();
    this.changed.notify();
  }

  onReadable(): void {
    this.changed.notify();
  }

  onAssigned(partitions: readonly TopicPartition[]): void {
    if (!this.isOpen() || !this.subscription || this.subscription.kind === 'partitions') return;
    const places: TopicPartitionOffset[] = [];
    for (const entry of partitions) {
      const resumed = this.positions.resume(entry);
      if (!resumed) this.positions.start(entry.topic, entry.partition, null);
      const offset = resumed && this.placeOf(resumed);
      if (offset !== undefined) places.push({ topic: entry.topic, partition: entry.partition, offset });
    }
    this.positions.retireSuspended();
    if (places.length > 0) {
      this.client.seek(places);
      this.autoCommit.schedule();
    }
    this.state = 'assigned';
    this.changed.notify();
  }

  onRevoked(partitions: readonly TopicPartition[], lost: boolean): void {
    if (!lost) void this.autoCommit.flush(partitions);
    for (const entry of partitions) {
      if (this.keepsPlaces && !lost) this.positions.suspend(entry);
      else this.positions.retire(entry);
    }
    // Who may keep some partitions has lost the others to another member.
    if (lost || !this.positions.empty) this.positions.retireSuspended();
    this.leaving = false;
    if (this.state === 'assigned' && this.positions.empty) this.state = 'joining';
    this.changed.notify();
  }

  onError(error: GatewayError): void {
    this.fault = error;
    this.changed.notify();
  }

  /** Where a partition goes on; undefined: where the group's commit or the reset policy says. */
  private placeOf(position: Position): number | undefined {
    return position.fetched ?? position.next ?? this.origins.find((origin) => isSame(origin, position))?.offset;
  }

  private isJoining(): boolean {
    return this.state === 'joining';
  }

  private isOpen(): boolean {
    return this.state !== 'closing';
  }
}

function isSame(a: TopicPartition, b: TopicPartition): boolean {
  return a.topic === b.topic && a.partition === b.partition;
}
