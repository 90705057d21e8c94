import type { TopicPartitionOffset } from '../../kafka/record.js';
import type { CommittedOffsetResponse } from './offsets.dto.js';

/** Kafka stores the offset to go on at; clients of v1 and KIP-80 are told that of the last record, which is one less. */
export function presentCommit(offsets: readonly TopicPartitionOffset[]): CommittedOffsetResponse[] {
  return offsets.map(({ topic, partition, offset }) => ({
    topic,
    partition,
    consumed: offset - 1,
    committed: offset - 1,
  }));
}
