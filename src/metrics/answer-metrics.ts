import type { Registry } from 'prom-client';
import { Tally } from './tally.js';

/** Records that an answer shows. */
export interface AnsweredRecords {
  /** How keys and values were shown. */
  readonly format: string;
  readonly count: number;
}

/** What clients were told, by the dialect of the API that they speak. */
export class AnswerMetrics {
  private readonly errors;
  private readonly records;

  constructor(registry: Registry, prefix: string) {
    this.errors = new Tally(
      registry,
      `${prefix}http_errors_total`,
      'Answers with an error envelope, by the number in it; dialect "none": what belongs to no dialect, or is no request.',
      ['dialect', 'code'],
    );
    this.records = new Tally(
      registry,
      `${prefix}consumed_records_total`,
      'Records whose answer was written completely, those read without a consumer instance too.',
      ['dialect', 'format'],
    );
  }

  /** @param code `error_code` of the envelope: one of the error tables, or a status */
  failed(dialect: string, code: number): void {
    this.errors.of(dialect, String(code)).value++;
  }

  answered(dialect: string, { format, count }: AnsweredRecords): void {
    this.records.of(dialect, format).value += count;
  }
}
