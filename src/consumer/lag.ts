import type { ConsumerClient } from '../kafka/consumer.client.js';
import type { PartitionPositions } from './partition-positions.js';

/**
 * Records between what was delivered of each partition and its end, as of the last fetch. Partitions of which nothing was
 * delivered yet are left out: only Kafka knows where they stand, and is not asked.
 */
export function lagOf(positions: PartitionPositions, client: ConsumerClient): number {
  let lag = 0;
  for (const { topic, partition, next } of positions.all()) {
    if (next !== null) lag += Math.max(0, (client.endOf(topic, partition) ?? next) - next);
  }
  return lag;
}
