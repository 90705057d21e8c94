import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { damagedJson, jsonText } from '../../../test/support/json-texts.js';
import { GatewayError } from '../../errors/gateway-error.js';
import { BinaryDatumReader } from '../../formats/binary/binary-datum-reader.js';
import { JsonDatumReader } from '../../formats/json/json-datum-reader.js';
import { PRODUCE_STRIDE, type ProduceBatch } from '../../kafka/record.js';
import { ProduceBodyReader } from './produce-body.js';

const reader = new ProduceBodyReader({ maxRecords: 2000, maxDepth: 64 });
const json = new JsonDatumReader();
const binary = new BinaryDatumReader();

interface Row {
  partition: number;
  key: string | null;
  value: string | null;
}

function rowsOf({ count, bytes, table }: ProduceBatch): Row[] {
  return Array.from({ length: count }, (_, i) => {
    const [partition, keyStart, keyLength, valueStart, valueLength] = table.subarray(i * PRODUCE_STRIDE) as unknown as [
      number,
      number,
      number,
      number,
      number,
    ];
    return { partition, key: datum(bytes, keyStart, keyLength), value: datum(bytes, valueStart, valueLength) };
  });
}

function datum(bytes: Buffer, start: number, length: number): string | null {
  return length < 0 ? null : bytes.toString('utf8', start, start + length);
}

const read = (body: string | Buffer): Row[] => rowsOf(reader.read(Buffer.from(body), json));
const readBinary = (body: string): Row[] => rowsOf(reader.read(Buffer.from(body), binary));

function refusal(body: string | Buffer, format = json, by = reader): string {
  try {
    by.read(Buffer.from(body), format);
  } catch (error) {
    if (error instanceof GatewayError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'none';
}

describe('a produce body', () => {
  it('becomes one record per entry, in order', () => {
    expect(read('{"records":[{"key":"k","value":{"a":[1, 2]}},{"value":1.10,"partition":3},{}]}')).toEqual([
      { partition: -1, key: '"k"', value: '{"a":[1,2]}' },
      { partition: 3, key: null, value: '1.10' },
      { partition: -1, key: null, value: null },
    ]);
  });

  it.each(['0', 'false', '""', '{}', '[]', '"null"'])('takes %s for a value, not for a tombstone', (value) => {
    expect(read(`{"records":[{"key":${value},"value":${value}}]}`)).toEqual([{ partition: -1, key: value, value }]);
  });

  it('takes null and an absent value for a tombstone, null and an absent key for no key', () => {
    expect(read('{"records":[{"key":null,"value":null,"partition":null},{"key":1}]}')).toEqual([
      { partition: -1, key: null, value: null },
      { partition: -1, key: '1', value: null },
    ]);
  });

  it('keeps every JSON value as it was sent, without its white space', () => {
    fc.assert(
      fc.property(jsonText, jsonText, (key, value) => {
        const body = `{ "records" : [ { "key" : ${key} , "value" : ${value} } , {"value":1e400} ] }`;
        const [row, last] = read(body);
        expect(row?.key === null ? null : JSON.parse(row?.key ?? '')).toEqual(JSON.parse(key));
        expect(row?.value === null ? null : JSON.parse(row?.value ?? '')).toEqual(JSON.parse(value));
        expect(last?.value).toBe('1e400');
      }),
      { numRuns: 1000 },
    );
  });

  it('is refused as malformed exactly when it is no JSON', () => {
    fc.assert(
      fc.property(damagedJson, (value) => {
        const body = Buffer.concat([Buffer.from('{"records":[{"value":'), value, Buffer.from('}]}')]);
        let parsed = true;
        try {
          JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body));
        } catch {
          parsed = false;
        }
        expect(refusal(body).startsWith('bad-request')).toBe(!parsed);
      }),
      { numRuns: 3000 },
    );
  });

  it('decodes base64, however its slashes are written', () => {
    const data = Buffer.from([0, 255, 254, 63, 62, 190, 255, 239]);
    const text = data.toString('base64');
    expect(text).toContain('/');
    for (const written of [text, text.replaceAll('/', '\\/'), text.replace('+', '\\u002b'), text.replace(/=+$/, '')]) {
      const batch = reader.read(Buffer.from(`{"records":[{"key":"${written}","value":"${written}"}]}`), binary);
      const [, keyStart = 0, keyLength = 0, start = 0, length = 0] = batch.table;
      expect(batch.bytes.subarray(keyStart, keyStart + keyLength)).toEqual(data);
      expect(batch.bytes.subarray(start, start + length)).toEqual(data);
    }
  });

  it('decodes base64 of any bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 90 }), { minLength: 1, maxLength: 5 }), (values) => {
        const records = values.map((value) => ({ value: Buffer.from(value).toString('base64') }));
        const { bytes, table } = reader.read(Buffer.from(JSON.stringify({ records })), binary);
        values.forEach((value, i) => {
          const start = table[i * PRODUCE_STRIDE + 3]!;
          expect(bytes.subarray(start, start + table[i * PRODUCE_STRIDE + 4]!)).toEqual(Buffer.from(value));
        });
      }),
    );
  });

  it('takes an empty string of base64 for an empty value', () => {
    expect(readBinary('{"records":[{"key":"","value":""}]}')).toEqual([{ partition: -1, key: '', value: '' }]);
  });

  it.each([
    ['"***="', 'bad-request: records[1].value: not base64 (standard alphabet, padding optional)'],
    ['"QQ =="', 'bad-request: records[1].value: not base64 (standard alphabet, padding optional)'],
    ['"QUI-"', 'bad-request: records[1].value: not base64 (standard alphabet, padding optional)'],
    ['"Q\\n"', 'bad-request: records[1].value: not base64 (standard alphabet, padding optional)'],
    ['17', 'bad-request: records[1].value: must be a string of base64'],
    ['{"a":[]}', 'bad-request: records[1].value: must be a string of base64'],
  ])('with %s for base64 is refused', (value, expected) => {
    expect(refusal(`{"records":[{"value":"QQ=="},{"value":${value}},{"value":"?"}]}`, binary)).toBe(expected);
    expect(refusal(`{"records":[{"key":${value}}]}`, binary)).toBe(expected.replace('[1].value', '[0].key'));
  });

  it.each([
    ['[]', 'body: must be an object with "records"'],
    ['"records"', 'body: must be an object with "records"'],
    ['{}', 'records: missing'],
    ['{"records":[]}', 'records: must be a non-empty array'],
    ['{"records":null}', 'records: must be a non-empty array'],
    ['{"records":{}}', 'records: must be a non-empty array'],
    ['{"records":[{"value":1},7]}', 'records[1]: must be an object'],
    ['{"records":[null]}', 'records[0]: must be an object'],
    ['{"records":[{}],"recrods":1}', 'Unrecognized field: recrods'],
    ['{"records":[{"valeu":1}]}', 'Unrecognized field: valeu (in records[0])'],
    ['{"records":[{}],"key_schema":{}}', 'key_schema: must be a string or null'],
    ['{"records":[{}],"value_schema_id":"1"}', 'value_schema_id: must be an integer from 0 to 2147483647, or null'],
  ])('%s is refused', (body, message) => {
    expect(refusal(body)).toBe(`invalid-body: ${message}`);
  });

  it('that is missing says what is missing', () => {
    expect(refusal('')).toBe('invalid-body: records: missing; the request has no body');
  });

  it.each(['-1', '-0', '1.0', '1e0', '0.5', '"0"', 'true', '{}', '[0]', '2147483648', '99999999999999999999'])(
    'is refused for partition %s, with the place',
    (partition) => {
      const shown = `must be an integer from 0 to 2147483647, or null (was ${partition})`;
      const body = `{"records":[{"value":1},{"partition":${partition}}]}`;
      expect(refusal(body)).toBe(`invalid-body: records[1].partition: ${shown}`);
    },
  );

  it('takes partitions up to the largest that Kafka can have', () => {
    expect(read('{"records":[{"partition":2147483647},{"partition":0}]}').map((row) => row.partition)).toEqual([
      2147483647, 0,
    ]);
  });

  it('that is no JSON says so, whatever else is wrong before', () => {
    expect(refusal('{"nonsense":1,"records":[{"partition":-1}]')).toBe(
      'bad-request: Malformed JSON: the body ends in the middle, after 42 bytes.',
    );
    expect(refusal('{"records":[{"value":"***"},{"value":tru}]}', binary)).toMatch(/^bad-request: Malformed JSON/);
  });

  it('takes the last of duplicate fields', () => {
    expect(
      read('{"records":[{"value":0},{"value":0}],"records":[{"value":1,"partition":4,"value":[2],"partition":null}]}'),
    ).toEqual([{ partition: -1, key: null, value: '[2]' }]);
    expect(read('{"records":[{"value":1,"value":null}]}')).toEqual([{ partition: -1, key: null, value: null }]);
  });

  it('reads fields whose names are written with escapes', () => {
    expect(read('{"r\\u0065cords":[{"v\\u0061lue":1}]}')).toEqual([{ partition: -1, key: null, value: '1' }]);
  });

  it('accepts schemas that its format has no use for', () => {
    expect(
      read('{"key_schema":"\\"int\\"","value_schema":null,"key_schema_id":7,"records":[{"value":1}]}'),
    ).toHaveLength(1);
  });

  it('may have as many records as the limit says and not one more', () => {
    const of = (count: number): string =>
      `{"records":[${Array.from({ length: count }, (_, i) => `{"value":${i}}`).join()}]}`;
    const rows = read(of(2000));
    expect(rows).toHaveLength(2000);
    expect(rows.map((row) => row.value)).toEqual(rows.map((_, i) => String(i)));
    expect(refusal(of(2001))).toBe('invalid-body: records: must be at most 2000 in one request');
  });

  it('counts the levels around a value too', () => {
    const shallow = new ProduceBodyReader({ maxRecords: 1, maxDepth: 5 });
    expect(refusal('{"records":[{"value":[[1]]}]}', json, shallow)).toBe('none');
    expect(refusal('{"records":[{"value":[[[1]]]}]}', json, shallow)).toMatch(
      /^bad-request: JSON nested too deep: more than 5/,
    );
    expect(refusal('{"x":[[[[[1]]]]]}', json, shallow)).toMatch(/^bad-request: JSON nested too deep/);
  });
});
