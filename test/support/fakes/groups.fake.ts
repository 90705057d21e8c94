import { GatewayError } from '../../../src/errors/gateway-error.js';
import type { Outcome } from '../../../src/kafka/admin.client.js';
import { type GroupDescription, type GroupListing, GroupsClient } from '../../../src/kafka/groups.client.js';
import type { TopicPartition, TopicPartitionOffset } from '../../../src/kafka/record.js';

/** Groups in memory. As in Kafka, a commit makes a group, and members keep others from changing it. */
export class FakeGroupsClient extends GroupsClient {
  readonly groups = new Map<string, GroupDescription>();
  /** Groups that exist, but may not be described. */
  readonly forbidden = new Set<string>();
  private readonly committed = new Map<string, TopicPartitionOffset[]>();

  addGroup(group: string, change: Partial<GroupDescription> = {}): void {
    const empty = { isSimple: false, state: 'EMPTY', type: 'CLASSIC', partitionAssignor: '', members: [] } as const;
    this.groups.set(group, { group, coordinator: null, ...empty, members: [], ...change });
  }

  setOffsets(group: string, offsets: TopicPartitionOffset[]): void {
    this.committed.set(group, offsets);
  }

  override async list(): Promise<GroupListing[]> {
    return [...this.groups.values()];
  }

  override async describe(groups: readonly string[]): Promise<Outcome<GroupDescription>[]> {
    return groups.map((group) => {
      if (this.forbidden.has(group)) return { error: new GatewayError('forbidden', 'Not authorized.') };
      const value = this.groups.get(group);
      return value ? { value } : { error: unknownGroup() };
    });
  }

  override async offsets(group: string): Promise<TopicPartitionOffset[]> {
    return [...(this.committed.get(group) ?? [])];
  }

  override async alterOffsets(group: string, offsets: readonly TopicPartitionOffset[]): Promise<Outcome<void>[]> {
    if (!this.groups.has(group)) this.addGroup(group);
    if (this.hasMembers(group)) throw new GatewayError('kafka-refused', 'The group has members.');
    const kept = (await this.offsets(group)).filter((old) => !offsets.some((entry) => same(entry, old)));
    this.setOffsets(group, [...kept, ...offsets]);
    return offsets.map(() => ({ value: undefined }));
  }

  override async deleteOffsets(group: string, partitions: readonly TopicPartition[]): Promise<Outcome<void>[]> {
    const kept = (await this.offsets(group)).filter((old) => !partitions.some((entry) => same(entry, old)));
    this.setOffsets(group, kept);
    return partitions.map(() => ({ value: undefined }));
  }

  override async delete(groups: readonly string[]): Promise<Outcome<void>[]> {
    return groups.map((group) => {
      if (this.hasMembers(group)) return { error: new GatewayError('kafka-refused', 'The group is not empty.') };
      this.committed.delete(group);
      return this.groups.delete(group) ? { value: undefined } : { error: unknownGroup() };
    });
  }

  private hasMembers(group: string): boolean {
    return (this.groups.get(group)?.members.length ?? 0) > 0;
  }
}

function same(a: TopicPartition, b: TopicPartition): boolean {
  return a.topic === b.topic && a.partition === b.partition;
}

function unknownGroup(): GatewayError {
  return new GatewayError('not-found', 'The consumer group could not be found.');
}
