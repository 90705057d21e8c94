import { BinaryDatumReader } from '../../formats/binary/binary-datum-reader.js';
import { JsonDatumReader } from '../../formats/json/json-datum-reader.js';
import { StringDatumReader } from '../../formats/string/string-datum-reader.js';
import { LOWER_N, OPEN_BRACE, QUOTE } from '../../json/bytes.js';
import type { JsonCursor } from '../../json/cursor.js';
import { FieldNames } from '../../json/field-names.js';
import type { ProduceFaults } from '../wire/produce-faults.js';
import { wholeNumber } from '../wire/record-timestamp.js';
import { combinationFault, type DatumFields, type DatumType, STRATEGIES } from './datum.js';

const FIELDS = new FieldNames([
  'type',
  'data',
  'subject',
  'subject_name_strategy',
  'schema_id',
  'schema_version',
  'schema',
]);
const TYPE = 0;
const DATA = 1;
const SUBJECT = 2;
const STRATEGY = 3;
const SCHEMA_ID = 4;
const SCHEMA_VERSION = 5;
const SCHEMA = 6;

const TYPES: readonly DatumType[] = ['BINARY', 'JSON', 'STRING', 'AVRO', 'JSONSCHEMA', 'PROTOBUF'];
const MAX_INT32 = 2 ** 31 - 1;

const NO_FIELDS: Readonly<DatumFields> = {
  type: null,
  subject: null,
  strategy: null,
  schemaId: null,
  schemaVersion: null,
  schema: null,
};

/** Reads a key or value of API v3: `{"type": "JSON", "data": …}` or one with a schema. */
export class V3DatumReader {
  /** What the last datum says beside its data; good until the next one, unless it is taken. */
  fields: DatumFields = noFields();
  /** Where the data of the last datum are: bytes as Kafka stores them where there is no schema, else JSON text. */
  start = 0;
  /** -1: null. */
  length = -1;
  private dataEnd = -1;
  private readonly plain = {
    BINARY: new BinaryDatumReader(),
    JSON: new JsonDatumReader(),
    STRING: new StringDatumReader(),
  };

  constructor(
    private readonly cursor: JsonCursor,
    private readonly faults: ProduceFaults,
  ) {}

  /**
   * The datum at the cursor. False: it is `null`, which is no datum at all.
   *
   * @param side what faults call it
   */
  read(side: 'key' | 'value'): boolean {
    const { cursor, faults } = this;
    this.length = -1;
    this.dataEnd = -1;
    if (cursor.peek() === LOWER_N) {
      cursor.skip();
      return false;
    }
    Object.assign(this.fields, NO_FIELDS);
    if (cursor.peek() !== OPEN_BRACE) {
      faults.shape(side, 'must be an object with "type" and "data", or null');
      cursor.skip();
      return true;
    }
    for (let more = cursor.enter(); more; more = cursor.next()) this.readField(side);
    if (faults.found) return true;
    if (this.dataEnd < 0) faults.shape(`${side}.data`, 'missing');
    const fault = combinationFault(this.fields);
    if (fault !== null) faults.content(side, fault);
    return true;
  }

  /** Whether a schema is needed to make bytes of the last datum. */
  get needsSchema(): boolean {
    const { type } = this.fields;
    return type !== 'BINARY' && type !== 'JSON' && type !== 'STRING';
  }

  /** Turns the data of the last datum, if it needs no schema, into the bytes that Kafka stores. Within the same text. */
  decode(side: 'key' | 'value'): void {
    const { type } = this.fields;
    if (this.length < 0 || (type !== 'BINARY' && type !== 'JSON' && type !== 'STRING')) return;
    const reader = this.plain[type];
    const { cursor } = this;
    reader.read(cursor.scanner, cursor.bytes, this.start, this.dataEnd, cursor.depthLeft);
    if (reader.fault !== null) this.faults.content(`${side}.data`, reader.fault);
    this.start = reader.start;
    this.length = reader.length;
  }

  /** The fields of the last datum, to keep. */
  takeFields(): DatumFields {
    const { fields } = this;
    this.fields = noFields();
    return fields;
  }

  private readField(side: string): void {
    const { cursor, fields, faults } = this;
    const field = cursor.field(FIELDS);
    const start = cursor.at;
    const isNull = cursor.peek() === LOWER_N;
    const isText = cursor.peek() === QUOTE;
    if (field < 0 && !faults.found) faults.unknownField(cursor, side);
    cursor.skip();
    if (field === DATA) {
      this.start = start;
      this.dataEnd = cursor.at;
      this.length = isNull ? -1 : cursor.at - start;
    } else if (!isNull && field === TYPE) {
      const type = isText ? TYPES.find((name) => this.spells(name, start)) : undefined;
      if (type) fields.type = type;
      else this.refuse(side, 'type', `must be one of ${TYPES.join(', ')}`, start);
    } else if (!isNull && field === STRATEGY) {
      const strategy = isText ? STRATEGIES.get(cursor.stringAt(start, cursor.at)) : undefined;
      if (strategy) fields.strategy = strategy;
      else this.refuse(side, 'subject_name_strategy', `must be one of ${[...STRATEGIES.keys()].join(', ')}`, start);
    } else if (!isNull && field === SUBJECT) {
      if (isText) fields.subject = cursor.stringAt(start, cursor.at);
      if (!fields.subject) this.refuse(side, 'subject', 'must be a text', start);
    } else if (!isNull && field === SCHEMA) {
      if (isText) fields.schema = cursor.stringAt(start, cursor.at);
      else this.refuse(side, 'schema', 'must be the text of a schema', start);
    } else if (!isNull && (field === SCHEMA_ID || field === SCHEMA_VERSION)) {
      const number = wholeNumber(cursor.bytes, start, cursor.at);
      const name = field === SCHEMA_ID ? 'schema_id' : 'schema_version';
      if (!(number >= 0 && number <= MAX_INT32))
        this.refuse(side, name, `must be an integer from 0 to ${MAX_INT32}`, start);
      else if (field === SCHEMA_ID) fields.schemaId = number;
      else fields.schemaVersion = number;
    }
  }

  /** Whether the JSON string from `start` to the cursor is this name, written plainly. */
  private spells(name: string, start: number): boolean {
    const { bytes, at } = this.cursor;
    if (at - start !== name.length + 2) return false;
    for (let i = 0; i < name.length; i++) if (bytes[start + 1 + i] !== name.charCodeAt(i)) return false;
    return true;
  }

  private refuse(side: string, field: string, wanted: string, start: number): void {
    if (this.faults.found) return;
    this.faults.shape(`${side}.${field}`, `${wanted} (was ${this.cursor.excerpt(start, this.cursor.at)})`);
  }
}

function noFields(): DatumFields {
  return { ...NO_FIELDS };
}
