import type { ProducedRecords, ProduceMetrics } from '../../metrics/produce-metrics.js';
import type { DatumType } from './datum.js';
import type { RecordRun, SentDatum } from './record-run.js';
import type { SettledRun } from './run-sender.js';

/** Values of several formats; no value that tells one. */
type Format = DatumType | 'MIXED' | 'NONE';

const FORMATS: readonly Format[] = ['BINARY', 'JSON', 'STRING', 'AVRO', 'JSONSCHEMA', 'PROTOBUF', 'MIXED', 'NONE'];
/** How texts of data begin: `{"type":"JSON",`. */
const TYPE_AT = '{"type":"'.length;

/** Counts what became of records: those of a run as one format, that of their values. */
export class RunCounts {
  private readonly counted: ReadonlyMap<string, ProducedRecords>;

  constructor(metrics: ProduceMetrics) {
    this.counted = new Map(FORMATS.map((format) => [format, metrics.of('v3', format.toLowerCase())]));
  }

  /** Also counts records that failed before they were sent: their answers are 200 or 207 all the same. */
  add({ run, result }: SettledRun): void {
    const counted = this.counted.get(formatOf(run));
    counted?.settled(result.count, result.failures);
    if (run.failures.size > 0) counted?.settled(run.failures.size, run.failures);
  }
}

function formatOf({ values }: RecordRun): string {
  let last: SentDatum | null = null;
  let format: string = 'NONE';
  for (const value of values) {
    // Data without a schema have one text per format.
    if (value === null || value === last) continue;
    const other = typeOf(value);
    if (last !== null && other !== format) return 'MIXED';
    last = value;
    format = other;
  }
  return format;
}

function typeOf(datum: SentDatum): string {
  return typeof datum === 'string' ? datum.slice(TYPE_AT, datum.indexOf('"', TYPE_AT)) : (datum.type ?? 'NONE');
}
