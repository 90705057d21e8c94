import type { PartitionDescription } from '../../kafka/admin.client.js';
import type { PartitionOffsets, TopicDetails } from '../metadata.service.js';
import type { PartitionOffsetsResponse, PartitionResponse, TopicResponse } from './topics.dto.js';

export function presentTopic(topic: TopicDetails): TopicResponse {
  return {
    name: topic.name,
    configs: Object.fromEntries(
      topic.configs.map(({ name, value, isSensitive }) => [name, isSensitive ? null : value]),
    ),
    partitions: topic.partitions.map(presentPartition),
  };
}

export function presentPartition({
  partition,
  leader,
  replicas,
  inSyncReplicas,
}: PartitionDescription): PartitionResponse {
  return {
    partition,
    leader,
    replicas: replicas.map((broker) => ({
      broker,
      leader: broker === leader,
      in_sync: inSyncReplicas.includes(broker),
    })),
  };
}

export function presentOffsets({ beginning, end }: PartitionOffsets): PartitionOffsetsResponse {
  return { beginning_offset: beginning, end_offset: end };
}
