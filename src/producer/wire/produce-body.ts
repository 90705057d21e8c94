import { GatewayError } from '../../errors/gateway-error.js';
import type { DatumReader } from '../../formats/datum-reader.js';
import { JsonCursor } from '../../json/cursor.js';
import { LOWER_N, OPEN_BRACE, OPEN_BRACKET } from '../../json/bytes.js';
import { FieldNames } from '../../json/field-names.js';
import type { ProduceBatch } from '../../kafka/record.js';
import { ProduceColumns } from './produce-columns.js';
import { ProduceFaults } from './produce-faults.js';
import { HeadersReader } from './record-headers.js';
import { timestampOf, wholeNumber } from './record-timestamp.js';
import { SchemaFields } from './schema-fields.js';

const BODY_FIELDS = new FieldNames(['records', 'key_schema', 'value_schema', 'key_schema_id', 'value_schema_id']);
const RECORDS = 0;
const KEY_SCHEMA = 1;
const VALUE_SCHEMA = 2;
const KEY_SCHEMA_ID = 3;
const VALUE_SCHEMA_ID = 4;

const RECORD_FIELDS = new FieldNames(['value', 'key', 'partition', 'timestamp', 'headers']);
const VALUE = 0;
const KEY = 1;
const PARTITION = 2;
const TIMESTAMP = 3;
const HEADERS = 4;

const MAX_INT32 = 2 ** 31 - 1;

export interface ProduceBodyLimits {
  /** Most records in a request. */
  maxRecords: number;
  /** Deepest nesting of the whole body. */
  maxDepth: number;
}

/**
 * Reads produce bodies in one pass: JSON is checked, data are decoded in place, positions go into the columns of a
 * batch. Nothing is allocated per record unless it has headers. The body must not be used for anything else afterwards.
 */
export class ProduceBodyReader {
  /** What the last body says of schemas. */
  readonly schemas: SchemaFields;
  private readonly cursor: JsonCursor;
  private readonly columns = new ProduceColumns();
  private readonly faults = new ProduceFaults();
  private readonly headers: HeadersReader;

  constructor(private readonly limits: ProduceBodyLimits) {
    this.cursor = new JsonCursor(limits.maxDepth);
    this.headers = new HeadersReader(this.cursor, this.faults);
    this.schemas = new SchemaFields(this.cursor, this.faults);
  }

  /**
   * The batch that `body` asks for, its keys and values read by `datum`. It uses memory of this reader, as `ProduceBatch`
   * says. Throws `bad-request` when the body is no JSON or a datum has no bytes, `invalid-body` when the shape is wrong;
   * the message names the place.
   */
  read(body: Buffer, datum: DatumReader): ProduceBatch {
    if (body.length === 0) throw new GatewayError('invalid-body', 'records: missing; the request has no body');
    const { cursor, columns, faults } = this;
    columns.clear();
    faults.clear();
    this.schemas.clear();
    try {
      cursor.open(body);
      this.readBody(datum);
      cursor.finish();
    } finally {
      cursor.release();
    }
    faults.throwFirst();
    return columns.batch(body);
  }

  private readBody(datum: DatumReader): void {
    const { cursor, faults } = this;
    if (cursor.peek() !== OPEN_BRACE) {
      faults.shape('body', 'must be an object with "records"');
      cursor.skip();
      return;
    }
    let complete = false;
    for (let more = cursor.enter(); more; more = cursor.next()) {
      switch (cursor.field(BODY_FIELDS)) {
        case RECORDS:
          this.readRecords(datum);
          complete = true;
          break;
        case KEY_SCHEMA:
          this.schemas.readText('key');
          break;
        case VALUE_SCHEMA:
          this.schemas.readText('value');
          break;
        case KEY_SCHEMA_ID:
          this.schemas.readId('key');
          break;
        case VALUE_SCHEMA_ID:
          this.schemas.readId('value');
          break;
        default:
          faults.unknownField(cursor, '');
          cursor.skip();
      }
    }
    if (!complete) faults.shape('records', 'missing');
  }

  private readRecords(datum: DatumReader): void {
    const { cursor, columns, faults } = this;
    columns.clear();
    if (cursor.peek() !== OPEN_BRACKET) {
      faults.shape('records', 'must be a non-empty array');
      cursor.skip();
      return;
    }
    for (let more = cursor.enter(); more; more = cursor.next()) {
      if (columns.count < this.limits.maxRecords) {
        columns.add();
        this.readRecord(datum);
      } else {
        faults.shape('records', `must be at most ${this.limits.maxRecords} in one request`);
        cursor.skip();
      }
    }
    if (columns.count === 0) faults.shape('records', 'must be a non-empty array');
  }

  private readRecord(datum: DatumReader): void {
    const { cursor, faults } = this;
    if (cursor.peek() !== OPEN_BRACE) {
      faults.shape(this.recordPath(), 'must be an object');
      cursor.skip();
      return;
    }
    for (let more = cursor.enter(); more; more = cursor.next()) {
      switch (cursor.field(RECORD_FIELDS)) {
        case VALUE:
          if (this.readDatum(datum, '.value')) this.columns.setValue(datum.start, datum.length);
          else this.columns.setValue(0, -1);
          break;
        case KEY:
          if (this.readDatum(datum, '.key')) this.columns.setKey(datum.start, datum.length);
          else this.columns.setKey(0, -1);
          break;
        case PARTITION:
          this.readPartition();
          break;
        case TIMESTAMP:
          this.readTimestamp();
          break;
        case HEADERS:
          this.columns.setHeaders(this.headers.read(this.columns.count - 1));
          break;
        default:
          faults.unknownField(cursor, this.recordPath());
          cursor.skip();
      }
    }
  }

  /** True: the datum has bytes. False: it is null, or faulty. */
  private readDatum(datum: DatumReader, field: string): boolean {
    const { cursor } = this;
    if (cursor.peek() === LOWER_N) {
      cursor.skip();
      return false;
    }
    cursor.moveTo(datum.read(cursor.scanner, cursor.bytes, cursor.at, cursor.end, cursor.depthLeft));
    if (datum.fault === null) return true;
    if (!this.faults.found) this.faults.content(this.recordPath() + field, datum.fault);
    return false;
  }

  private readPartition(): void {
    const { cursor } = this;
    const start = cursor.at;
    const isNull = cursor.peek() === LOWER_N;
    cursor.skip();
    const partition = isNull ? -1 : wholeNumber(cursor.bytes, start, cursor.at);
    if (partition <= MAX_INT32) this.columns.setPartition(partition);
    else this.refuse('.partition', `must be an integer from 0 to ${MAX_INT32}, or null`, start);
  }

  private readTimestamp(): void {
    const { cursor } = this;
    const start = cursor.at;
    const isNull = cursor.peek() === LOWER_N;
    cursor.skip();
    const timestamp = isNull ? 0 : timestampOf(cursor, start, cursor.at);
    if (timestamp >= 0) this.columns.setTimestamp(timestamp);
    else {
      const wanted = 'must be milliseconds since 1970 (1 or more) or an ISO-8601 instant after it, or null';
      this.refuse('.timestamp', wanted, start);
    }
  }

  /** The member of the current record that was read from `start` on is not what was `wanted`. */
  private refuse(field: string, wanted: string, start: number): void {
    if (this.faults.found) return;
    this.faults.shape(this.recordPath() + field, `${wanted} (was ${this.cursor.excerpt(start, this.cursor.at)})`);
  }

  private recordPath(): string {
    return `records[${this.columns.count - 1}]`;
  }
}
