import { v3Errors } from '../../http/dialects/v3.js';
import { PRODUCE_STRIDE, type RecordFailure } from '../../kafka/record.js';
import type { SettledRun } from './run-sender.js';

/** Failures of the registry share one number here; the text has the one that other dialects answer. */
const REGISTRY: ReadonlySet<RecordFailure['code']> = new Set([
  'key-schema-missing',
  'value-schema-missing',
  'schema-invalid',
  'schema-not-found',
  'schema-registry-failed',
  'schema-registry-not-configured',
  'schema-registry-unavailable',
]);

/** Writes what became of records, one JSON object each. */
export class Receipts {
  private readonly place: string;

  constructor(clusterId: string, topic: string) {
    this.place = `"cluster_id":${JSON.stringify(clusterId)},"topic_name":${JSON.stringify(topic)},"partition_id":`;
  }

  /** Receipts of all objects of a run, in order, each with a line end behind it. */
  lines(settled: SettledRun): string {
    const { rows } = settled.run;
    let text = '';
    for (let object = 0; object < rows.length; object++) {
      const failure = failureOf(settled, object);
      text += failure ? failureLine(failure) : `{"error_code":200,${this.members(settled, rows[object]!)}}\r\n`;
    }
    return text;
  }

  /** Where a record is and what it was, as members of an object. */
  members({ run, result }: SettledRun, row: number): string {
    const { table } = run.batch;
    const at = row * PRODUCE_STRIDE;
    const key = run.keys[row];
    const value = run.values[row];
    let text = `${this.place}${result.partitions[row]!},"offset":${result.offsets[row]!},"timestamp":"${instant(result.timestamps![row]!)}"`;
    if (typeof key === 'string') text += `,"key":${key}"size":${table[at + 2]!}}`;
    if (typeof value === 'string') text += `,"value":${value}"size":${table[at + 4]!}}`;
    return text;
  }
}

/** What an object's record failed with; undefined: it is in Kafka. */
export function failureOf({ run, result }: SettledRun, object: number): RecordFailure | undefined {
  const row = run.rows[object]!;
  return row < 0 ? run.failures.get(object) : result.failures?.get(row);
}

/** The receipt of a failure, with a line end behind it. */
export function failureLine(failure: RecordFailure): string {
  return `${JSON.stringify(failureMembers(failure))}\r\n`;
}

export function failureMembers({ code, message }: RecordFailure): { error_code: number; message: string } {
  const { errorCode } = v3Errors[code];
  if (REGISTRY.has(code)) return { error_code: 422, message: `Error: ${errorCode} : ${message.toWellFormed()}` };
  return { error_code: errorCode, message: message.toWellFormed() };
}

let lastMillisecond = NaN;
let lastInstant = '';

/** Most records of a run have the same time: it is written once. */
function instant(ms: number): string {
  if (ms !== lastMillisecond) {
    lastMillisecond = ms;
    lastInstant = new Date(ms).toISOString();
  }
  return lastInstant;
}
