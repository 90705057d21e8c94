import { GatewayError } from '../../errors/gateway-error.js';
import { checkName } from '../../http/path-name.js';
import type { TopicPartitionOffset } from '../../kafka/record.js';
import type { ResetSelection, ResetTarget } from '../groups.service.js';
import type { GroupOffsetRequest, GroupPartitionRequest } from './groups.dto.js';

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** @throws GatewayError `invalid-body` */
export function readTarget(to: unknown): ResetTarget {
  if (to === 'earliest' || to === 'latest') return to;
  const [entry, ...more] = typeof to === 'object' && to !== null ? Object.entries(to) : [];
  if (!entry || more.length > 0) throw badTarget();
  const [name, value] = entry as [string, unknown];
  if (name === 'timestamp') return { timestampMs: readTime(value) };
  if (name === 'offset' && isInteger(value) && value >= 0) return { offset: value };
  if (name === 'shift_by' && isInteger(value)) return { shiftBy: value };
  throw badTarget();
}

/** @throws GatewayError `bad-request` for a bad name */
export function readSelection(entries: readonly GroupPartitionRequest[] | null | undefined): ResetSelection[] | null {
  if (!entries) return null;
  return entries.map(({ topic_name, partition_id }, index) => ({
    topic: checkName(topic_name, `topic_partitions[${index}].topic_name`),
    partition: partition_id ?? undefined,
  }));
}

/** @throws GatewayError `bad-request` for a bad name, `invalid-body` for a partition that is named twice */
export function readOffsets(entries: readonly GroupOffsetRequest[]): TopicPartitionOffset[] {
  const seen = new Set<string>();
  return entries.map(({ topic_name, partition_id, offset }, index) => {
    const key = `${partition_id}:${topic_name}`;
    if (seen.has(key)) throw new GatewayError('invalid-body', `data[${index}]: names its partition a second time.`);
    seen.add(key);
    return { topic: checkName(topic_name, `data[${index}].topic_name`), partition: partition_id, offset };
  });
}

function readTime(value: unknown): number {
  if (isInteger(value) && value >= 0) return value;
  const time = typeof value === 'string' && ISO.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time) || time < 0) {
    throw new GatewayError(
      'invalid-body',
      'to.timestamp: must be milliseconds since 1970, or ISO 8601 with a time zone.',
    );
  }
  return time;
}

function isInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function badTarget(): GatewayError {
  return new GatewayError(
    'invalid-body',
    'to: must be "earliest", "latest", {"offset": n}, {"timestamp": t} or {"shift_by": n}, with whole numbers.',
  );
}
