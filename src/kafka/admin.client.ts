import type { GatewayError } from '../errors/gateway-error.js';
import type { TopicPartition, TopicPartitionOffset } from './record.js';

export interface BrokerNode {
  id: number;
  host: string;
  port: number;
  rack: string | null;
}

export interface ClusterDescription {
  clusterId: string;
  controllerId: number | null;
  brokers: BrokerNode[];
}

export interface PartitionDescription {
  partition: number;
  /** -1 when there is none. */
  leader: number;
  replicas: number[];
  inSyncReplicas: number[];
}

export interface TopicDescription {
  name: string;
  internal: boolean;
  partitions: PartitionDescription[];
  /** Kafka's names of what the principal may do, e.g. `DESCRIBE_CONFIGS`; absent where nobody asked. */
  authorizedOperations?: string[];
}

export interface ConfigEntry {
  name: string;
  /** Null when sensitive. */
  value: string | null;
  /** Kafka's ConfigSource, e.g. `DEFAULT_CONFIG`, `DYNAMIC_TOPIC_CONFIG`. */
  source: string;
  isDefault: boolean;
  isReadOnly: boolean;
  isSensitive: boolean;
}

export interface NewTopic {
  name: string;
  /** -1: the broker's default. */
  partitions: number;
  /** -1: the broker's default. */
  replicationFactor: number;
  configs?: Readonly<Record<string, string>>;
}

/**
 * What to look up: the first offset, the next one to be written, the one up to which no transaction is open, or the first at
 * or after a time (ms since the epoch).
 */
export type OffsetSpec = 'earliest' | 'latest' | 'last-stable' | { timestampMs: number };

/** One entry of a call about many things: its value or its error. */
export type Outcome<T> = { value: T; error?: undefined } | { value?: undefined; error: GatewayError };

/**
 * Kafka's admin plane. Injection token. Every method rejects with `GatewayError`: `kafka-unavailable` when no broker
 * answers in time, `forbidden`, `kafka-refused` …
 */
export abstract class AdminClient {
  abstract describeCluster(): Promise<ClusterDescription>;
  /** Names of all topics the principal may describe, internal ones included, sorted. */
  abstract listTopics(): Promise<string[]>;
  /**
   * One outcome per name, in order. An unknown topic is `topic-not-found`. Never creates a topic. A broker that is asked by
   * its id must be there: else the request waits for it in vain.
   */
  abstract describeTopics(
    names: readonly string[],
    options?: { authorizedOperations?: boolean; brokerId?: number },
  ): Promise<Outcome<TopicDescription>[]>;
  /** Racks by broker id, null where there is none and where it cannot be known (not authorized, no answer). */
  abstract describeRacks(brokerIds: readonly number[]): Promise<Map<number, string | null>>;
  /** All effective settings of a topic. */
  abstract describeTopicConfigs(topic: string): Promise<ConfigEntry[]>;
  /** One setting of any broker; null when it cannot be known (not authorized, not supported). */
  abstract describeBrokerConfig(name: string): Promise<string | null>;
  /**
   * Offsets of partitions that are known to exist (check first: librdkafka's leader lookup of unknown topics is unsafe).
   * One outcome per entry, in order; `{ timestampMs }` beyond the end gives the end offset.
   */
  abstract listOffsets(partitions: readonly TopicPartition[], spec: OffsetSpec): Promise<Outcome<number>[]>;
  /** Committed offsets of a group; partitions without a commit are omitted. */
  abstract listGroupOffsets(group: string, partitions: readonly TopicPartition[]): Promise<TopicPartitionOffset[]>;
  abstract createTopics(topics: readonly NewTopic[]): Promise<Outcome<void>[]>;
  abstract deleteTopics(names: readonly string[]): Promise<Outcome<void>[]>;
  abstract close(): Promise<void>;
}
