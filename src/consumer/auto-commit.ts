import type { ConsumerClient } from '../kafka/consumer.client.js';
import type { TopicPartition } from '../kafka/record.js';
import type { Log } from '../logging/log.js';
import { offsetsOf, type PartitionPositions, type Position } from './partition-positions.js';

/** Commits what was delivered, some time after it was and whenever partitions are given up. */
export class AutoCommit {
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(
    private readonly enabled: boolean,
    private readonly intervalMs: number,
    private readonly client: ConsumerClient,
    private readonly positions: PartitionPositions,
    private readonly log: Log,
  ) {}

  /** Something was delivered. */
  schedule(): void {
    if (!this.enabled || this.stopped || this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.flush();
    }, this.intervalMs).unref();
  }

  /**
   * Commits at once what was delivered since the last commit, of all partitions or of these. The commit is handed over
   * when the call returns; the promise is resolved when Kafka has answered, also when it refused: a later commit tries again.
   */
  async flush(only?: readonly TopicPartition[]): Promise<void> {
    if (!this.enabled) return;
    const positions = this.due(only);
    if (positions.length === 0) return;
    const offsets = offsetsOf(positions);
    for (const position of positions) position.uncommitted = false;
    try {
      await this.client.commit(offsets);
    } catch (error) {
      this.log.warn({ error, offsets }, 'auto-commit failed');
      for (const position of positions) position.uncommitted = true;
      if (positions.some(({ current }) => current)) this.schedule();
    }
  }

  stop(): void {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
  }

  private due(only: readonly TopicPartition[] | undefined): Position[] {
    const candidates =
      only?.map(({ topic, partition }) => this.positions.get(topic, partition)) ?? this.positions.all();
    return candidates.filter((position) => position?.uncommitted === true) as Position[];
  }
}
