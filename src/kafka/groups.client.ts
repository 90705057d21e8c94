import type { BrokerNode, Outcome } from './admin.client.js';
import type { TopicPartition, TopicPartitionOffset } from './record.js';

export interface GroupListing {
  group: string;
  /** It has offsets, but no protocol of consumers: somebody commits by hand. */
  isSimple: boolean;
  state: GroupState;
  type: GroupType;
}

/** Kafka's names in capitals. */
export type GroupState =
  | 'UNKNOWN'
  | 'PREPARING_REBALANCE'
  | 'COMPLETING_REBALANCE'
  | 'STABLE'
  | 'DEAD'
  | 'EMPTY'
  | 'ASSIGNING'
  | 'RECONCILING'
  | 'NOT_READY';

export type GroupType = 'UNKNOWN' | 'CLASSIC' | 'CONSUMER' | 'SHARE' | 'STREAMS';

export interface GroupMember {
  memberId: string;
  /** `group.instance.id` of a static member. */
  instanceId: string | null;
  clientId: string;
  host: string;
  assignment: TopicPartition[];
}

export interface GroupDescription extends GroupListing {
  /** Empty while the group has no members. */
  partitionAssignor: string;
  coordinator: BrokerNode | null;
  members: GroupMember[];
}

/** Consumer groups and their committed offsets. Injection token. Rejects with `GatewayError` like `AdminClient`. */
export abstract class GroupsClient {
  /** All groups that the principal may describe. */
  abstract list(): Promise<GroupListing[]>;
  /** One outcome per group, in order. An unknown group is `not-found`. */
  abstract describe(groups: readonly string[]): Promise<Outcome<GroupDescription>[]>;
  /** All committed offsets of a group; partitions without a commit are omitted. */
  abstract offsets(group: string): Promise<TopicPartitionOffset[]>;
  /** Sets committed offsets; Kafka refuses while the group has members that read these topics. One outcome per entry. */
  abstract alterOffsets(group: string, offsets: readonly TopicPartitionOffset[]): Promise<Outcome<void>[]>;
  /** One outcome per entry, in order. */
  abstract deleteOffsets(group: string, partitions: readonly TopicPartition[]): Promise<Outcome<void>[]>;
  /** Groups must be empty. One outcome per group, in order; an unknown one is `not-found`. */
  abstract delete(groups: readonly string[]): Promise<Outcome<void>[]>;
}
