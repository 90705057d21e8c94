import { createLog } from '../../src/logging/logger.js';
import type { RecordBatch, ProduceBatch } from '../../src/kafka/record.js';
import type { ConsumerClient, ConsumerListener } from '../../src/kafka/consumer.client.js';
import type { TopicPartition } from '../../src/kafka/record.js';

export const silentLog = createLog({ level: 'silent' });

let names = 0;

/** A name no other test uses. */
export function uniqueName(prefix: string): string {
  return `${prefix}-${process.pid}-${Date.now().toString(36)}-${names++}`;
}

/** A batch of these texts; null is a null key or value. */
export function batchOf(records: { key?: string | null; value: string | null; partition?: number }[]): ProduceBatch {
  const table = new Int32Array(records.length * 5);
  const chunks: Buffer[] = [];
  let at = 0;
  records.forEach((record, i) => {
    table[i * 5] = record.partition ?? -1;
    [record.key ?? null, record.value].forEach((text, side) => {
      const bytes = text === null ? null : Buffer.from(text);
      table[i * 5 + 1 + side * 2] = at;
      table[i * 5 + 2 + side * 2] = bytes?.length ?? -1;
      if (bytes) chunks.push(bytes);
      at += bytes?.length ?? 0;
    });
  });
  return { count: records.length, bytes: Buffer.concat(chunks), table, timestamps: null, headers: null };
}

export interface SeenRecord {
  topic: string;
  partition: number;
  offset: number;
  key: string | null;
  value: string | null;
}

export function rowsOf(batch: RecordBatch): SeenRecord[] {
  const text = (start: number, length: number): string | null =>
    length < 0 ? null : batch.bytes.toString('utf8', start, start + length);
  return Array.from({ length: batch.count }, (_, i) => ({
    topic: batch.topics[i]!,
    partition: batch.partitions[i]!,
    offset: batch.offsets[i]!,
    key: text(batch.keyStart[i]!, batch.keyLength[i]!),
    value: text(batch.valueStart[i]!, batch.valueLength[i]!),
  }));
}

/** Listens to a consumer client and lets a test wait for what it tells. */
export class RecordingListener implements ConsumerListener {
  readonly assigned: TopicPartition[] = [];
  readonly revoked: TopicPartition[] = [];
  readonly errors: Error[] = [];
  onRevocation: (partitions: readonly TopicPartition[], lost: boolean) => void = () => undefined;
  private wake: (() => void) | null = null;

  onReadable(): void {
    this.signal();
  }

  onAssigned(partitions: readonly TopicPartition[]): void {
    this.assigned.push(...partitions);
    this.signal();
  }

  onRevoked(partitions: readonly TopicPartition[], lost: boolean): void {
    this.revoked.push(...partitions);
    this.onRevocation(partitions, lost);
    this.signal();
  }

  onError(error: Error): void {
    this.errors.push(error);
    this.signal();
  }

  private signal(): void {
    this.wake?.();
    this.wake = null;
  }

  /** Waits for signals until `condition` holds. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  /** Polls until `count` records came. */
  async read(client: ConsumerClient, count: number): Promise<SeenRecord[]> {
    const rows: SeenRecord[] = [];
    await this.until(() => {
      for (
        let batch = client.poll(count - rows.length, false);
        batch;
        batch = client.poll(count - rows.length, false)
      ) {
        rows.push(...rowsOf(batch));
        if (rows.length >= count) return true;
      }
      return false;
    });
    return rows;
  }
}
