import type { ConsumerClient, ConsumerClientFactory } from '../kafka/consumer.client.js';
import type { TopicPartition, TopicPartitionOffset } from '../kafka/record.js';
import type { Log } from '../logging/log.js';
import { AutoCommit } from './auto-commit.js';
import type { Delivery } from './delivery.js';
import { consumerProperties, type InstanceOptions } from './instance-options.js';
import { lagOf } from './lag.js';
import { Membership } from './membership.js';
import type { PartitionOffsets } from './partition-offsets.js';
import { byName, offsetsOf, PartitionPositions } from './partition-positions.js';
import { type ReadRequest, RecordReader } from './record-reader.js';
import type { SchemaDecoder } from './schema-decoder.js';
import {
  checkExclusive,
  checkReadsByTopic,
  checkReadsOnly,
  instanceNotFound,
  nothingToRead,
  readsByTopic,
  readsOnly,
} from './subscription.js';
import { TopicMembers } from './topic-members.js';
import type { TopicPattern } from './topic-pattern.js';
import { Turns } from './turns.js';
import { Wake } from './wake.js';

export interface InstanceTimes {
  /** Longest wait for the group to assign partitions, in milliseconds. */
  joinTimeoutMs: number;
  autoCommitIntervalMs: number;
}

/**
 * One consumer of a client. Reads queue one behind another; changes (subscribe, assign, seek) queue among themselves and
 * never wait for a read.
 */
export class ConsumerInstance {
  private readonly positions = new PartitionPositions();
  private readonly changed = new Wake();
  private readonly changes = new Turns();
  private readonly membership: Membership;
  private readonly client: ConsumerClient;
  private readonly reader: RecordReader;
  private readonly autoCommit: AutoCommit;
  private readonly others = new TopicMembers<ConsumerInstance>();
  private readonly openOther: () => ConsumerInstance;
  private closed: Promise<void> | null = null;

  /** @throws GatewayError `consumer-config-refused` */
  constructor(
    readonly options: InstanceOptions,
    factory: ConsumerClientFactory,
    offsets: PartitionOffsets,
    decoder: SchemaDecoder,
    times: InstanceTimes,
    log: Log,
  ) {
    const membership = new Membership(options, this.positions, this.changed, offsets, times.joinTimeoutMs);
    this.client = factory.open({ groupId: options.group, properties: consumerProperties(options) }, membership);
    this.autoCommit = new AutoCommit(options.autoCommit, times.autoCommitIntervalMs, this.client, this.positions, log);
    membership.client = this.client;
    membership.autoCommit = this.autoCommit;
    this.membership = membership;
    this.reader = new RecordReader(membership, options, this.client, decoder, log);
    this.openOther = () => new ConsumerInstance(options, factory, offsets, decoder, times, log);
  }

  /** Names of the topics subscribed to; those that matched so far for a pattern. */
  get topics(): readonly string[] {
    return [this.membership, ...this.others.all()].flatMap(({ topics }) => topics);
  }

  /** Clients of Kafka that it has. */
  get clients(): number {
    return 1 + this.others.size;
  }

  /** Records that it is behind, of all its topics: see `lagOf`. */
  get lag(): number {
    return this.others.all().reduce((sum, member) => sum + member.lag, lagOf(this.positions, this.client));
  }

  /** The pattern subscribed to, if any. */
  get pattern(): TopicPattern | null {
    const { subscription } = this.membership;
    return subscription?.kind === 'pattern' ? subscription.pattern : null;
  }

  /** What is assigned, by the group or by hand. */
  get partitions(): TopicPartition[] {
    return [this.membership, ...this.others.all()].flatMap(({ partitions }) => partitions).sort(byName);
  }

  /** Waits for its turn and for data; null when the signal aborted first. */
  async read(request: ReadRequest, signal?: AbortSignal): Promise<Delivery | null> {
    this.checkOneMember();
    return this.reader.read(request, signal);
  }

  /** As `read`, but only records of this topic, which must have been added. Reads of several topics do not wait for each other. */
  async readTopic(topic: string, request: ReadRequest, signal?: AbortSignal): Promise<Delivery | null> {
    const member = this.memberFor(topic);
    if (!member) throw nothingToRead();
    return member.reader.read(request, signal);
  }

  /** Joins the group for these topics; none: leaves it, or drops the manual assignment. */
  subscribe(topics: readonly string[]): Promise<void> {
    if (topics.length === 0) return this.unsubscribe();
    return this.change(() => {
      this.checkOneMember();
      checkExclusive(this.membership.subscription, 'topics');
      return this.membership.join({ kind: 'topics', topics: [...new Set(topics)].sort() });
    });
  }

  /** Whether this topic is subscribed to by name, and nothing else is read. */
  readsOnly(topic: string): boolean {
    return this.others.size === 0 && readsOnly(this.membership.subscription, topic);
  }

  /** Joins the group for this topic, unless it has. Rejects when the instance reads anything else. */
  subscribeOnly(topic: string): Promise<void> {
    return this.change(() => {
      this.checkOneMember();
      checkReadsOnly(this.membership.subscription, topic);
      return this.membership.join({ kind: 'topics', topics: [topic] });
    });
  }

  /** Whether `readTopic` may be called for this topic. */
  readsTopic(topic: string): boolean {
    return this.memberFor(topic) !== undefined;
  }

  /**
   * Joins the group for this topic too, unless it has. The rebalance moves none of the places of the other topics.
   *
   * @param origins where those of its partitions start that have no commit, if only now is known where `latest` is
   * @param checkRoom called before one more client is opened; may throw
   */
  addTopic(topic: string, origins: readonly TopicPartitionOffset[], checkRoom: () => void): Promise<void> {
    return this.change(async () => {
      if (this.memberFor(topic)) return;
      checkReadsByTopic(this.membership.subscription);
      if (!this.membership.subscription) return this.joinTopic(topic, origins);
      checkRoom();
      // It may have been subscribed to by a request that does not add topics.
      this.membership.keepsPlaces = true;
      await this.others.add(topic, this.openOther, (member) => member.joinTopic(topic, origins));
    });
  }

  /** Joins the group for those of `known` (all topics there are) that match. */
  subscribePattern(pattern: TopicPattern, known: readonly string[]): Promise<void> {
    return this.change(() => {
      this.checkOneMember();
      checkExclusive(this.membership.subscription, 'pattern');
      return this.membership.join({ kind: 'pattern', pattern, topics: pattern.matching(known) });
    });
  }

  /** Joins again if other topics match the pattern now. */
  refreshPattern(known: readonly string[]): Promise<void> {
    return this.change(async () => {
      const { pattern } = this;
      if (pattern) await this.membership.join({ kind: 'pattern', pattern, topics: pattern.matching(known) });
    });
  }

  /** Leaves the group, or drops the manual assignment. */
  unsubscribe(): Promise<void> {
    return this.change(async () => {
      await this.others.close();
      await this.membership.leave();
      this.membership.keepsPlaces = false;
    });
  }

  /** Reads these partitions, without the group; none: drops the manual assignment. */
  assign(partitions: readonly TopicPartition[]): Promise<void> {
    return this.change(() => {
      this.checkOneMember();
      checkExclusive(this.membership.subscription, 'partitions');
      return partitions.length === 0 ? this.membership.leave() : this.membership.assign(partitions);
    });
  }

  /**
   * Goes on somewhere else. A group that is still joining is waited for first.
   *
   * @param wanted partitions, which must be assigned; null: all that are
   * @param find looks up where to
   */
  seek(
    wanted: readonly TopicPartition[] | null,
    find: (partitions: readonly TopicPartition[]) => Promise<TopicPartitionOffset[]>,
  ): Promise<void> {
    return this.change(async () => {
      this.checkOneMember();
      await this.membership.joined();
      this.membership.checkOpen();
      this.membership.checkAssigned(wanted ?? []);
      this.membership.seek(await find(wanted ?? this.partitions));
    });
  }

  /** Commits exactly what was delivered, and answers what that is. What can be is committed also when it rejects. */
  async commit(): Promise<TopicPartitionOffset[]> {
    const members = [this, ...this.others.all()];
    const outcomes = await Promise.allSettled(members.map((member) => member.commitOwn()));
    return outcomes.flatMap((outcome) => {
      if (outcome.status === 'rejected') throw outcome.reason;
      return outcome.value;
    });
  }

  private async commitOwn(): Promise<TopicPartitionOffset[]> {
    await this.membership.settled();
    const positions = this.positions.all().filter(({ committable }) => committable);
    const offsets = offsetsOf(positions);
    for (const position of positions) position.uncommitted = false;
    try {
      await this.client.commit(offsets);
    } catch (error) {
      for (const position of positions) position.uncommitted = true;
      throw error;
    }
    return offsets;
  }

  /** Commits these offsets. A group that is still joining is waited for first: it would refuse. */
  async commitOffsets(offsets: readonly TopicPartitionOffset[]): Promise<void> {
    await this.membership.joined();
    this.membership.checkOpen();
    await this.client.commit(offsets);
  }

  /** Ends waiting reads, commits what was delivered if that is automatic, and leaves the group. */
  close(): Promise<void> {
    this.closed ??= this.closeOnce();
    return this.closed;
  }

  /** Waiting reads answer with what they have, later ones do not wait. */
  drain(): void {
    this.membership.draining = true;
    for (const member of this.others.all()) member.drain();
    this.changed.notify();
  }

  private async closeOnce(): Promise<void> {
    this.membership.state = 'closing';
    this.reader.close(instanceNotFound());
    this.changes.close(instanceNotFound());
    this.changed.notify();
    this.autoCommit.stop();
    await Promise.all([this.others.close(), this.autoCommit.flush().then(() => this.client.close())]);
  }

  private joinTopic(topic: string, origins: readonly TopicPartitionOffset[]): Promise<void> {
    this.membership.keepsPlaces = true;
    this.membership.origins = origins;
    return this.membership.join({ kind: 'topics', topics: [topic] });
  }

  /** The one that reads this topic and nothing else. */
  private memberFor(topic: string): ConsumerInstance | undefined {
    return readsOnly(this.membership.subscription, topic) ? this : this.others.get(topic);
  }

  private checkOneMember(): void {
    if (this.others.size > 0) throw readsByTopic();
  }

  private change(work: () => Promise<void>): Promise<void> {
    return this.changes.run(async () => {
      this.membership.checkOpen();
      await work();
    });
  }
}
