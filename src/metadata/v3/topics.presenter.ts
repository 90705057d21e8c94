import type { TopicFacts } from '../../http/resources/topic.resource.js';
import type { TopicDescription } from '../../kafka/admin.client.js';

export function factsOf({ name, internal, partitions, authorizedOperations }: TopicDescription): TopicFacts {
  return {
    name,
    internal,
    replicationFactor: partitions[0]?.replicas.length ?? 0,
    partitionsCount: partitions.length,
    authorizedOperations,
  };
}
