import { GatewayError } from '../../../src/errors/gateway-error.js';
import {
  AdminClient,
  type BrokerNode,
  type ClusterDescription,
  type ConfigEntry,
  type NewTopic,
  type OffsetSpec,
  type Outcome,
  type PartitionDescription,
  type TopicDescription,
} from '../../../src/kafka/admin.client.js';
import type { TopicPartition, TopicPartitionOffset } from '../../../src/kafka/record.js';

export interface FakePartition extends PartitionDescription {
  beginningOffset: number;
  endOffset: number;
}

export interface FakeTopic {
  name: string;
  internal: boolean;
  partitions: FakePartition[];
  configs: ConfigEntry[];
}

/** The calls that a test can make fail or wait. */
export type AdminCall = Exclude<keyof AdminClient, 'close'>;

/** Where the fake finds the end of a log that another fake writes to; undefined: it knows nothing of the partition. */
export type EndOffsetSource = (topic: string, partition: number) => number | undefined;

/** A small cluster in memory that answers as Kafka would: unknown topics, leaderless partitions, group offsets. */
export class FakeAdminClient extends AdminClient {
  clusterId = 'fake-cluster';
  brokers: BrokerNode[] = [{ id: 1, host: 'localhost', port: 9092, rack: null }];
  readonly topics = new Map<string, FakeTopic>();
  readonly brokerConfigs = new Map<string, string>([['auto.create.topics.enable', 'false']]);
  endOffsets: EndOffsetSource = () => undefined;
  /** Where it finds offsets by time; undefined: at the end. */
  offsetAtTime: (topic: string, partition: number, timestampMs: number) => number | undefined = () => undefined;
  closed = false;
  /** So many further descriptions of topics come from brokers that know none yet. */
  laggards = 0;
  private readonly committed = new Map<string, TopicPartitionOffset[]>();
  private readonly failures = new Map<AdminCall, GatewayError>();
  private readonly holds = new Map<AdminCall, Promise<void>>();
  private readonly counts = new Map<AdminCall, number>();

  /** Adds or replaces a topic whose partitions are all led by broker 1 unless `change` says otherwise. */
  addTopic(name: string, partitions = 1, change: Partial<Pick<FakeTopic, 'internal' | 'configs'>> = {}): FakeTopic {
    const topic: FakeTopic = {
      name,
      internal: false,
      configs: [],
      partitions: Array.from({ length: partitions }, (_, partition) => ({
        partition,
        leader: 1,
        replicas: [1],
        inSyncReplicas: [1],
        beginningOffset: 0,
        endOffset: 0,
      })),
      ...change,
    };
    this.topics.set(name, topic);
    return topic;
  }

  setGroupOffsets(group: string, offsets: TopicPartitionOffset[]): void {
    this.committed.set(group, offsets);
  }

  /** All further calls of this kind reject with the error; null: they work again. */
  failWith(call: AdminCall, error: GatewayError | null): void {
    if (error) this.failures.set(call, error);
    else this.failures.delete(call);
  }

  /** All further calls of this kind wait until the returned function is called. */
  hold(call: AdminCall): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.holds.set(call, promise);
    return () => {
      this.holds.delete(call);
      resolve();
    };
  }

  /** How often a call was made. */
  callsOf(call: AdminCall): number {
    return this.counts.get(call) ?? 0;
  }

  override async describeCluster(): Promise<ClusterDescription> {
    await this.enter('describeCluster');
    return { clusterId: this.clusterId, controllerId: this.brokers[0]?.id ?? null, brokers: [...this.brokers] };
  }

  override async listTopics(): Promise<string[]> {
    await this.enter('listTopics');
    return [...this.topics.keys()].sort();
  }

  override async describeTopics(
    names: readonly string[],
    options?: { authorizedOperations?: boolean; brokerId?: number },
  ): Promise<Outcome<TopicDescription>[]> {
    await this.enter('describeTopics');
    if (this.laggards > 0) {
      this.laggards--;
      return names.map((name) => ({ error: unknownTopic(name) }));
    }
    return names.map((name) => {
      const topic = this.topics.get(name);
      if (!topic) return { error: unknownTopic(name) };
      const { internal, partitions } = topic;
      const authorizedOperations = options?.authorizedOperations ? { authorizedOperations: ['DESCRIBE', 'READ'] } : {};
      return {
        value: { name, internal, partitions: partitions.map((entry) => ({ ...entry })), ...authorizedOperations },
      };
    });
  }

  override async describeRacks(brokerIds: readonly number[]): Promise<Map<number, string | null>> {
    await this.enter('describeRacks');
    return new Map(brokerIds.map((id) => [id, this.brokers.find((broker) => broker.id === id)?.rack ?? null]));
  }

  override async describeTopicConfigs(topic: string): Promise<ConfigEntry[]> {
    await this.enter('describeTopicConfigs');
    const found = this.topics.get(topic);
    if (!found) throw unknownTopic(topic);
    return [...found.configs];
  }

  override async describeBrokerConfig(name: string): Promise<string | null> {
    await this.enter('describeBrokerConfig');
    return this.brokerConfigs.get(name) ?? null;
  }

  override async listOffsets(partitions: readonly TopicPartition[], spec: OffsetSpec): Promise<Outcome<number>[]> {
    await this.enter('listOffsets');
    return partitions.map(({ topic, partition }) => {
      const found = this.topics.get(topic)?.partitions.find((candidate) => candidate.partition === partition);
      if (!found) return { error: unknownTopic(topic) };
      if (found.leader < 0) return { error: new GatewayError('kafka-retriable', 'Leader not available.') };
      const end = this.endOffsets(topic, partition) ?? found.endOffset;
      const atTime = typeof spec === 'object' ? this.offsetAtTime(topic, partition, spec.timestampMs) : undefined;
      return { value: spec === 'earliest' ? found.beginningOffset : (atTime ?? end) };
    });
  }

  override async listGroupOffsets(
    group: string,
    partitions: readonly TopicPartition[],
  ): Promise<TopicPartitionOffset[]> {
    await this.enter('listGroupOffsets');
    const offsets = this.committed.get(group) ?? [];
    return partitions.flatMap(({ topic, partition }) =>
      offsets.filter((entry) => entry.topic === topic && entry.partition === partition),
    );
  }

  override async createTopics(topics: readonly NewTopic[]): Promise<Outcome<void>[]> {
    await this.enter('createTopics');
    return topics.map(({ name, partitions }) => {
      if (this.topics.has(name)) return { error: new GatewayError('kafka-refused', `Topic '${name}' already exists.`) };
      this.addTopic(name, Math.max(partitions, 1));
      return { value: undefined };
    });
  }

  override async deleteTopics(names: readonly string[]): Promise<Outcome<void>[]> {
    await this.enter('deleteTopics');
    return names.map((name) => (this.topics.delete(name) ? { value: undefined } : { error: unknownTopic(name) }));
  }

  override async close(): Promise<void> {
    this.closed = true;
  }

  private async enter(call: AdminCall): Promise<void> {
    this.counts.set(call, this.callsOf(call) + 1);
    await this.holds.get(call);
    const failure = this.failures.get(call);
    if (failure) throw failure;
  }
}

function unknownTopic(name: string): GatewayError {
  return new GatewayError('topic-not-found', `Topic "${name}" not found.`);
}
