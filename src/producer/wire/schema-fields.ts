import { LOWER_N, QUOTE } from '../../json/bytes.js';
import type { JsonCursor } from '../../json/cursor.js';
import type { SchemaChoice } from '../schema-encoding.service.js';
import type { ProduceFaults } from './produce-faults.js';
import { wholeNumber } from './record-timestamp.js';

const MAX_INT32 = 2 ** 31 - 1;

/** What a produce body says of schemas. */
export class SchemaFields {
  key: SchemaChoice = { text: null, id: null };
  value: SchemaChoice = { text: null, id: null };

  constructor(
    private readonly cursor: JsonCursor,
    private readonly faults: ProduceFaults,
  ) {}

  clear(): void {
    this.key = { text: null, id: null };
    this.value = { text: null, id: null };
  }

  /** `key_schema`, `value_schema`: the text of a schema. */
  readText(side: 'key' | 'value'): void {
    const { cursor } = this;
    const start = cursor.at;
    const first = cursor.peek();
    cursor.skip();
    if (first === QUOTE) this[side].text = cursor.stringAt(start, cursor.at);
    else if (first === LOWER_N) this[side].text = null;
    else this.faults.shape(`${side}_schema`, 'must be a string or null');
  }

  /** `key_schema_id`, `value_schema_id`: the id of a registered schema. */
  readId(side: 'key' | 'value'): void {
    const { cursor } = this;
    const start = cursor.at;
    const isNull = cursor.peek() === LOWER_N;
    cursor.skip();
    const id = isNull ? null : wholeNumber(cursor.bytes, start, cursor.at);
    if (id === null || id <= MAX_INT32) this[side].id = id;
    else this.faults.shape(`${side}_schema_id`, `must be an integer from 0 to ${MAX_INT32}, or null`);
  }
}
