import { GatewayError } from '../../errors/gateway-error.js';
import { OPEN_BRACE, OPEN_BRACKET } from '../../json/bytes.js';
import { JsonCursor } from '../../json/cursor.js';
import { FieldNames } from '../../json/field-names.js';
import { detachBatch } from '../../kafka/record.js';
import { ProduceColumns } from '../wire/produce-columns.js';
import { ProduceFaults } from '../wire/produce-faults.js';
import { noSuchPartition, RecordFields } from './record-fields.js';
import { RecordRun } from './record-run.js';

const FIELDS = new FieldNames(['entries']);
const ENTRIES = 0;
const ENTRY_ID = /^[\w-]{1,80}$/;

/** Reads bodies of batch requests: `{"entries": [{"id": "a", …a record…}, …]}`. */
export class BatchReader {
  private readonly cursor: JsonCursor;
  private readonly columns = new ProduceColumns();
  private readonly faults = new ProduceFaults();
  private readonly fields: RecordFields;

  /** @param maxDepth deepest nesting of a body */
  constructor(
    maxDepth: number,
    private readonly maxEntries: number,
  ) {
    this.cursor = new JsonCursor(maxDepth);
    this.fields = new RecordFields(this.cursor, this.faults, this.columns, true);
  }

  /**
   * All entries, with their ids, or a throw: `bad-request`, `invalid-body`, `batch-invalid`.
   *
   * @param body decoded in place: not to be used for anything else
   */
  read(body: Buffer): RecordRun {
    if (body.length === 0) throw invalid('Request body is empty. Data is required.');
    const { columns, cursor, faults } = this;
    const run = new RecordRun(body);
    columns.clear();
    faults.clear();
    try {
      cursor.open(body);
      this.readBody(run);
      cursor.finish();
    } finally {
      cursor.release();
    }
    faults.throwFirst();
    this.check(run);
    run.batch = { ...detachBatch(columns.batch(body)), timestampsWanted: true };
    return run;
  }

  private readBody(run: RecordRun): void {
    const { cursor, faults } = this;
    if (cursor.peek() !== OPEN_BRACE) {
      faults.shape('body', 'must be an object with "entries"');
      cursor.skip();
      return;
    }
    for (let more = cursor.enter(); more; more = cursor.next()) {
      if (cursor.field(FIELDS) === ENTRIES) this.readEntries(run);
      else {
        faults.unknownField(cursor, '');
        cursor.skip();
      }
    }
  }

  private readEntries(run: RecordRun): void {
    const { columns, cursor, faults, fields } = this;
    if (cursor.peek() !== OPEN_BRACKET) {
      faults.shape('entries', 'must be an array');
      cursor.skip();
      return;
    }
    for (let more = cursor.enter(); more; more = cursor.next()) {
      if (run.count >= this.maxEntries)
        throw invalid(`Too many entries in batch. At most ${this.maxEntries} are allowed.`);
      faults.within = `entries[${run.count}].`;
      columns.add();
      fields.read();
      if (fields.id === null || !ENTRY_ID.test(fields.id))
        throw invalid('Batch entry identifier is not a valid string.');
      run.ids.push(fields.id);
      if (fields.noPartition) {
        columns.drop();
        run.fail(noSuchPartition());
      } else {
        run.needsSchemas ||= fields.needsSchema;
        run.add(fields.key, fields.value);
      }
    }
    faults.within = '';
  }

  private check(run: RecordRun): void {
    if (run.count === 0) throw invalid('Empty batch.');
    if (new Set(run.ids).size < run.count) throw invalid('Batch entry IDs are not distinct.');
  }
}

function invalid(message: string): GatewayError {
  return new GatewayError('batch-invalid', message);
}
