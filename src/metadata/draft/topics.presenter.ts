import type { TopicDescription } from '../../kafka/admin.client.js';
import type { CountedTopicResponse } from './topics.dto.js';

export function presentCounted({ name, partitions }: TopicDescription): CountedTopicResponse {
  return { name, num_partitions: partitions.length };
}
