import { BinaryDatumReader } from '../../formats/binary/binary-datum-reader.js';
import { LOWER_N, OPEN_BRACE, OPEN_BRACKET, QUOTE } from '../../json/bytes.js';
import type { JsonCursor } from '../../json/cursor.js';
import { FieldNames } from '../../json/field-names.js';
import type { RecordHeader } from '../../kafka/record.js';
import type { ProduceFaults } from './produce-faults.js';

const LONE_SURROGATE = /\p{Cs}/u;
const FIELDS = new FieldNames(['name', 'value']);
const NAME = 0;
const VALUE = 1;

/** Reads the headers of records: `[{"name": "trace", "value": "AAE="}, …]`. Values stay in the body's memory. */
export class HeadersReader {
  private readonly value = new BinaryDatumReader();
  private record: number | null = null;
  private header = 0;

  constructor(
    private readonly cursor: JsonCursor,
    private readonly faults: ProduceFaults,
  ) {}

  /**
   * The array or `null` at the cursor.
   *
   * @param record index of the record, for faults; null: there is only one
   */
  read(record: number | null): RecordHeader[] | null {
    const { cursor } = this;
    this.record = record;
    if (cursor.peek() !== OPEN_BRACKET) {
      if (cursor.peek() !== LOWER_N) this.faults.shape(`${this.prefix()}headers`, 'must be an array or null');
      cursor.skip();
      return null;
    }
    const headers: RecordHeader[] = [];
    for (let more = cursor.enter(); more; more = cursor.next()) {
      this.header = headers.length;
      headers.push(this.readHeader());
    }
    return headers;
  }

  private readHeader(): RecordHeader {
    const { cursor } = this;
    const header: RecordHeader = { name: '', value: null };
    if (cursor.peek() !== OPEN_BRACE) {
      this.refuse('', 'must be an object with "name" and "value"');
      cursor.skip();
      return header;
    }
    let named = false;
    for (let more = cursor.enter(); more; more = cursor.next()) {
      switch (cursor.field(FIELDS)) {
        case NAME:
          header.name = this.readName();
          named = true;
          break;
        case VALUE:
          header.value = this.readValue();
          break;
        default:
          if (!this.faults.found) this.faults.unknownField(cursor, this.path());
          cursor.skip();
      }
    }
    if (!named) this.refuse('.name', 'missing');
    return header;
  }

  private readName(): string {
    const { cursor } = this;
    const start = cursor.at;
    const isString = cursor.peek() === QUOTE;
    cursor.skip();
    const name = isString ? cursor.stringAt(start, cursor.at) : '';
    if (!isString) this.refuse('.name', 'must be a string');
    // librdkafka takes names as C strings, and a lone surrogate has no UTF-8
    else if (name.includes('\0') || LONE_SURROGATE.test(name)) this.refuse('.name', 'must be text without NUL');
    return name;
  }

  private readValue(): Buffer | null {
    const { cursor, value } = this;
    if (cursor.peek() === LOWER_N) {
      cursor.skip();
      return null;
    }
    cursor.moveTo(value.read(cursor.scanner, cursor.bytes, cursor.at, cursor.end, cursor.depthLeft));
    if (value.fault === null) return cursor.bytes.subarray(value.start, value.start + value.length);
    if (!this.faults.found) this.faults.content(`${this.path()}.value`, value.fault);
    return null;
  }

  private refuse(field: string, reason: string): void {
    if (!this.faults.found) this.faults.shape(this.path() + field, reason);
  }

  private path(): string {
    return `${this.prefix()}headers[${this.header}]`;
  }

  private prefix(): string {
    return this.record === null ? '' : `records[${this.record}].`;
  }
}
