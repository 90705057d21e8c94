import type { TopicPartitionOffset } from '../../kafka/record.js';
import type { CommittedStateResponse } from './commit.dto.js';

/** Kafka stores the next offset, this dialect tells the last one; where none comes before, nothing was consumed. */
export function presentCommitted(stored: readonly TopicPartitionOffset[]): CommittedStateResponse[] {
  return stored
    .filter(({ offset }) => offset > 0)
    .map(({ topic, partition, offset }) => ({ topic, partition, consumed: offset - 1, committed: offset - 1 }));
}
