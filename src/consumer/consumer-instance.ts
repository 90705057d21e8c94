import type { ConsumerClient, ConsumerClientFactory } from '../kafka/consumer.client.js';
import type { TopicPartition, TopicPartitionOffset } from '../kafka/record.js';
import type { Log } from '../logging/log.js';
import { AutoCommit } from './auto-commit.js';
import type { Delivery } from './delivery.js';
import { consumerProperties, type InstanceOptions } from './instance-options.js';
import { Membership } from './membership.js';
import type { PartitionOffsets } from './partition-offsets.js';
import { offsetsOf, PartitionPositions } from './partition-positions.js';
import { type ReadRequest, RecordReader } from './record-reader.js';
import type { SchemaDecoder } from './schema-decoder.js';
import { checkExclusive, checkReadsOnly, instanceNotFound, readsOnly } from './subscription.js';
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
  }

  /** Names of the topics subscribed to; those that matched so far for a pattern. */
  get topics(): readonly string[] {
    return this.membership.topics;
  }

  /** The pattern subscribed to, if any. */
  get pattern(): TopicPattern | null {
    const { subscription } = this.membership;
    return subscription?.kind === 'pattern' ? subscription.pattern : null;
  }

  /** What is assigned, by the group or by hand. */
  get partitions(): TopicPartition[] {
    return this.membership.partitions;
  }

  /** Waits for its turn and for data; null when the signal aborted first. */
  read(request: ReadRequest, signal?: AbortSignal): Promise<Delivery | null> {
    return this.reader.read(request, signal);
  }

  /** Joins the group for these topics; none: leaves it, or drops the manual assignment. */
  subscribe(topics: readonly string[]): Promise<void> {
    if (topics.length === 0) return this.unsubscribe();
    return this.change(() => {
      checkExclusive(this.membership.subscription, 'topics');
      return this.membership.join({ kind: 'topics', topics: [...new Set(topics)].sort() });
    });
  }

  /** Whether this topic is subscribed to by name, and nothing else is read. */
  readsOnly(topic: string): boolean {
    return readsOnly(this.membership.subscription, topic);
  }

  /** Joins the group for this topic, unless it has. Rejects when the instance reads anything else. */
  subscribeOnly(topic: string): Promise<void> {
    return this.change(() => {
      checkReadsOnly(this.membership.subscription, topic);
      return this.membership.join({ kind: 'topics', topics: [topic] });
    });
  }

  /** Joins the group for those of `known` (all topics there are) that match. */
  subscribePattern(pattern: TopicPattern, known: readonly string[]): Promise<void> {
    return this.change(() => {
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
    return this.change(() => this.membership.leave());
  }

  /** Reads these partitions, without the group; none: drops the manual assignment. */
  assign(partitions: readonly TopicPartition[]): Promise<void> {
    return this.change(() => {
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
      await this.membership.joined();
      this.membership.checkOpen();
      this.membership.checkAssigned(wanted ?? []);
      this.membership.seek(await find(wanted ?? this.partitions));
    });
  }

  /** Commits exactly what was delivered, and answers what that is. */
  async commit(): Promise<TopicPartitionOffset[]> {
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
    this.changed.notify();
  }

  private async closeOnce(): Promise<void> {
    this.membership.state = 'closing';
    this.reader.close(instanceNotFound());
    this.changes.close(instanceNotFound());
    this.changed.notify();
    this.autoCommit.stop();
    await this.autoCommit.flush();
    await this.client.close();
  }

  private change(work: () => Promise<void>): Promise<void> {
    return this.changes.run(async () => {
      this.membership.checkOpen();
      await work();
    });
  }
}
