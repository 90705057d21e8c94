import { randomUUID } from 'node:crypto';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { type OnDecodeError, Settings } from '../config/settings.js';
import { GatewayError } from '../errors/gateway-error.js';
import { AdminClient } from '../kafka/admin.client.js';
import { ConsumerClientFactory } from '../kafka/consumer.client.js';
import type { TopicPartition, TopicPartitionOffset } from '../kafka/record.js';
import { Log } from '../logging/log.js';
import { Metrics } from '../metrics/metrics.js';
import { ConsumerInstance } from './consumer-instance.js';
import { CountedRebalances } from './counted-rebalances.js';
import type { Delivery } from './delivery.js';
import { instanceOptions, type InstanceRequest } from './instance-options.js';
import { InstanceRegistry } from './instance-registry.js';
import { PartitionOffsets, type PartitionTime } from './partition-offsets.js';
import { distinct } from './partition-positions.js';
import { PatternWatcher } from './pattern-watcher.js';
import { hasSchemas, type RecordFormat } from './record-format.js';
import type { ReadRequest } from './record-reader.js';
import { SchemaDecoder } from './schema-decoder.js';
import { checkTopicName } from './topic-name.js';
import { TopicPattern } from './topic-pattern.js';

/** Which instance is meant. */
export interface InstanceRef {
  group: string;
  name: string;
}

/** What a client may say about one read; what it leaves out is the instance's or as configured. */
export interface ReadOptions {
  /** Longest wait in milliseconds. Absent: the instance's, behind a wait for the group to assign partitions. */
  timeoutMs?: number;
  /** Most bytes of keys and values. */
  maxBytes?: number;
  onUndecodable?: OnDecodeError;
  /** Timestamps and headers too. */
  extras?: boolean;
}

/**
 * Consumer instances. Every method that takes an `InstanceRef` rejects with `consumer-not-found` for an instance that does
 * not exist, was closed or has expired, and keeps a live one from expiring.
 */
@Injectable()
export class ConsumerService implements BeforeApplicationShutdown {
  private readonly registry: InstanceRegistry;
  private readonly patterns: PatternWatcher;
  private readonly factory: ConsumerClientFactory;
  private draining = false;

  constructor(
    factory: ConsumerClientFactory,
    private readonly admin: AdminClient,
    private readonly offsets: PartitionOffsets,
    private readonly decoder: SchemaDecoder,
    private readonly settings: Settings,
    private readonly log: Log,
    private readonly metrics: Metrics,
  ) {
    const { consumer, refusals } = metrics;
    this.factory = new CountedRebalances(factory, (event) => consumer.rebalanced(event));
    this.registry = new InstanceRegistry(settings.consumers, log, {
      onExpired: () => consumer.instanceExpired(),
      onRefused: () => refusals.instanceRefused(),
    });
    consumer.watch(() => this.registry.clients);
    consumer.lag.watch(() => this.registry.all().map(({ lag }) => lag));
    this.patterns = new PatternWatcher(admin, () => this.registry.all(), log);
  }

  /**
   * Opens an instance, without joining its group.
   *
   * @returns its name
   * @throws GatewayError `consumer-exists`, `too-many-requests`, `consumer-config-refused`, `consumer-config-out-of-range`,
   *   `schema-registry-not-configured`
   */
  create(group: string, request: InstanceRequest): string {
    if (this.draining) throw new GatewayError('shutting-down', 'The gateway is shutting down.');
    if (hasSchemas(request.format)) this.decoder.checkConfigured();
    const name = request.name ?? this.generateName();
    const options = instanceOptions(group, name, request, this.settings);
    const log = this.log.child({ group, instance: name });
    this.registry.add(
      group,
      name,
      () => new ConsumerInstance(options, this.factory, this.offsets, this.decoder, this.settings.consumers, log),
    );
    this.metrics.consumer.instanceCreated();
    return name;
  }

  /** Whether any instance of the group lives here. */
  knowsGroup(group: string): boolean {
    return this.registry.has(group);
  }

  /** All instances that live here. */
  all(): InstanceRef[] {
    return this.registry.all().map(({ options: { group, name } }) => ({ group, name }));
  }

  /** Resolves when the instance has left its group. */
  async remove({ group, name }: InstanceRef): Promise<void> {
    await this.registry.remove(group, name);
  }

  /** The format in which the instance shows records. */
  formatOf(ref: InstanceRef): RecordFormat {
    const { instance, release } = this.registry.use(ref.group, ref.name);
    release();
    return instance.options.format;
  }

  /** Joins the group for these topics, in place of former ones. None: unsubscribes. */
  async subscribe(ref: InstanceRef, topics: readonly string[]): Promise<void> {
    topics.forEach((topic, i) => checkTopicName(topic, `topics[${i}]`));
    await this.with(ref, (instance) => instance.subscribe(topics));
  }

  /**
   * Joins the group for this topic, unless it has: what the first read of a topic does for clients that never subscribe.
   * Rejects with `topic-not-found`, and with `consumer-illegal-state` when the instance reads anything else.
   */
  async subscribeOnly(ref: InstanceRef, topic: string): Promise<void> {
    checkTopicName(topic, 'topic');
    await this.with(ref, async (instance) => {
      if (instance.readsOnly(topic)) return;
      const [described] = await this.admin.describeTopics([topic]);
      if (described?.error) throw described.error;
      await instance.subscribeOnly(topic);
    });
  }

  /**
   * Joins the group for this topic beside those that were added before, unless it has: what the first read of a topic does
   * in APIs whose clients read one topic after another. Rejects with `topic-not-found`, `too-many-requests`, and with
   * `consumer-illegal-state` when the instance reads in another way, or as many topics as it can.
   */
  async addTopic(ref: InstanceRef, topic: string): Promise<void> {
    checkTopicName(topic, 'topic');
    await this.with(ref, async (instance) => {
      if (instance.readsTopic(topic)) return;
      const [described] = await this.admin.describeTopics([topic]);
      if (described?.error) throw described.error;
      const partitions = (described?.value?.partitions ?? []).map(({ partition }) => ({ topic, partition }));
      const { offsetReset } = instance.options;
      const origins = offsetReset === 'latest' ? await this.offsets.uncommittedEnds(ref.group, partitions) : [];
      await instance.addTopic(topic, origins, () => this.registry.checkRoom());
    });
  }

  /** Joins the group for all topics that match, also those to come. */
  async subscribePattern(ref: InstanceRef, pattern: string): Promise<void> {
    const compiled = new TopicPattern(pattern);
    await this.with(ref, async (instance) => {
      const topics = await this.admin.listTopics();
      await instance.subscribePattern(compiled, topics);
      this.patterns.watch(topics);
    });
  }

  /** Names of the topics subscribed to. */
  async subscription(ref: InstanceRef): Promise<readonly string[]> {
    return this.with(ref, async (instance) => instance.topics);
  }

  /** Drops subscription and manual assignment. */
  async unsubscribe(ref: InstanceRef): Promise<void> {
    await this.with(ref, (instance) => instance.unsubscribe());
  }

  /** Reads these partitions without the group, in place of former ones. */
  async assign(ref: InstanceRef, partitions: readonly TopicPartition[]): Promise<void> {
    partitions.forEach(({ topic }, i) => checkTopicName(topic, `partitions[${i}].topic`));
    await this.with(ref, (instance) => instance.assign(distinct(partitions)));
  }

  /** Partitions that the instance has, by the group or by hand. */
  async assignment(ref: InstanceRef): Promise<TopicPartition[]> {
    return this.with(ref, async (instance) => instance.partitions);
  }

  /**
   * Waits for its turn and for records. The caller settles the delivery.
   *
   * @param signal aborts when nobody waits for the answer any more; then the result is null
   * @throws GatewayError `consumer-illegal-state` without subscription and assignment; Kafka's complaint, when there is one
   */
  read(ref: InstanceRef, options: ReadOptions, signal?: AbortSignal): Promise<Delivery | null> {
    return this.reading(ref, options, (instance, request) => instance.read(request, signal));
  }

  /** As `read`, of one topic that was added. */
  readTopic(ref: InstanceRef, topic: string, options: ReadOptions, signal?: AbortSignal): Promise<Delivery | null> {
    return this.reading(ref, options, (instance, request) => instance.readTopic(topic, request, signal));
  }

  private async reading(
    ref: InstanceRef,
    options: ReadOptions,
    read: (instance: ConsumerInstance, request: ReadRequest) => Promise<Delivery | null>,
  ): Promise<Delivery | null> {
    const { consumers } = this.settings;
    const { instance, release } = this.registry.use(ref.group, ref.name);
    let delivery: Delivery | null = null;
    try {
      delivery = await read(instance, {
        timeoutMs: options.timeoutMs === undefined ? null : Math.min(options.timeoutMs, consumers.requestTimeoutMaxMs),
        maxBytes: Math.min(options.maxBytes ?? consumers.requestMaxBytes, consumers.requestMaxBytes),
        onUndecodable: options.onUndecodable ?? consumers.onDecodeError,
        extras: options.extras ?? false,
      });
    } finally {
      // Somebody who takes long to download is not idle.
      if (delivery) this.follow(delivery, release);
      else release();
    }
    return delivery;
  }

  private follow(delivery: Delivery, release: () => void): void {
    const { consumer } = this.metrics;
    if (delivery.failure) consumer.recordUndecodable();
    delivery.onSettled = (delivered) => {
      if (!delivered && delivery.count > 0) consumer.recordsReturned(delivery.count);
      release();
    };
  }

  /** Commits exactly what was delivered. Resolves to what that is, when Kafka has stored it. */
  async commitDelivered(ref: InstanceRef): Promise<TopicPartitionOffset[]> {
    return this.with(ref, (instance) => instance.commit());
  }

  /** Commits these offsets (next to read). Of several for one partition the last one counts. */
  async commit(ref: InstanceRef, offsets: readonly TopicPartitionOffset[]): Promise<TopicPartitionOffset[]> {
    offsets.forEach(({ topic }, i) => checkTopicName(topic, `offsets[${i}].topic`));
    const last = distinct(offsets);
    await this.with(ref, (instance) => instance.commitOffsets(last));
    return last;
  }

  /** What the group has committed; partitions without a commit are left out. */
  async committed(ref: InstanceRef, partitions: readonly TopicPartition[]): Promise<TopicPartitionOffset[]> {
    partitions.forEach(({ topic }, i) => checkTopicName(topic, `partitions[${i}].topic`));
    const wanted = distinct(partitions);
    return this.with(ref, async () => (wanted.length === 0 ? [] : this.admin.listGroupOffsets(ref.group, wanted)));
  }

  /** Goes on at these offsets and times; a time beyond the last record is the end. */
  async seek(
    ref: InstanceRef,
    offsets: readonly TopicPartitionOffset[],
    times: readonly PartitionTime[],
  ): Promise<void> {
    await this.with(ref, (instance) =>
      instance.seek([...offsets, ...times], async () => distinct([...offsets, ...(await this.offsets.atTimes(times))])),
    );
  }

  /** Goes on at the first or behind the last record of these partitions; none named: of all that are assigned. */
  async seekToEdge(
    ref: InstanceRef,
    edge: 'earliest' | 'latest',
    partitions: readonly TopicPartition[],
  ): Promise<void> {
    const wanted = partitions.length === 0 ? null : distinct(partitions);
    await this.with(ref, (instance) => instance.seek(wanted, (found) => this.offsets.find(found, edge)));
  }

  /** The process is going to end: reads do not wait any more. */
  drain(): void {
    this.draining = true;
    for (const instance of this.registry.all()) instance.drain();
  }

  /** All instances leave their groups. Before the last phase of shutdown, in which the Kafka they talk to may end. */
  async beforeApplicationShutdown(): Promise<void> {
    this.drain();
    this.patterns.stop();
    await this.registry.clear();
  }

  private async with<T>({ group, name }: InstanceRef, work: (instance: ConsumerInstance) => Promise<T>): Promise<T> {
    const { instance, release } = this.registry.use(group, name);
    try {
      return await work(instance);
    } finally {
      release();
    }
  }

  private generateName(): string {
    const { id } = this.settings;
    return `rest-consumer-${id === '' ? '' : `${id}-`}${randomUUID()}`;
  }
}
