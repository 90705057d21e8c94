import { GatewayError } from '../../errors/gateway-error.js';
import type { TopicPartitionOffset } from '../../kafka/record.js';
import type { PartitionTime } from '../partition-offsets.js';
import { readTime } from '../wire/time.js';
import type { SeekRequest } from './positions.dto.js';

/** Where to go. @throws GatewayError for what is not a time, and for a body that names nothing */
export function readSeek(body: SeekRequest): { offsets: TopicPartitionOffset[]; times: PartitionTime[] } {
  if (!body.offsets && !body.timestamps) {
    throw new GatewayError('invalid-body', 'offsets or timestamps is required');
  }
  return {
    offsets: (body.offsets ?? []).map(({ topic, partition, offset }) => ({ topic, partition, offset })),
    times: (body.timestamps ?? []).map(({ topic, partition, timestamp }, i) => ({
      topic,
      partition,
      timestampMs: readTime(timestamp, `timestamps[${i}].timestamp`),
    })),
  };
}
