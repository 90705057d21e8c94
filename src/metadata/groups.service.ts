import { Injectable } from '@nestjs/common';
import { GatewayError } from '../errors/gateway-error.js';
import { AdminClient, type Outcome } from '../kafka/admin.client.js';
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
   * Of all partitions with a commit, the largest lag first. Left out are commits for topics that are gone, and partitions
   * whose leader is missing or silent: only a leader knows the end. Rejects with `not-found` for an unknown group and for
   * one without commits, and with `kafka-retriable` or `kafka-unavailable` when no partition is left.
   */
  async lags(group: string): Promise<[GroupLag, ...GroupLag[]]> {
    const outcomes = await this.lagOutcomes(group, () => true);
    const lags = outcomes.flatMap(({ value }) => value ?? []);
    const [first, ...rest] = lags.sort((a, b) => b.lag - a.lag || byPlace(a, b));
    if (first) return [first, ...rest];
    throw outcomes[0]?.error ?? new GatewayError('not-found', 'Consumer group offsets could not be found.');
  }

  /**
   * Rejects with `not-found` for an unknown group and for a partition without a commit, and with `kafka-retriable` or
   * `kafka-unavailable` for one whose leader is missing or silent.
   */
  async lag(group: string, topic: string, partition: number): Promise<GroupLag> {
    const [outcome] = await this.lagOutcomes(group, (entry) => entry.topic === topic && entry.partition === partition);
    if (!outcome) throw uncommitted();
    if (outcome.error) throw outcome.error;
    return outcome.value;
  }

  /** Of the commits that are of interest and whose partitions exist. An error is that of a leader which is missing or silent. */
  private async lagOutcomes(group: string, isWanted: (entry: TopicPartition) => boolean): Promise<Outcome<GroupLag>[]> {
    const { members } = await this.get(group);
    const { led, leaderless } = await this.existing((await this.groups.offsets(group)).filter(isWanted));
    const ends = await this.admin.listOffsets(led, 'last-stable');
    const readers = new Map(members.flatMap((member) => member.assignment.map((entry) => [keyOf(entry), member])));
    const outcomes = led.map(({ topic, partition, offset: current }, index): Outcome<GroupLag> => {
      const end = ends[index];
      if (!end) throw new GatewayError('internal', 'Kafka answered without a partition that was asked for.');
      if (end.error) return { error: leaderTrouble(end.error, topic, partition) };
      const member = readers.get(keyOf({ topic, partition })) ?? null;
      return { value: { topic, partition, member, current, end: end.value, lag: Math.max(0, end.value - current) } };
    });
    return [...outcomes, ...leaderless.map((entry) => ({ error: withoutLeader(entry) }))];
  }

  private async existing(
    committed: readonly TopicPartitionOffset[],
  ): Promise<Record<'led' | 'leaderless', TopicPartitionOffset[]>> {
    const names = [...new Set(committed.map(({ topic }) => topic))];
    const topics = await this.metadata.described(names, { skipMissing: true });
    const leaders = new Map(
      topics.flatMap(({ name, partitions }) =>
        partitions.map(({ partition, leader }) => [keyOf({ topic: name, partition }), leader]),
      ),
    );
    const existing = committed.filter((entry) => leaders.has(keyOf(entry)));
    const isLed = (entry: TopicPartition): boolean => (leaders.get(keyOf(entry)) ?? -1) >= 0;
    return { led: existing.filter(isLed), leaderless: existing.filter((entry) => !isLed(entry)) };
  }
}

/** What a partition may be left out for. Throws the rest: who may not look must not be told that there is no lag. */
function leaderTrouble(error: GatewayError, topic: string, partition: number): GatewayError {
  switch (error.code) {
    case 'kafka-retriable':
    case 'kafka-unavailable':
      return error;
    case 'topic-not-found':
    case 'partition-not-found':
      return withoutLeader({ topic, partition }, error);
    default:
      throw error;
  }
}

function withoutLeader({ topic, partition }: TopicPartition, cause?: GatewayError): GatewayError {
  return new GatewayError(
    'kafka-retriable',
    `Partition ${partition} of topic "${topic}" has no leader at the moment.`,
    cause && { cause },
  );
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
