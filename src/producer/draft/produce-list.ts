import { GatewayError } from '../../errors/gateway-error.js';
import { BinaryDatumReader } from '../../formats/binary/binary-datum-reader.js';
import { LOWER_N, OPEN_BRACE, OPEN_BRACKET, QUOTE } from '../../json/bytes.js';
import { JsonCursor } from '../../json/cursor.js';
import { FieldNames } from '../../json/field-names.js';
import type { ProduceBatch } from '../../kafka/record.js';
import type { ProduceBodyLimits } from '../wire/produce-body.js';
import { ProduceColumns } from '../wire/produce-columns.js';
import { ProduceFaults } from '../wire/produce-faults.js';
import { wholeNumber } from '../wire/record-timestamp.js';

const RECORD_FIELDS = new FieldNames(['value', 'key', 'partition']);
const VALUE = 0;
const KEY = 1;
const PARTITION = 2;

const MAX_INT32 = 2 ** 31 - 1;

/**
 * Reads bare arrays of records in one pass. Keys and values are base64, decoded in place: the body must not be used for
 * anything else afterwards.
 */
export class ProduceListReader {
  private readonly cursor: JsonCursor;
  private readonly columns = new ProduceColumns();
  private readonly faults = new ProduceFaults();
  private readonly datum = new BinaryDatumReader();

  constructor(private readonly limits: ProduceBodyLimits) {
    this.cursor = new JsonCursor(limits.maxDepth);
  }

  /**
   * The batch that `body` asks for. It uses memory of this reader, as `ProduceBatch` says. Throws `bad-request` when the
   * body is no JSON or a datum is not base64, `invalid-body` when the shape is wrong; the message names the place.
   */
  read(body: Buffer): ProduceBatch {
    if (body.length === 0) {
      throw new GatewayError('invalid-body', 'body: missing; it must be a non-empty array of records');
    }
    const { cursor, columns, faults } = this;
    columns.clear();
    faults.clear();
    try {
      cursor.open(body);
      this.readRecords();
      cursor.finish();
    } finally {
      cursor.release();
    }
    faults.throwFirst();
    return columns.batch(body);
  }

  private readRecords(): void {
    const { cursor, columns, faults } = this;
    if (cursor.peek() !== OPEN_BRACKET) {
      faults.shape('body', 'must be a non-empty array of records');
      cursor.skip();
      return;
    }
    for (let more = cursor.enter(); more; more = cursor.next()) {
      if (columns.count < this.limits.maxRecords) {
        columns.add();
        this.readRecord();
      } else {
        faults.shape('body', `must be at most ${this.limits.maxRecords} records in one request`);
        cursor.skip();
      }
    }
    if (columns.count === 0) faults.shape('body', 'must be a non-empty array of records');
  }

  private readRecord(): void {
    const { cursor, faults } = this;
    if (cursor.peek() !== OPEN_BRACE) {
      faults.shape(this.path(), 'must be an object');
      cursor.skip();
      return;
    }
    let valued = false;
    for (let more = cursor.enter(); more; more = cursor.next()) {
      switch (cursor.field(RECORD_FIELDS)) {
        case VALUE:
          if (this.readDatum('.value')) this.columns.setValue(this.datum.start, this.datum.length);
          else this.columns.setValue(0, -1);
          valued = true;
          break;
        case KEY:
          if (this.readDatum('.key')) this.columns.setKey(this.datum.start, this.datum.length);
          else this.columns.setKey(0, -1);
          break;
        case PARTITION:
          this.readPartition();
          break;
        default:
          faults.unknownField(cursor, this.path());
          cursor.skip();
      }
    }
    // The only field that this dialect requires. Whoever wants a tombstone says null.
    if (!valued) faults.shape(`${this.path()}.value`, 'missing; null is a tombstone');
  }

  /** True: the datum has bytes. False: it is null, or faulty. */
  private readDatum(field: string): boolean {
    const { cursor, datum } = this;
    if (cursor.peek() === LOWER_N) {
      cursor.skip();
      return false;
    }
    cursor.moveTo(datum.read(cursor.scanner, cursor.bytes, cursor.at, cursor.end, cursor.depthLeft));
    if (datum.fault === null) return true;
    if (!this.faults.found) this.faults.content(this.path() + field, datum.fault);
    return false;
  }

  /** A number, or a string of its digits. */
  private readPartition(): void {
    const { cursor } = this;
    const start = cursor.at;
    const first = cursor.peek();
    cursor.skip();
    const quote = first === QUOTE ? 1 : 0;
    const partition = first === LOWER_N ? -1 : wholeNumber(cursor.bytes, start + quote, cursor.at - quote);
    if (partition <= MAX_INT32) this.columns.setPartition(partition);
    else if (!this.faults.found) {
      const was = cursor.excerpt(start, cursor.at);
      this.faults.shape(`${this.path()}.partition`, `must be an integer from 0 to ${MAX_INT32}, or null (was ${was})`);
    }
  }

  private path(): string {
    return `[${this.columns.count - 1}]`;
  }
}
