import type { Log } from '../../logging/log.js';
import {
  AdminClient,
  type ClusterDescription,
  type ConfigEntry,
  type NewTopic,
  type OffsetSpec,
  type Outcome,
  type TopicDescription,
} from '../admin.client.js';
import type { TopicPartition, TopicPartitionOffset } from '../record.js';
import { AdminCalls, type AdminRequest } from './admin-calls.js';
import { coordinatorCalls } from './admin-coordinator-calls.js';
import { describeBrokerConfigs, describeTopicConfigs } from './admin-configs.js';
import { missingOutcome } from './admin-errors.js';
import { listGroupOffsets } from './admin-group-offsets.js';
import { LeaderCalls } from './admin-leader-calls.js';
import { OffsetLookups } from './admin-offset-lookups.js';
import type { RenewableCalls } from './admin-renewable-calls.js';
import { createTopics, deleteTopics, refusalsOf } from './admin-topic-changes.js';
import { describeTopics } from './admin-topics.js';
import { untilSeen } from './admin-visibility.js';
import type { Properties } from './handle.js';
import { ANY_TOPIC, describeCluster } from './metadata-cluster.js';
import { MetadataLookup } from './metadata-lookup.js';
import { topicNames } from './metadata-topics.js';

type TopicOutcomes = ReadonlyMap<string, Outcome<void>>;

const NONE: TopicOutcomes = new Map();

/**
 * Kafka's admin plane by librdkafka. `requestTimeoutMs` bounds every call. Opens one handle at once and connects in the
 * background: Kafka may be down. Others come with the first `listOffsets` and the first `listGroupOffsets`.
 */
export class LibrdkafkaAdminClient extends AdminClient {
  private readonly calls: AdminCalls;
  private readonly leaders: LeaderCalls;
  private readonly coordinators: RenewableCalls;
  private readonly offsets: OffsetLookups;
  private readonly cluster: MetadataLookup<ClusterDescription>;
  private readonly names: MetadataLookup<string[]>;
  private closed: Promise<void> | null = null;

  /** Throws `GatewayError` when librdkafka refuses a property. */
  constructor(
    properties: Properties,
    private readonly requestTimeoutMs: number,
    log: Log,
  ) {
    super();
    this.calls = new AdminCalls(properties, requestTimeoutMs, log);
    this.leaders = new LeaderCalls(properties, requestTimeoutMs, log);
    this.coordinators = coordinatorCalls(properties, requestTimeoutMs, log);
    this.offsets = new OffsetLookups(this.leaders, requestTimeoutMs);
    this.cluster = new MetadataLookup(() => describeCluster(this.calls.native, requestTimeoutMs));
    this.names = new MetadataLookup(() => topicNames(this.calls.native, requestTimeoutMs));
  }

  override describeCluster(): Promise<ClusterDescription> {
    return this.askOnThread(this.cluster);
  }

  override listTopics(): Promise<string[]> {
    return this.askOnThread(this.names);
  }

  override async describeTopics(names: readonly string[]): Promise<Outcome<TopicDescription>[]> {
    if (names.length === 0) return [];
    const outcomes = await this.calls.call(describeTopics(unique(names)));
    return names.map((name) => outcomes.get(name) ?? missingOutcome());
  }

  override async describeTopicConfigs(topic: string): Promise<ConfigEntry[]> {
    return this.calls.call(describeTopicConfigs(topic));
  }

  override async describeBrokerConfig(name: string): Promise<string | null> {
    const { controllerId, brokers } = await this.describeCluster();
    const brokerId = controllerId ?? brokers[0]?.id;
    if (brokerId === undefined) return null;
    const entries = await this.calls.call(describeBrokerConfigs(brokerId, [name]));
    return entries.find((entry) => entry.name === name)?.value ?? null;
  }

  override listOffsets(partitions: readonly TopicPartition[], spec: OffsetSpec): Promise<Outcome<number>[]> {
    return this.inTime(this.offsets.list(partitions, spec));
  }

  /** Makes sure of an answer first: looking for a coordinator in vain costs a handle. */
  override async listGroupOffsets(
    group: string,
    partitions: readonly TopicPartition[],
  ): Promise<TopicPartitionOffset[]> {
    if (partitions.length === 0) return [];
    const different = new Map(partitions.map((entry) => [`${entry.partition}:${entry.topic}`, entry]));
    await this.reached();
    return this.coordinators.call(listGroupOffsets(group, [...different.values()]));
  }

  override async createTopics(topics: readonly NewTopic[]): Promise<Outcome<void>[]> {
    const refusals = refusalsOf(topics);
    const asked = topics.filter((_, index) => !refusals[index]);
    const outcomes = asked.length > 0 ? await this.change('created', createTopics(asked, this.requestTimeoutMs)) : NONE;
    return topics.map(({ name }, index) => {
      const refusal = refusals[index];
      return refusal ? { error: refusal } : (outcomes.get(name) ?? missingOutcome());
    });
  }

  override async deleteTopics(names: readonly string[]): Promise<Outcome<void>[]> {
    if (names.length === 0) return [];
    const outcomes = await this.change('deleted', deleteTopics(unique(names), this.requestTimeoutMs));
    return names.map((name) => outcomes.get(name) ?? missingOutcome());
  }

  private async change(change: 'created' | 'deleted', request: AdminRequest<TopicOutcomes>): Promise<TopicOutcomes> {
    const outcomes = await this.calls.call(request);
    const changed = [...outcomes].filter(([, outcome]) => !outcome.error).map(([name]) => name);
    await untilSeen(changed, change, (names) => this.describeTopics(names));
    return outcomes;
  }

  /** Rejects what is pending. Idempotent. */
  override close(): Promise<void> {
    this.closed ??= this.closeOnce();
    return this.closed;
  }

  private async closeOnce(): Promise<void> {
    await Promise.all([this.leaders.close(), this.coordinators.close(), this.cluster.close(), this.names.close()]);
    await this.calls.close();
  }

  /** Rejects when no broker answers. Takes no thread. */
  private async reached(): Promise<void> {
    await this.calls.call(describeTopics([ANY_TOPIC]));
  }

  /** Makes sure of an answer first: a thread that waits for a dead cluster is lost to everybody else. */
  private async askOnThread<T>(lookup: MetadataLookup<T>): Promise<T> {
    await this.reached();
    return this.inTime(lookup.ask());
  }

  /** What has to wait for others must not take longer than a request for all that. */
  private async inTime<T>(result: Promise<T>): Promise<T> {
    const { promise: expired, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(this.calls.timedOut()), this.requestTimeoutMs);
    try {
      return await Promise.race([result, expired]);
    } finally {
      clearTimeout(timer);
    }
  }
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
