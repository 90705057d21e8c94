import { GatewayError } from '../../../src/errors/gateway-error.js';
import {
  ConsumerClient,
  ConsumerClientFactory,
  type ConsumerListener,
  type ConsumerOptions,
  OFFSET_STORED,
} from '../../../src/kafka/consumer.client.js';
import type { RecordBatch, TopicPartition, TopicPartitionOffset } from '../../../src/kafka/record.js';
import type { FakeAdminClient } from './admin.fake.js';
import { FakeConsumerLog, type FakeRecord } from './consumer-log.fake.js';

const keyOf = ({ topic, partition }: TopicPartition): string => `${partition}:${topic}`;

/**
 * Consumers over a log in memory: groups rebalance eagerly, one turn of the event loop after they have changed. With an
 * admin fake, both know the same topics, ends and commits.
 */
export class FakeConsumerClientFactory extends ConsumerClientFactory {
  readonly log = new FakeConsumerLog();
  readonly clients: FakeConsumerClient[] = [];
  /** Commits reject with it while it is set. */
  commitError: GatewayError | null = null;
  /** Opening throws it while it is set. */
  openError: GatewayError | null = null;
  private readonly commits = new Map<string, Map<string, TopicPartitionOffset>>();
  private readonly rebalancing = new Set<string>();
  private held = false;

  constructor(private readonly admin?: FakeAdminClient) {
    super();
    if (admin) admin.endOffsets = (topic, partition) => this.log.end(topic, partition);
  }

  override open(options: ConsumerOptions, listener: ConsumerListener): ConsumerClient {
    if (this.openError) throw this.openError;
    const client = new FakeConsumerClient(this, options, listener);
    this.clients.push(client);
    return client;
  }

  /** Adds a topic that groups may be subscribed to already. */
  addTopic(topic: string, partitions = 1): void {
    this.log.addPartitions(topic, partitions);
    this.admin?.addTopic(topic, partitions);
    for (const { group, subscribed } of this.clients) if (subscribed.includes(topic)) this.rebalance(group);
  }

  /** Produces; creates the topic when there is none. */
  append(topic: string, ...records: FakeRecord[]): void {
    if (this.log.partitions(topic) === 0)
      this.addTopic(topic, Math.max(...records.map(({ partition }) => partition ?? 0)) + 1);
    this.log.append(topic, records);
    setImmediate(() => this.clients.forEach((client) => client.wake()));
  }

  /** No group assigns partitions until the returned function is called. */
  holdJoins(): () => void {
    this.held = true;
    return () => {
      this.held = false;
      for (const { group } of this.clients) this.rebalance(group);
    };
  }

  committed(group: string, entry: TopicPartition): number | undefined {
    return this.commits.get(group)?.get(keyOf(entry))?.offset;
  }

  /** Kept for the group, and told to the admin fake. */
  store(group: string, offsets: readonly TopicPartitionOffset[]): void {
    if (this.commitError) throw this.commitError;
    const stored = this.commits.get(group) ?? new Map<string, TopicPartitionOffset>();
    for (const entry of offsets) stored.set(keyOf(entry), { ...entry });
    this.commits.set(group, stored);
    this.admin?.setGroupOffsets(group, [...stored.values()]);
  }

  /** Takes all partitions of a group away and shares them out again. */
  rebalance(group: string): void {
    if (this.rebalancing.has(group)) return;
    this.rebalancing.add(group);
    setImmediate(() => {
      this.rebalancing.delete(group);
      const members = this.clients.filter((client) => client.group === group && client.subscribed.length > 0);
      for (const member of members) member.revoke();
      if (this.held) return;
      const topics = [...new Set(members.flatMap(({ subscribed }) => subscribed))];
      const shares = new Map<FakeConsumerClient, TopicPartition[]>(members.map((member) => [member, []]));
      for (const topic of topics) {
        const readers = members.filter(({ subscribed }) => subscribed.includes(topic));
        for (let partition = 0; partition < this.log.partitions(topic); partition++) {
          shares.get(readers[partition % readers.length]!)!.push({ topic, partition });
        }
      }
      for (const [member, share] of shares) member.take(share);
    });
  }
}

export class FakeConsumerClient extends ConsumerClient {
  subscribed: readonly string[] = [];
  closed = false;
  /** How often somebody looked for records. */
  polls = 0;
  private positions: TopicPartitionOffset[] = [];

  constructor(
    private readonly factory: FakeConsumerClientFactory,
    readonly options: ConsumerOptions,
    readonly listener: ConsumerListener,
  ) {
    super();
  }

  get group(): string {
    return this.options.groupId;
  }

  override subscribe(topics: readonly string[]): void {
    this.subscribed = topics;
    this.factory.rebalance(this.group);
  }

  override unsubscribe(): void {
    if (this.subscribed.length > 0) setImmediate(() => this.revoke());
    else this.positions = [];
    this.subscribed = [];
    this.factory.rebalance(this.group);
  }

  override assign(positions: readonly TopicPartitionOffset[]): void {
    this.positions = positions.map((entry) => ({ ...entry, offset: this.start(entry) }));
    setImmediate(() => this.wake());
  }

  override seek(positions: readonly TopicPartitionOffset[]): void {
    for (const { topic, partition, offset } of positions) {
      const position = this.positions.find((entry) => entry.topic === topic && entry.partition === partition);
      if (position) position.offset = offset;
    }
    setImmediate(() => this.wake());
  }

  override poll(maxRecords: number, extras: boolean): RecordBatch | null {
    this.polls++;
    return this.factory.log.take(this.positions, maxRecords, extras);
  }

  override endOf(topic: string, partition: number): number | null {
    const isAssigned = this.positions.some((entry) => entry.topic === topic && entry.partition === partition);
    return isAssigned && !this.closed && this.polls > 0 ? (this.factory.log.end(topic, partition) ?? null) : null;
  }

  override async commit(offsets: readonly TopicPartitionOffset[]): Promise<void> {
    if (offsets.length > 0) this.factory.store(this.group, offsets);
  }

  override async close(): Promise<void> {
    this.closed = true;
    this.revoke();
    this.subscribed = [];
    this.factory.rebalance(this.group);
  }

  /** The group gives these partitions. */
  take(partitions: readonly TopicPartition[]): void {
    this.positions = partitions.map((entry) => ({ ...entry, offset: this.start({ ...entry, offset: OFFSET_STORED }) }));
    this.listener.onAssigned(partitions);
    this.wake();
  }

  /** The group takes all partitions. */
  revoke(lost = false): void {
    if (this.positions.length > 0)
      this.listener.onRevoked(
        this.positions.map(({ topic, partition }) => ({ topic, partition })),
        lost,
      );
    this.positions = [];
  }

  wake(): void {
    this.listener.onReadable();
  }

  private start({ topic, partition, offset }: TopicPartitionOffset): number {
    if (offset !== OFFSET_STORED) return offset;
    const committed = this.factory.committed(this.group, { topic, partition });
    const reset =
      this.options.properties['auto.offset.reset'] === 'earliest' ? 0 : this.factory.log.end(topic, partition);
    return committed ?? reset ?? 0;
  }
}
