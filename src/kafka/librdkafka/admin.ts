import { GatewayError } from '../../errors/gateway-error.js';
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
import type { AdminRequest } from './admin-calls.js';
import { describeBrokerConfigs, describeTopicConfigs } from './admin-configs.js';
import { missingOutcome } from './admin-errors.js';
import { listGroupOffsets } from './admin-group-offsets.js';
import type { AdminHandles } from './admin-handles.js';
import { OffsetLookups } from './admin-offset-lookups.js';
import { toBroker } from './admin-to-broker.js';
import { createTopics, deleteTopics, refusalsOf } from './admin-topic-changes.js';
import { describeTopics } from './admin-topics.js';
import { untilSeen } from './admin-visibility.js';
import { MetadataLookup } from './metadata-lookup.js';
import { topicNames } from './metadata-topics.js';

type TopicOutcomes = ReadonlyMap<string, Outcome<void>>;

/** How long in ms a broker may take to tell its rack: one that just died is not worth a long wait. */
const RACK_MS = 2000;

/** Of brokers that all know the same, one that just died may still be listed. */
const BROKERS_ASKED = 3;

const NONE: TopicOutcomes = new Map();

/** Kafka's admin plane by librdkafka. It closes the handles that it was given. */
export class LibrdkafkaAdminClient extends AdminClient {
  private readonly requestTimeoutMs: number;
  private readonly offsets: OffsetLookups;
  private readonly names: MetadataLookup<string[]>;
  private closed: Promise<void> | null = null;

  constructor(private readonly handles: AdminHandles) {
    super();
    const { leaders, requestTimeoutMs } = handles;
    this.requestTimeoutMs = requestTimeoutMs;
    this.offsets = new OffsetLookups(leaders, requestTimeoutMs);
    this.names = new MetadataLookup((timeoutMs) => topicNames(handles.native, timeoutMs));
  }

  override describeCluster(): Promise<ClusterDescription> {
    return this.handles.describeCluster();
  }

  override listTopics(): Promise<string[]> {
    return this.handles.askOnThread(this.names);
  }

  override async describeTopics(
    names: readonly string[],
    { authorizedOperations, brokerId }: { authorizedOperations?: boolean; brokerId?: number } = {},
  ): Promise<Outcome<TopicDescription>[]> {
    if (names.length === 0) return [];
    const request = describeTopics(unique(names), authorizedOperations);
    const outcomes = await this.handles.call(brokerId === undefined ? request : toBroker(brokerId, request));
    return names.map((name) => outcomes.get(name) ?? missingOutcome());
  }

  /** Each broker tells its own: metadata as librdkafka shows it has no racks. */
  override async describeRacks(brokerIds: readonly number[]): Promise<Map<number, string | null>> {
    const racks = await Promise.all(brokerIds.map((id) => this.rackOf(id)));
    return new Map(brokerIds.map((id, index) => [id, racks[index] ?? null]));
  }

  private async rackOf(brokerId: number): Promise<string | null> {
    try {
      const timeoutMs = Math.min(RACK_MS, this.requestTimeoutMs);
      const request = { ...describeBrokerConfigs(brokerId, ['broker.rack']), timeoutMs };
      const [rack] = await this.handles.call(request);
      return rack?.value ?? null;
    } catch (error) {
      if (error instanceof GatewayError && error.code === 'kafka-unavailable') return null;
      throw error;
    }
  }

  override async describeTopicConfigs(topic: string): Promise<ConfigEntry[]> {
    return this.handles.call(describeTopicConfigs(topic));
  }

  override async describeBrokerConfig(name: string): Promise<string | null> {
    const { brokers } = await this.describeCluster();
    const asked = brokers.slice(0, BROKERS_ASKED).map(async ({ id }) => {
      const entries = await this.handles.call(describeBrokerConfigs(id, [name]));
      return entries.find((entry) => entry.name === name)?.value ?? null;
    });
    try {
      return await Promise.any(asked);
    } catch {
      return asked[0] ?? null; // why the first did not
    }
  }

  override listOffsets(partitions: readonly TopicPartition[], spec: OffsetSpec): Promise<Outcome<number>[]> {
    return this.handles.inTime(this.offsets.list(partitions, spec));
  }

  /** Makes sure of an answer first: looking for a coordinator in vain costs a handle. */
  override async listGroupOffsets(
    group: string,
    partitions: readonly TopicPartition[],
  ): Promise<TopicPartitionOffset[]> {
    if (partitions.length === 0) return [];
    const different = new Map(partitions.map((entry) => [`${entry.partition}:${entry.topic}`, entry]));
    await this.handles.reached();
    return this.handles.coordinators.call(listGroupOffsets(group, [...different.values()]));
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
    const outcomes = await this.handles.call(request);
    const changed = [...outcomes].filter(([, outcome]) => !outcome.error).map(([name]) => name);
    await untilSeen(this.handles, changed, change);
    return outcomes;
  }

  /** Rejects what is pending. Idempotent. */
  override close(): Promise<void> {
    this.closed ??= this.closeOnce();
    return this.closed;
  }

  private async closeOnce(): Promise<void> {
    await Promise.all([this.handles.closeOthers(), this.names.close()]);
    await this.handles.close();
  }
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
