import { Counter, Histogram, type Registry } from 'prom-client';
import type { ErrorCode } from '../errors/error-code.js';

/** From a broker beside the gateway to the delivery timeout. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120];

/** Records on their way to Kafka. */
export class ProduceMetrics {
  private readonly records;
  private readonly failures;
  private readonly seconds;

  constructor(registry: Registry, prefix: string) {
    const registers = [registry];
    this.records = new Counter({
      name: `${prefix}produced_records_total`,
      help: 'Records that Kafka acknowledged.',
      registers,
    });
    this.failures = new Counter({
      name: `${prefix}produce_failed_records_total`,
      help: 'Records that were not, by what the client was told.',
      labelNames: ['code'],
      registers,
    });
    this.seconds = new Histogram({
      name: `${prefix}produce_ack_seconds`,
      help: 'Time from the hand-over of a batch to the last acknowledgement of its records.',
      buckets: SECONDS,
      registers,
    });
  }

  /** A batch is settled. */
  settled(records: number, failures: ReadonlyMap<number, { code: ErrorCode }> | null, seconds: number): void {
    this.seconds.observe(seconds);
    const acknowledged = records - (failures?.size ?? 0);
    if (acknowledged > 0) this.records.inc(acknowledged);
    if (failures) for (const { code } of failures.values()) this.failures.inc({ code });
  }
}
