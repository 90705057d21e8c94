import { GatewayError } from '../../errors/gateway-error.js';
import { LOWER_N, OPEN_BRACE, QUOTE } from '../../json/bytes.js';
import type { JsonCursor } from '../../json/cursor.js';
import { FieldNames } from '../../json/field-names.js';
import type { ProduceColumns } from '../wire/produce-columns.js';
import type { ProduceFaults } from '../wire/produce-faults.js';
import { HeadersReader } from '../wire/record-headers.js';
import { timestampOf, wholeNumber } from '../wire/record-timestamp.js';
import { V3DatumReader } from './datum-reader.js';
import type { SentDatum } from './record-run.js';

const NAMES = ['value', 'key', 'partition_id', 'timestamp', 'headers'];
const RECORD_FIELDS = new FieldNames(NAMES);
const ENTRY_FIELDS = new FieldNames([...NAMES, 'id']);
const VALUE = 0;
const KEY = 1;
const PARTITION = 2;
const TIMESTAMP = 3;
const HEADERS = 4;
const ID = 5;

const MINUS = 0x2d;
/** Of the year 9999. */
const LAST_SECOND = 253_402_300_799;
const MAX_INT32 = 2 ** 31 - 1;

/** How receipts of data without a schema begin. */
const RECEIPTS = { BINARY: '{"type":"BINARY",', JSON: '{"type":"JSON",', STRING: '{"type":"STRING",' } as const;

/** Reads one record of API v3 into the columns of a batch. */
export class RecordFields {
  key: SentDatum | null = null;
  value: SentDatum | null = null;
  /** Of an entry of a batch; null: not given, or no string. */
  id: string | null = null;
  /** The partition is below 0: there is none, which is not a fault of the request's shape. */
  noPartition = false;
  private readonly names: FieldNames;
  private readonly headers: HeadersReader;
  private readonly datum: V3DatumReader;

  /** @param withId records are entries of a batch, and named */
  constructor(
    private readonly cursor: JsonCursor,
    private readonly faults: ProduceFaults,
    private readonly columns: ProduceColumns,
    withId: boolean,
  ) {
    this.names = withId ? ENTRY_FIELDS : RECORD_FIELDS;
    this.headers = new HeadersReader(cursor, faults);
    this.datum = new V3DatumReader(cursor, faults);
  }

  /** Whether the last record needs a schema. */
  get needsSchema(): boolean {
    return isSchemaDatum(this.key) || isSchemaDatum(this.value);
  }

  /**
   * Reads the record at the cursor into the row that was added last.
   *
   * @throws GatewayError `bad-request` where it is no JSON
   */
  read(): void {
    const { cursor, faults } = this;
    this.key = null;
    this.value = null;
    this.id = null;
    this.noPartition = false;
    if (cursor.peek() !== OPEN_BRACE) {
      faults.shape('record', 'must be an object');
      cursor.skip();
      return;
    }
    for (let more = cursor.enter(); more; more = cursor.next()) this.readField();
  }

  private readField(): void {
    const { cursor } = this;
    switch (cursor.field(this.names)) {
      case VALUE:
        this.value = this.readDatum('value');
        break;
      case KEY:
        this.key = this.readDatum('key');
        break;
      case PARTITION:
        this.readPartition();
        break;
      case TIMESTAMP:
        this.readTimestamp();
        break;
      case HEADERS:
        this.columns.setHeaders(this.headers.read(null));
        break;
      case ID:
        this.readId();
        break;
      default:
        this.faults.unknownField(cursor, '');
        cursor.skip();
    }
  }

  private readDatum(side: 'key' | 'value'): SentDatum | null {
    const { datum, columns } = this;
    if (!datum.read(side)) {
      if (side === 'key') columns.setKey(0, -1);
      else columns.setValue(0, -1);
      return null;
    }
    const needsSchema = datum.needsSchema;
    if (!needsSchema && !this.faults.found) datum.decode(side);
    if (side === 'key') columns.setKey(datum.start, datum.length);
    else columns.setValue(datum.start, datum.length);
    return needsSchema ? datum.takeFields() : RECEIPTS[datum.fields.type as keyof typeof RECEIPTS];
  }

  private readPartition(): void {
    const { cursor } = this;
    const start = cursor.at;
    const isNull = cursor.peek() === LOWER_N;
    const negative = cursor.peek() === MINUS;
    cursor.skip();
    const partition = isNull ? -1 : wholeNumber(cursor.bytes, negative ? start + 1 : start, cursor.at);
    if (!(partition <= MAX_INT32)) this.refuse('partition_id', 'must be an integer, or null', start);
    else if (negative) this.noPartition = true;
    else this.columns.setPartition(partition);
  }

  private readTimestamp(): void {
    const { cursor } = this;
    const start = cursor.at;
    const isNull = cursor.peek() === LOWER_N;
    cursor.skip();
    const isText = cursor.bytes[start] === QUOTE;
    const timestamp = isNull ? 0 : isText ? timestampOf(cursor, start, cursor.at) : secondsAt(cursor, start);
    if (timestamp >= 0) this.columns.setTimestamp(timestamp);
    else this.refuse('timestamp', 'must be an ISO-8601 instant after 1970, or seconds since then', start);
  }

  private readId(): void {
    const { cursor } = this;
    const start = cursor.at;
    const isText = cursor.peek() === QUOTE;
    cursor.skip();
    if (isText) this.id = cursor.stringAt(start, cursor.at);
  }

  private refuse(field: string, wanted: string, start: number): void {
    if (this.faults.found) return;
    this.faults.shape(field, `${wanted} (was ${this.cursor.excerpt(start, this.cursor.at)})`);
  }
}

/** A number is seconds, as in Confluent's API: milliseconds of the number up to the cursor, NaN when it is not after 1970. */
function secondsAt({ bytes, at }: JsonCursor, start: number): number {
  const [, seconds = '', fraction = ''] =
    /^(\d{1,12})(?:\.(\d{1,9}))?$/.exec(bytes.toString('latin1', start, at)) ?? [];
  // Milliseconds, sent by mistake, would be a time in tens of thousands of years.
  if (seconds === '' || Number(seconds) > LAST_SECOND) return NaN;
  return Number(seconds) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0')) || NaN;
}

/** What a partition below 0 answers. */
export function noSuchPartition(): GatewayError {
  return new GatewayError('partition-not-found', 'partition_id: there is no partition below 0.');
}

function isSchemaDatum(datum: SentDatum | null): boolean {
  return datum !== null && typeof datum === 'object';
}
