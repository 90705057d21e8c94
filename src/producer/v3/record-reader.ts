import { isUtf8 } from 'node:buffer';
import { GatewayError } from '../../errors/gateway-error.js';
import { JsonCursor } from '../../json/cursor.js';
import { invalidUtf8 } from '../../json/faults.js';
import { detachBatch } from '../../kafka/record.js';
import { ProduceColumns } from '../wire/produce-columns.js';
import { ProduceFaults } from '../wire/produce-faults.js';
import { noSuchPartition, RecordFields } from './record-fields.js';
import { RecordRun } from './record-run.js';

/**
 * Reads records of a stream, each an object of its own, into runs that are sent together. What is wrong with a record is
 * its own failure. The columns are used again for the next run.
 */
export class RecordReader {
  private readonly cursor: JsonCursor;
  private readonly columns = new ProduceColumns();
  private readonly faults = new ProduceFaults();
  private readonly fields: RecordFields;

  /** @param maxDepth deepest nesting of an object */
  constructor(maxDepth: number) {
    this.cursor = new JsonCursor(maxDepth);
    this.fields = new RecordFields(this.cursor, this.faults, this.columns, false);
  }

  /**
   * Reads objects that stand one behind another, white space around each, as far as they are JSON.
   *
   * @param bytes decoded in place: not to be used for anything else
   * @param ends positions behind the objects; the first `count` are read, the first of them from position 0 on
   */
  read(bytes: Buffer, ends: Int32Array, count: number): RecordRun {
    const { columns } = this;
    const run = new RecordRun(bytes);
    columns.clear();
    // One check for all; only where it fails, each object has to answer for itself.
    const valid = isUtf8(bytes);
    for (let i = 0, start = 0; i < count && !run.broken; i++) {
      const end = ends[i]!;
      this.readObject(run, start, end, valid);
      start = end;
    }
    // Receipts need the columns when other records are in the reader's.
    run.batch = { ...detachBatch(columns.batch(bytes)), timestampsWanted: true };
    return run;
  }

  private readObject(run: RecordRun, start: number, end: number, valid: boolean): void {
    const { columns, cursor, faults, fields } = this;
    faults.clear();
    columns.add();
    try {
      if (!valid && !isUtf8(run.bytes.subarray(start, end))) throw invalidUtf8();
      cursor.openPart(run.bytes, start, end);
      fields.read();
      cursor.finish();
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      run.broken = true;
      columns.drop();
      run.fail({ code: 'bad-request', message: `Bad Request: Error processing message: ${error.message}` });
      return;
    } finally {
      cursor.release();
    }
    if (faults.one === null && !fields.noPartition) {
      run.needsSchemas ||= fields.needsSchema;
      run.add(fields.key, fields.value);
      return;
    }
    columns.drop();
    // Here a wrong shape is 400 as well: only the JSON itself can be the fault of the whole request.
    run.fail(faults.one ? { code: 'bad-request', message: `Bad Request: ${faults.one.message}` } : noSuchPartition());
  }
}
