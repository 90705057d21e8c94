import type { NewTopic, Outcome } from './admin.client.js';
import type { TopicPartition, TopicPartitionOffset } from './record.js';

/** A topic with its replicas placed by hand: index is the partition, values are broker ids, the preferred leader first. */
export interface PlacedTopic extends NewTopic {
  /** With it `partitions` and `replicationFactor` are ignored. */
  assignments?: readonly (readonly number[])[];
}

export interface Reassignment extends TopicPartition {
  /** Current and target brokers together. */
  replicas: number[];
  adding: number[];
  removing: number[];
}

export interface ReassignmentChange extends TopicPartition {
  /** Brokers that shall hold the partition, the preferred leader first; null cancels what is going on. */
  replicas: readonly number[] | null;
}

/** Partitions on their way to other brokers. Methods reject with `GatewayError`. */
export interface Reassignments {
  list(partitions: readonly TopicPartition[] | null): Promise<Reassignment[]>;
  alter(changes: readonly ReassignmentChange[]): Promise<Outcome<void>[]>;
}

/** Changes of topics beyond creating and deleting them. Injection token. Rejects with `GatewayError` like `AdminClient`. */
export abstract class PartitionsClient {
  abstract createTopic(topic: PlacedTopic, options: { validateOnly: boolean }): Promise<void>;
  /** @param total partitions the topic shall have: more than now */
  abstract createPartitions(topic: string, total: number, options: { validateOnly: boolean }): Promise<void>;
  /** Deletes records before these offsets (-1: all). The value is the new first offset. Partitions must be known to exist. */
  abstract deleteRecords(before: readonly TopicPartitionOffset[]): Promise<Outcome<number>[]>;
  /** Nothing to do counts as success, with `false`. Without partitions: all of the cluster, and only what was changed. */
  abstract electLeaders(
    kind: 'PREFERRED' | 'UNCLEAN',
    partitions: readonly TopicPartition[] | null,
  ): Promise<(TopicPartition & { outcome: Outcome<boolean> })[]>;
  /** What is going on. Without partitions: everywhere. */
  abstract reassignments(partitions: readonly TopicPartition[] | null): Promise<Reassignment[]>;
  /** Starts or cancels. One outcome per entry, in order. */
  abstract reassign(changes: readonly ReassignmentChange[]): Promise<Outcome<void>[]>;
}
