import { GatewayError } from '../../../src/errors/gateway-error.js';
import { type RangeOutcome, ReaderClient, type ReadRange } from '../../../src/kafka/reader.client.js';
import { recordBytes } from '../../../src/consumer/record-slice.js';
import type { FakeAdminClient } from './admin.fake.js';
import { FakeConsumerLog } from './consumer-log.fake.js';

/** Reads without a group over a log in memory. With an admin fake, both know the same beginnings, ends and times. */
export class FakeReaderClient extends ReaderClient {
  /** Reads reject with it while it is set. */
  error: GatewayError | null = null;
  /** What was asked for, in order. */
  readonly ranges: ReadRange[] = [];
  /** Reads that wait at the end of a partition. */
  waiting = 0;
  private closed = false;

  constructor(
    readonly log = new FakeConsumerLog(),
    private readonly admin?: FakeAdminClient,
  ) {
    super();
    if (!admin) return;
    admin.endOffsets = (topic, partition) => log.end(topic, partition);
    admin.offsetAtTime = (topic, partition, timestampMs) => log.offsetAtTime(topic, partition, timestampMs);
  }

  override async read(range: ReadRange, signal?: AbortSignal): Promise<RangeOutcome> {
    this.ranges.push({ ...range });
    const deadline = performance.now() + range.waitMs;
    for (;;) {
      if (this.closed) throw new GatewayError('shutting-down', 'The gateway is shutting down.');
      if (this.error) throw this.error;
      if (signal?.aborted) return [];
      const { topic, partition, offset } = range;
      const end = this.log.end(topic, partition);
      if (end === undefined) throw new GatewayError('topic-not-found', `Topic "${topic}" not found.`);
      if (offset < this.beginning(range) || offset > end) return 'out-of-range';
      const batch = this.log.take([{ topic, partition, offset }], range.maxRecords, range.extras);
      if (batch) {
        for (let i = 1, bytes = recordBytes(batch, 0); i < batch.count; i++) {
          if ((bytes += recordBytes(batch, i)) > range.maxBytes) batch.count = i;
        }
        return [batch];
      }
      if (performance.now() >= deadline) return [];
      await this.change(deadline, signal);
    }
  }

  override async close(): Promise<void> {
    this.closed = true;
    this.log.changed();
  }

  private beginning({ topic, partition }: ReadRange): number {
    return this.admin?.topics.get(topic)?.partitions[partition]?.beginningOffset ?? 0;
  }

  private async change(deadline: number, signal?: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, deadline - performance.now());
    this.log.listeners.add(resolve);
    signal?.addEventListener('abort', () => resolve(), { once: true });
    this.waiting++;
    await promise;
    this.waiting--;
    this.log.listeners.delete(resolve);
    clearTimeout(timer);
  }
}
