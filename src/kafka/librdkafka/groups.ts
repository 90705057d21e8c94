import type { Outcome } from '../admin.client.js';
import { type GroupDescription, type GroupListing, GroupsClient } from '../groups.client.js';
import type { TopicPartition, TopicPartitionOffset } from '../record.js';
import type { AdminRequest } from './admin-calls.js';
import { missingOutcome } from './admin-errors.js';
import { describeGroups } from './admin-group-descriptions.js';
import { alterGroupOffsets, deleteGroupOffsets, listGroupOffsets, partitionKey } from './admin-group-offsets.js';
import { deleteGroups, listGroups } from './admin-groups.js';
import type { AdminHandles } from './admin-handles.js';

/** Consumer groups by librdkafka. */
export class LibrdkafkaGroupsClient extends GroupsClient {
  constructor(private readonly handles: AdminHandles) {
    super();
  }

  /** Has the brokers named anew first: librdkafka asks all that it has heard of, and waits for one that has left for good. */
  override async list(): Promise<GroupListing[]> {
    await this.handles.describeCluster();
    return this.handles.call(listGroups());
  }

  override async describe(groups: readonly string[]): Promise<Outcome<GroupDescription>[]> {
    if (groups.length === 0) return [];
    const outcomes = await this.ofCoordinator(describeGroups([...new Set(groups)]));
    return groups.map((group) => outcomes.get(group) ?? missingOutcome());
  }

  override offsets(group: string): Promise<TopicPartitionOffset[]> {
    return this.ofCoordinator(listGroupOffsets(group, null));
  }

  override async alterOffsets(group: string, offsets: readonly TopicPartitionOffset[]): Promise<Outcome<void>[]> {
    if (offsets.length === 0) return [];
    const outcomes = await this.ofCoordinator(alterGroupOffsets(group, offsets));
    return offsets.map((entry) => outcomes.get(partitionKey(entry)) ?? missingOutcome());
  }

  override async deleteOffsets(group: string, partitions: readonly TopicPartition[]): Promise<Outcome<void>[]> {
    if (partitions.length === 0) return [];
    const outcomes = await this.ofCoordinator(deleteGroupOffsets(group, partitions));
    return partitions.map((entry) => outcomes.get(partitionKey(entry)) ?? missingOutcome());
  }

  override async delete(groups: readonly string[]): Promise<Outcome<void>[]> {
    if (groups.length === 0) return [];
    const outcomes = await this.ofCoordinator(deleteGroups([...new Set(groups)]));
    return groups.map((group) => outcomes.get(group) ?? missingOutcome());
  }

  /** Makes sure of an answer first: looking for a coordinator in vain costs a handle. */
  private async ofCoordinator<T>(request: AdminRequest<T>): Promise<T> {
    await this.handles.reached();
    return this.handles.coordinators.call(request);
  }
}
