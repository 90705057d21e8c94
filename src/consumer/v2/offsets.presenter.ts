import { GatewayError } from '../../errors/gateway-error.js';
import type { TopicPartition, TopicPartitionOffset } from '../../kafka/record.js';
import type { CommitRequest, CommittedOffsetResponse, CommittedRequest } from './offsets.dto.js';
import { PARTITION_MAX } from '../wire/partition.dto.js';
import { queryValues } from '../wire/query.js';

/** A client names the last record it is done with, Kafka stores the next one. */
export function readCommit({ offsets }: CommitRequest): TopicPartitionOffset[] {
  return offsets.map(({ topic, partition, offset, metadata }) => ({ topic, partition, offset: offset + 1, metadata }));
}

/**
 * The partitions that are asked about: those of the body, else `?topic=t&partition=0`, repeated; a single topic goes with
 * all partitions.
 *
 * @throws GatewayError when neither names any, or when topics and partitions of the query do not go together
 */
export function readPartitions(body: CommittedRequest | undefined, query: unknown): TopicPartition[] {
  if (body) return body.partitions.map(({ topic, partition }) => ({ topic, partition }));
  const topics = queryValues(query, 'topic');
  const partitions = queryValues(query, 'partition').map(partitionOf);
  if (partitions.length === 0) {
    throw new GatewayError(
      'partition-not-found',
      'Partition not found: name partitions in the body or by ?topic=…&partition=…',
    );
  }
  if (topics.length !== partitions.length && topics.length !== 1) {
    throw new GatewayError('bad-request', 'topic and partition: repeat both equally often, or name one topic');
  }
  return partitions.map((partition, i) => ({ topic: topics[topics.length === 1 ? 0 : i]!, partition }));
}

function partitionOf(value: string): number {
  if (/^\d{1,10}$/.test(value) && Number(value) <= PARTITION_MAX) return Number(value);
  throw new GatewayError(
    'bad-request',
    `partition: must be the id of a partition, not ${JSON.stringify(value.slice(0, 40))}`,
  );
}

export function presentOffsets(offsets: readonly TopicPartitionOffset[]): CommittedOffsetResponse[] {
  return offsets.map(({ topic, partition, offset, metadata }) => ({
    topic,
    partition,
    offset,
    metadata: metadata ?? '',
  }));
}
