import { GatewayError } from '../../errors/gateway-error.js';
import type { TopicPartitionOffset } from '../../kafka/record.js';
import type { PartitionTime } from '../partition-offsets.js';
import type { SeekRequest } from './positions.dto.js';

/** A date, or a date and a time with a zone. */
const ISO_8601 = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/;

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
      timestampMs: milliseconds(timestamp, `timestamps[${i}].timestamp`),
    })),
  };
}

function milliseconds(timestamp: string, field: string): number {
  const time = ISO_8601.test(timestamp) ? Date.parse(timestamp) : NaN;
  if (Number.isNaN(time)) {
    throw new GatewayError('bad-request', `${field}: not an ISO-8601 time such as 2026-01-31T12:00:00Z`);
  }
  // Before 1970 there are no records, and Kafka reads negative times as words of its own (-1: the end).
  return Math.max(time, 0);
}
