import { Injectable } from '@nestjs/common';
import { GatewayError } from '../errors/gateway-error.js';
import type { Outcome } from '../kafka/admin.client.js';
import { PartitionsClient } from '../kafka/partitions.client.js';
import type { TopicPartition } from '../kafka/record.js';
import { MetadataService } from '../metadata/metadata.service.js';
import { TopologyService } from '../metadata/topology.service.js';

export type ElectionType = 'PREFERRED' | 'UNCLEAN';

/** What an election did to a partition: true for a new leader, false when there was nothing to do. */
export type ElectionResult = TopicPartition & { outcome: Outcome<boolean> };

/** Changes partitions: their records, their brokers, their leaders. */
@Injectable()
export class PartitionChangesService {
  constructor(
    private readonly partitions: PartitionsClient,
    private readonly metadata: MetadataService,
    private readonly topology: TopologyService,
  ) {}

  /**
   * Deletes the records before an offset, for good. Rejects with `topic-not-found`, `partition-not-found`, and
   * `kafka-refused` for an offset behind the end.
   *
   * @param before 0 or more; `end`: all records
   * @returns the first offset afterwards
   */
  async deleteRecords(topic: string, partition: number, before: number | 'end'): Promise<number> {
    const { end } = await this.metadata.partitionOffsets(topic, partition);
    const offset = before === 'end' ? end : before;
    if (offset > end) {
      throw new GatewayError('kafka-refused', `before_offset: ${offset} is behind the end of the partition, ${end}.`);
    }
    const [outcome] = await this.partitions.deleteRecords([{ topic, partition, offset }]);
    return valueOf(outcome);
  }

  /**
   * Has Kafka move a partition; that goes on after this is done. Rejects with `topic-not-found`, `partition-not-found`,
   * and `kafka-refused` for brokers that do not exist.
   *
   * @param replicas brokers that shall hold it, the preferred leader first; null: stop what is going on, `not-found` when nothing is
   */
  async reassign(topic: string, partition: number, replicas: readonly number[] | null): Promise<void> {
    await this.metadata.partition(topic, partition);
    const [outcome] = await this.partitions.reassign([{ topic, partition, replicas }]);
    this.topology.forget();
    if (!outcome) throw missing();
    if (outcome.error) {
      throw outcome.error.code === 'not-found'
        ? new GatewayError('not-found', `Partition ${partition} of topic "${topic}" is not being reassigned.`)
        : outcome.error;
    }
  }

  /**
   * Has Kafka choose leaders: the preferred one, or an unclean one that lacks records where no other is left.
   *
   * @param partitions null: all of the cluster; then only those with a new leader or an error are answered
   */
  async elect(type: ElectionType, partitions: readonly TopicPartition[] | null): Promise<ElectionResult[]> {
    const different = partitions && [
      ...new Map(partitions.map((entry) => [`${entry.partition}:${entry.topic}`, entry])).values(),
    ];
    const results = await this.partitions.electLeaders(type, different);
    this.topology.forget();
    return results.toSorted((a, b) => (a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1));
  }
}

function valueOf<T>(outcome: Outcome<T> | undefined): T {
  if (!outcome) throw missing();
  if (outcome.error) throw outcome.error;
  return outcome.value;
}

function missing(): GatewayError {
  return new GatewayError('internal', 'Kafka answered without an entry that was asked for.');
}
