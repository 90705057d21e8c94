import { Injectable } from '@nestjs/common';
import { GatewayError } from '../errors/gateway-error.js';
import { AdminClient, type OffsetSpec } from '../kafka/admin.client.js';
import { OFFSET_STORED } from '../kafka/consumer.client.js';
import type { TopicPartition, TopicPartitionOffset } from '../kafka/record.js';
import type { OffsetReset } from './instance-options.js';

/** A partition and a time in milliseconds since the epoch. */
export interface PartitionTime extends TopicPartition {
  timestampMs: number;
}

/**
 * Turns "committed", "beginning", "end" and times into numbers before librdkafka hears of them: a logical offset assigned
 * before the leader is known costs it half a second.
 */
@Injectable()
export class PartitionOffsets {
  constructor(private readonly admin: AdminClient) {}

  /**
   * Where a manual assignment starts: at the group's commit, else where `reset` says. Partitions that do not exist (yet),
   * have no leader, or have no commit while `reset` is `none`, are left to librdkafka: `OFFSET_STORED`.
   */
  async starts(
    group: string,
    partitions: readonly TopicPartition[],
    reset: OffsetReset,
  ): Promise<TopicPartitionOffset[]> {
    if (partitions.length === 0) return [];
    const stored = await this.stored(group, partitions);
    if (!stored) return partitions.map(({ topic, partition }) => ({ topic, partition, offset: OFFSET_STORED }));
    const committed = lookup(stored);
    const open = partitions.filter((entry) => !committed(entry));
    const found = reset === 'none' ? () => undefined : lookup(await this.existing(open, reset));
    return partitions.map((entry) => ({
      topic: entry.topic,
      partition: entry.partition,
      offset: (committed(entry) ?? found(entry))?.offset ?? OFFSET_STORED,
    }));
  }

  /** The ends of those partitions that exist and have no commit of the group: where they start for `latest`. */
  async uncommittedEnds(group: string, partitions: readonly TopicPartition[]): Promise<TopicPartitionOffset[]> {
    const stored = await this.stored(group, partitions);
    if (!stored) return [];
    const committed = lookup(stored);
    return this.existing(
      partitions.filter((entry) => !committed(entry)),
      'latest',
    );
  }

  /** Null while the group's coordinator is loading, as on a new cluster: librdkafka asks by itself until it is there. */
  private async stored(group: string, partitions: readonly TopicPartition[]): Promise<TopicPartitionOffset[] | null> {
    try {
      return await this.admin.listGroupOffsets(group, partitions);
    } catch (error) {
      if (error instanceof GatewayError && error.code === 'kafka-retriable') return null;
      throw error;
    }
  }

  /**
   * Offsets to seek to. A partition that does not exist yet begins and ends at 0.
   *
   * @throws GatewayError when a topic may not be described or a leader does not answer
   */
  async find(partitions: readonly TopicPartition[], spec: OffsetSpec): Promise<TopicPartitionOffset[]> {
    if (partitions.length === 0) return [];
    const known = await this.known(partitions, true);
    const outcomes = known.length > 0 ? await this.admin.listOffsets(known, spec) : [];
    const found = lookup(
      known.map(({ topic, partition }, i) => {
        const outcome = outcomes[i]!;
        if (outcome.error) throw outcome.error;
        return { topic, partition, offset: outcome.value };
      }),
    );
    return partitions.map((entry) => ({
      topic: entry.topic,
      partition: entry.partition,
      offset: found(entry)?.offset ?? 0,
    }));
  }

  /** Where the first record at or after each time is; the end, where there is none. */
  async atTimes(times: readonly PartitionTime[]): Promise<TopicPartitionOffset[]> {
    const byTime = Map.groupBy(times, ({ timestampMs }) => timestampMs);
    const found = await Promise.all([...byTime].map(([timestampMs, entries]) => this.find(entries, { timestampMs })));
    return found.flat();
  }

  /** Whether any of the topics exists. */
  async anyExists(topics: readonly string[]): Promise<boolean> {
    const outcomes = await this.admin.describeTopics(topics);
    return outcomes.some(({ error }) => error?.code !== 'topic-not-found');
  }

  private async existing(partitions: readonly TopicPartition[], spec: OffsetSpec): Promise<TopicPartitionOffset[]> {
    const known = await this.known(partitions, false);
    if (known.length === 0) return [];
    const outcomes = await this.admin.listOffsets(known, spec);
    return known.flatMap(({ topic, partition }, i) => {
      const outcome = outcomes[i]!;
      return outcome.error ? [] : [{ topic, partition, offset: outcome.value }];
    });
  }

  /** Those that exist: the only ones whose offsets may be asked for. `strict`: not being allowed to know is an error. */
  private async known(partitions: readonly TopicPartition[], strict: boolean): Promise<TopicPartition[]> {
    const names = [...new Set(partitions.map(({ topic }) => topic))];
    if (names.length === 0) return [];
    const outcomes = await this.admin.describeTopics(names);
    const refused = outcomes.find(({ error }) => error && error.code !== 'topic-not-found')?.error;
    if (strict && refused) throw refused;
    const exists = lookup(
      outcomes.flatMap(({ value }) =>
        value ? value.partitions.map(({ partition }) => ({ topic: value.name, partition })) : [],
      ),
    );
    return partitions.filter(exists);
  }
}

/** Finds the entry of a partition. */
function lookup<T extends TopicPartition>(entries: readonly T[]): (wanted: TopicPartition) => T | undefined {
  const byTopic = new Map<string, Map<number, T>>();
  for (const entry of entries) {
    let partitions = byTopic.get(entry.topic);
    if (!partitions) byTopic.set(entry.topic, (partitions = new Map<number, T>()));
    partitions.set(entry.partition, entry);
  }
  return ({ topic, partition }) => byTopic.get(topic)?.get(partition);
}
