import { Injectable } from '@nestjs/common';
import { GatewayError } from '../errors/gateway-error.js';
import { AdminClient, type OffsetSpec, type Outcome } from '../kafka/admin.client.js';
import { GroupsClient } from '../kafka/groups.client.js';
import type { TopicPartition, TopicPartitionOffset } from '../kafka/record.js';
import { GroupsService } from '../metadata/groups.service.js';
import { MetadataService } from '../metadata/metadata.service.js';

/** Where a group shall go on: an end of the log, the first record at or after a time, an offset, or that far from where it is. */
export type ResetTarget = 'earliest' | 'latest' | { timestampMs: number } | { offset: number } | { shiftBy: number };

/** Without a partition: all of the topic. */
export interface ResetSelection {
  topic: string;
  partition?: number | undefined;
}

/** Changes consumer groups and where they go on. Groups with members refuse that: `kafka-refused`. */
@Injectable()
export class GroupChangesService {
  constructor(
    private readonly client: GroupsClient,
    private readonly groups: GroupsService,
    private readonly metadata: MetadataService,
    private readonly admin: AdminClient,
  ) {}

  /** With all its offsets. Rejects with `not-found`, and `kafka-refused` while it has members. */
  async delete(group: string): Promise<void> {
    refuseFailed(await this.client.delete([group]));
  }

  /**
   * Moves where a group goes on. What is outside a log is moved to its nearest end. Rejects with `not-found`,
   * `topic-not-found`, `partition-not-found`, `kafka-refused`.
   *
   * @param selection null: all partitions with a commit
   * @returns what was, or would be, committed
   */
  async reset(
    group: string,
    target: ResetTarget,
    selection: readonly ResetSelection[] | null,
    { validateOnly }: { validateOnly: boolean },
  ): Promise<TopicPartitionOffset[]> {
    await this.refuseMembers(group);
    const committed = new Map((await this.groups.offsets(group)).map((entry) => [keyOf(entry), entry]));
    const partitions = selection ? await this.selected(selection) : [...committed.values()];
    await this.requireExisting(partitions);
    const moved = await this.targets(partitions, target, committed);
    if (!validateOnly) refuseFailed(await this.client.alterOffsets(group, moved));
    return moved;
  }

  /**
   * Commits these offsets; a group that does not exist begins with them. Rejects with `topic-not-found`,
   * `partition-not-found`, and `kafka-refused` for what is outside a log.
   */
  async commit(
    group: string,
    offsets: readonly TopicPartitionOffset[],
    { validateOnly }: { validateOnly: boolean },
  ): Promise<void> {
    await this.refuseMembers(group, { mayBeNew: true });
    await this.requireExisting(offsets);
    const ranges = await this.ranges(offsets);
    offsets.forEach(({ topic, partition, offset }, index) => {
      const { first, end } = ranges[index] ?? { first: 0, end: 0 };
      if (offset < first || offset > end) {
        throw new GatewayError(
          'kafka-refused',
          `offset: ${offset} is outside partition ${partition} of topic "${topic}", ${first} to ${end}.`,
        );
      }
    });
    if (!validateOnly) refuseFailed(await this.client.alterOffsets(group, offsets));
  }

  /** Forgets a commit. Rejects with `not-found` for an unknown group and for a partition without a commit. */
  async forget(group: string, entry: TopicPartition): Promise<void> {
    await this.groups.offset(group, entry.topic, entry.partition);
    refuseFailed(await this.client.deleteOffsets(group, [entry]));
  }

  /** Kafka refuses by itself; this also serves who only wants to know. */
  private async refuseMembers(group: string, { mayBeNew = false } = {}): Promise<void> {
    const [outcome] = await this.client.describe([group]);
    if (outcome?.error) {
      if (mayBeNew && outcome.error.code === 'not-found') return;
      throw outcome.error;
    }
    if (outcome && outcome.value.members.length > 0) {
      throw new GatewayError(
        'kafka-refused',
        `Consumer group "${group}" has members: its offsets can be changed when they are gone.`,
      );
    }
  }

  private async selected(selection: readonly ResetSelection[]): Promise<TopicPartition[]> {
    const found = new Map<string, TopicPartition>();
    for (const { topic, partition } of selection) {
      const ids = partition === undefined ? (await this.metadata.topic(topic)).partitions : [{ partition }];
      for (const { partition: id } of ids) found.set(keyOf({ topic, partition: id }), { topic, partition: id });
    }
    return [...found.values()];
  }

  /** Kafka would store commits for partitions that do not exist, and asking for their offsets is unsafe. */
  private async requireExisting(partitions: readonly TopicPartition[]): Promise<void> {
    const names = [...new Set(partitions.map(({ topic }) => topic))];
    const topics = new Map(
      (await this.metadata.described(names, { skipMissing: false })).map(({ name, partitions: all }) => [
        name,
        new Set(all.map(({ partition }) => partition)),
      ]),
    );
    for (const { topic, partition } of partitions) {
      if (topics.get(topic)?.has(partition)) continue;
      throw new GatewayError('partition-not-found', `Topic "${topic}" has no partition ${partition}.`);
    }
  }

  private async targets(
    partitions: readonly TopicPartition[],
    target: ResetTarget,
    committed: ReadonlyMap<string, TopicPartitionOffset>,
  ): Promise<TopicPartitionOffset[]> {
    if (typeof target === 'string' || 'timestampMs' in target) {
      const offsets = await this.look(partitions, target);
      return partitions.map(({ topic, partition }, index) => ({ topic, partition, offset: offsets[index] ?? 0 }));
    }
    const ranges = await this.ranges(partitions);
    return partitions.map((entry, index) => {
      const { first, end } = ranges[index] ?? { first: 0, end: 0 };
      const wanted = 'offset' in target ? target.offset : shifted(entry, target.shiftBy, committed);
      return { topic: entry.topic, partition: entry.partition, offset: Math.min(Math.max(wanted, first), end) };
    });
  }

  private async ranges(partitions: readonly TopicPartition[]): Promise<{ first: number; end: number }[]> {
    const [firsts, ends] = [await this.look(partitions, 'earliest'), await this.look(partitions, 'latest')];
    return firsts.map((first, index) => ({ first, end: ends[index] ?? first }));
  }

  private async look(partitions: readonly TopicPartition[], spec: OffsetSpec): Promise<number[]> {
    return (await this.admin.listOffsets(partitions, spec)).map(({ value, error }) => {
      if (error) throw error;
      return value;
    });
  }
}

function shifted(entry: TopicPartition, shiftBy: number, committed: ReadonlyMap<string, TopicPartitionOffset>): number {
  const from = committed.get(keyOf(entry));
  if (from) return from.offset + shiftBy;
  throw new GatewayError(
    'kafka-refused',
    `to.shift_by: the group has no committed offset in partition ${entry.partition} of topic "${entry.topic}".`,
  );
}

function refuseFailed(outcomes: readonly Outcome<void>[]): void {
  for (const { error } of outcomes) if (error) throw error;
}

function keyOf({ topic, partition }: TopicPartition): string {
  return `${partition}:${topic}`;
}
