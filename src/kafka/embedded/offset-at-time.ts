import { GatewayError } from '../../errors/gateway-error.js';
import type { ConsumerClient, ConsumerClientFactory } from '../consumer.client.js';
import type { RecordBatch, TopicPartition } from '../record.js';

export interface OffsetRange extends TopicPartition {
  begin: number;
  /** The next offset to be written. */
  end: number;
}

const READ_MAX = 1000;

/** The offset of the first record at or after a time (ms since the epoch), or the end: reads the range from its start. */
export async function offsetAtTime(
  consumers: ConsumerClientFactory,
  range: OffsetRange,
  timestampMs: number,
  timeoutMs: number,
): Promise<number> {
  if (range.begin >= range.end) return range.end;
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const timer = setTimeout(() => reject(tooSlow(timeoutMs)), timeoutMs);
  const search = (): void => {
    for (let batch = reader.poll(READ_MAX, true); batch; batch = reader.poll(READ_MAX, true)) {
      const offset = find(batch, timestampMs, range.end);
      if (offset !== null) return resolve(offset);
    }
  };
  const reader: ConsumerClient = consumers.open(
    { groupId: 'embedded-offset-lookup', properties: { 'enable.auto.commit': 'false' } },
    { onReadable: search, onAssigned: () => undefined, onRevoked: () => undefined, onError: reject },
  );
  try {
    reader.assign([{ topic: range.topic, partition: range.partition, offset: range.begin }]);
    return await promise;
  } finally {
    clearTimeout(timer);
    await reader.close();
  }
}

/** Null: further on. */
function find(batch: RecordBatch, timestampMs: number, end: number): number | null {
  for (let i = 0; i < batch.count; i++) {
    const offset = batch.offsets[i]!;
    if (offset >= end) return end;
    if (batch.timestamps![i]! >= timestampMs) return offset;
    if (offset === end - 1) return end;
  }
  return null;
}

function tooSlow(timeoutMs: number): GatewayError {
  return new GatewayError('kafka-unavailable', `The embedded Kafka did not answer within ${timeoutMs} ms.`);
}
