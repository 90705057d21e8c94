import { GatewayError } from '../../errors/gateway-error.js';
import type { TopicPartitionOffset } from '../record.js';
import { gatewayError, KafkaCode } from './errors.js';
import { declare, type Pointer } from './library.js';
import { readPartitionList, withPartitionList } from './topic-partition-list.js';

const commitQueue = declare('commit_queue', 'int', 'pointer', 'pointer', 'pointer', 'pointer', 'pointer');
const eventError = declare('event_error', 'int', 'pointer');
const eventOpaque = declare('event_opaque', 'pointer', 'pointer');
const eventPartitions = declare('event_topic_partition_list', 'pointer', 'pointer');

interface PendingCommit {
  resolve(): void;
  reject(error: GatewayError): void;
  timer: NodeJS.Timeout;
}

/** Commits of one consumer: sent at once, settled by an event, never waited for on a thread. */
export class OffsetCommits {
  private readonly pending = new Map<number, PendingCommit>();
  private lastId = 0;
  private emptied: (() => void) | null = null;

  constructor(
    private readonly handle: Pointer,
    private readonly queue: Pointer,
    private readonly timeoutMs: number,
  ) {}

  commit(offsets: readonly TopicPartitionOffset[]): Promise<void> {
    if (offsets.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const id = ++this.lastId;
      // The opaque comes back with the event; no memory is behind it.
      const code = withPartitionList(offsets, (list) => commitQueue(this.handle, list, this.queue, null, BigInt(id)));
      if (code !== 0) return reject(gatewayError(code));
      const timer = setTimeout(() => {
        this.finish(
          id,
          new GatewayError(
            'kafka-unavailable',
            `The commit was not acknowledged within ${this.timeoutMs} ms; it may still happen.`,
          ),
        );
      }, this.timeoutMs);
      this.pending.set(id, { resolve, reject, timer });
    });
  }

  /** An OFFSET_COMMIT event. */
  settle(event: bigint): void {
    const id = Number(eventOpaque(event) ?? 0n);
    const code = eventError(event);
    const refused = readPartitionList(eventPartitions(event)).find((entry) => entry.error !== 0);
    if (code === KafkaCode.NO_OFFSET || (code === 0 && !refused)) return this.finish(id, null);
    this.finish(id, gatewayError(refused?.error ?? code));
  }

  /** Resolves when nothing is pending. */
  async settled(): Promise<void> {
    if (this.pending.size === 0) return;
    await new Promise<void>((resolve) => {
      this.emptied = resolve;
    });
  }

  /** The consumer is gone: nothing will be acknowledged any more. */
  abandon(): void {
    for (const id of [...this.pending.keys()]) {
      this.finish(
        id,
        new GatewayError('kafka-retriable', 'The consumer was closed before the commit was acknowledged.'),
      );
    }
  }

  private finish(id: number, error: GatewayError | null): void {
    const commit = this.pending.get(id);
    if (!commit) return;
    this.pending.delete(id);
    clearTimeout(commit.timer);
    if (error) commit.reject(error);
    else commit.resolve();
    if (this.pending.size === 0) this.emptied?.();
  }
}
