import type { Registry } from 'prom-client';
import type { ErrorCode } from '../errors/error-code.js';
import { DurationHistogram } from './durations.js';
import { type Count, Tally } from './tally.js';

/** From a broker beside the gateway to the delivery timeout. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120];

/** What went wrong with records that an answer tells one by one. */
type Failures = ReadonlyMap<number, { readonly code: ErrorCode }> | null;

/** Records on their way to Kafka. */
export class ProduceMetrics {
  private readonly records;
  private readonly failures;
  private readonly seconds;

  constructor(registry: Registry, prefix: string) {
    this.records = new Tally(registry, `${prefix}produced_records_total`, 'Records that Kafka acknowledged.', [
      'dialect',
      'format',
    ]);
    this.failures = new Tally(
      registry,
      `${prefix}produce_failed_records_total`,
      'Records that were not, while others of their request may have been, by what the client was told.',
      ['dialect', 'format', 'code'],
    );
    this.seconds = new DurationHistogram(
      registry,
      `${prefix}produce_ack_seconds`,
      'Time from the hand-over of a batch to the last acknowledgement of its records.',
      SECONDS,
      [],
    ).of();
  }

  /** A batch is settled. */
  acknowledged(seconds: number): void {
    this.seconds.observe(seconds);
  }

  /**
   * The series of one kind of request.
   *
   * @param format of the values: one of few words
   */
  of(dialect: string, format: string): ProducedRecords {
    return new ProducedRecords(this.records.of(dialect, format), (code) => this.failures.of(dialect, format, code));
  }
}

/** What became of the records of one dialect and format. */
export class ProducedRecords {
  constructor(
    private readonly acknowledged: Count,
    private readonly failed: (code: ErrorCode) => Count,
  ) {}

  /** The records of a request, or of a part of it, are settled. */
  settled(records: number, failures: Failures): void {
    this.acknowledged.value += records - (failures?.size ?? 0);
    if (failures) for (const { code } of failures.values()) this.failed(code).value++;
  }
}
