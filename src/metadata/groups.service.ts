import { Injectable } from '@nestjs/common';
import { GatewayError } from '../errors/gateway-error.js';
import { AdminClient } from '../kafka/admin.client.js';
import { type GroupDescription, type GroupMember, GroupsClient } from '../kafka/groups.client.js';
import type { TopicPartition, TopicPartitionOffset } from '../kafka/record.js';
import { MetadataService } from './metadata.service.js';

/** Groups in one request. */
const AT_A_TIME = 500;

/** How far a group is behind in a partition. */
export interface GroupLag extends TopicPartition {
  /** Who reads it; null: nobody. */
  member: GroupMember | null;
  /** Committed. */
  current: number;
  /** As readers of committed transactions see it. */
  end: number;
  /** 0 or more, also where a commit is behind the end. */
  lag: number;
}

/** What can be read about consumer groups. Nothing is cached. */
@Injectable()
export class GroupsService {
  constructor(
    private readonly groups: GroupsClient,
    private readonly admin: AdminClient,
    private readonly metadata: MetadataService,
  ) {}

  /** By name. Those that the gateway may not describe, and those that are gone meanwhile, are left out. */
  async list(): Promise<GroupDescription[]> {
    const listed = new Map((await this.groups.list()).map((listing) => [listing.group, listing]));
    const names = [...listed.keys()].sort();
    const found: GroupDescription[] = [];
    for (let from = 0; from < names.length; from += AT_A_TIME) {
      for (const { value, error } of await this.groups.describe(names.slice(from, from + AT_A_TIME))) {
        if (value) found.push(value);
        else if (error.code !== 'not-found' && error.code !== 'forbidden') throw error;
      }
    }
    return found;
  }

  /** Rejects with `not-found`. */
  async get(group: string): Promise<GroupDescription> {
    const [outcome] = await this.groups.describe([group]);
    if (!outcome) throw new GatewayError('internal', 'The consumer group could not be described.');
    if (outcome.error) throw outcome.error;
    return outcome.value;
  }

  /** By id. Rejects with `not-found`. */
  async members(group: string): Promise<GroupMember[]> {
    const { members } = await this.get(group);
    return members.toSorted((a, b) => (a.memberId < b.memberId ? -1 : 1));
  }

  /** Rejects with `not-found` for an unknown group or member. */
  async member(group: string, memberId: string): Promise<GroupMember> {
    const found = (await this.get(group)).members.find((member) => member.memberId === memberId);
    if (!found) throw new GatewayError('not-found', 'The consumer could not be found in this group.');
    return found;
  }

  /** Committed offsets, by topic and partition. Rejects with `not-found` for an unknown group. */
  async offsets(group: string): Promise<TopicPartitionOffset[]> {
    await this.get(group);
    return (await this.groups.offsets(group)).sort(byPlace);
  }

  /** Rejects with `not-found` for an unknown group and for a partition without a commit. */
  async offset(group: string, topic: string, partition: number): Promise<TopicPartitionOffset> {
    const found = (await this.offsets(group)).find((entry) => entry.topic === topic && entry.partition === partition);
    if (!found) throw uncommitted();
    return found;
  }

  /**
   * Of all partitions with a commit, the largest lag first. Rejects with `not-found` for an unknown group and for one
   * without commits. Commits for topics that are gone are left out.
   */
  async lags(group: string): Promise<[GroupLag, ...GroupLag[]]> {
    const { members } = await this.get(group);
    const committed = await this.existing(await this.groups.offsets(group));
    const ends = await this.admin.listOffsets(committed, 'last-stable');
    const readers = new Map(members.flatMap((member) => member.assignment.map((entry) => [keyOf(entry), member])));
    const lags = committed.map(({ topic, partition, offset }, index): GroupLag => {
      const end = ends[index];
      if (!end) throw new GatewayError('internal', 'Kafka answered without a partition that was asked for.');
      if (end.error) throw end.error;
      const member = readers.get(keyOf({ topic, partition })) ?? null;
      return { topic, partition, member, current: offset, end: end.value, lag: Math.max(0, end.value - offset) };
    });
    const [first, ...rest] = lags.sort((a, b) => b.lag - a.lag || byPlace(a, b));
    if (!first) throw new GatewayError('not-found', 'Consumer group offsets could not be found.');
    return [first, ...rest];
  }

  /** Rejects with `not-found` for an unknown group and for a partition without a commit. */
  async lag(group: string, topic: string, partition: number): Promise<GroupLag> {
    const found = (await this.lags(group)).find((lag) => lag.topic === topic && lag.partition === partition);
    if (!found) throw uncommitted();
    return found;
  }

  private async existing(committed: readonly TopicPartitionOffset[]): Promise<TopicPartitionOffset[]> {
    const names = [...new Set(committed.map(({ topic }) => topic))];
    const topics = await this.metadata.described(names, { skipMissing: true });
    const known = new Set(
      topics.flatMap(({ name, partitions }) => partitions.map(({ partition }) => keyOf({ topic: name, partition }))),
    );
    return committed.filter((entry) => known.has(keyOf(entry)));
  }
}

function uncommitted(): GatewayError {
  return new GatewayError('not-found', 'The consumer group has not committed an offset for this partition.');
}

function keyOf({ topic, partition }: TopicPartition): string {
  return `${partition}:${topic}`;
}

function byPlace(a: TopicPartition, b: TopicPartition): number {
  return a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1;
}
