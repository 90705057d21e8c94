import { describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../errors/gateway-error.js';
import { JsonDatumReader } from '../../formats/json/json-datum-reader.js';
import type { ProduceBatch } from '../../kafka/record.js';
import { ProduceBodyReader } from './produce-body.js';

const reader = new ProduceBodyReader({ maxRecords: 5000, maxDepth: 64 });
const json = new JsonDatumReader();

function read(...records: string[]): ProduceBatch {
  return reader.read(Buffer.from(`{"records":[${records.join(',')}]}`), json);
}

function refusal(record: string): string {
  try {
    read('{"value":1}', record);
  } catch (error) {
    if (error instanceof GatewayError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'none';
}

describe('timestamps of a produce body', () => {
  it('are absent when no record names one', () => {
    expect(read('{"value":1}').timestamps).toBeNull();
  });

  it.each([
    ['1', 1],
    ['1700000000123', 1700000000123],
    ['999999999999999', 999999999999999],
    ['"2024-02-29T12:34:56Z"', Date.UTC(2024, 1, 29, 12, 34, 56)],
    ['"2024-02-29T12:34:56.789+02:00"', Date.UTC(2024, 1, 29, 10, 34, 56, 789)],
    ['"2024-02-29T12:34:56.123456789Z"', Date.UTC(2024, 1, 29, 12, 34, 56, 123)],
    ['"2024-02-29T12:34Z"', Date.UTC(2024, 1, 29, 12, 34)],
    ['null', 0],
  ])('of %s are taken', (text, expected) => {
    const { timestamps } = read('{"value":1}', `{"timestamp":${text}}`, '{"value":1}');
    expect([...(timestamps ?? [])].slice(0, 3)).toEqual([0, expected, 0]);
  });

  it.each([
    '0',
    '-1',
    '1.5',
    '1e3',
    '1000000000000000',
    'true',
    '[]',
    '""',
    '"yesterday"',
    '"2024-02-30T00:00:00Z"',
    '"2023-02-29T00:00:00Z"',
    '"2024-02-29T25:00:00Z"',
    '"2024-02-29T12:34:56"',
    '"2024-02-29"',
    '"1970-01-01T00:00:00Z"',
    '"1969-12-31T23:59:59Z"',
  ])('of %s are refused, with the place', (text) => {
    expect(refusal(`{"timestamp":${text}}`)).toMatch(
      /^invalid-body: records\[1\]\.timestamp: must be milliseconds since 1970 \(1 or more\) or an ISO-8601 instant/,
    );
  });

  it('stay with their records when the columns grow', () => {
    const records = Array.from({ length: 3000 }, (_, i) => `{"timestamp":${i + 1}}`);
    const { timestamps } = read(...records);
    expect([...(timestamps ?? [])].slice(0, 3000)).toEqual(records.map((_, i) => i + 1));
  });
});

describe('headers of a produce body', () => {
  it('are absent when no record has any', () => {
    expect(read('{"value":1}').headers).toBeNull();
  });

  it('come in order, duplicates and null values included', () => {
    const { headers } = read(
      '{"value":1}',
      '{"headers":[{"name":"a","value":"AAE="},{"name":"a"},{"value":null,"name":"\\u00e9"},{"name":"","value":""}]}',
      '{"headers":[]}',
      '{"headers":null}',
      '{"value":1}',
    );
    expect(headers).toEqual([
      null,
      [
        { name: 'a', value: Buffer.from([0, 1]) },
        { name: 'a', value: null },
        { name: 'é', value: null },
        { name: '', value: Buffer.alloc(0) },
      ],
      [],
      null,
      null,
    ]);
  });

  it.each([
    ['{}', 'invalid-body: records[1].headers: must be an array or null'],
    ['"a"', 'invalid-body: records[1].headers: must be an array or null'],
    ['[null]', 'invalid-body: records[1].headers[0]: must be an object with "name" and "value"'],
    ['[{"name":"a"},{"value":"AAE="}]', 'invalid-body: records[1].headers[1].name: missing'],
    ['[{"name":1}]', 'invalid-body: records[1].headers[0].name: must be a string'],
    ['[{"name":"a\\u0000b"}]', 'invalid-body: records[1].headers[0].name: must be text without NUL'],
    ['[{"name":"\\ud800"}]', 'invalid-body: records[1].headers[0].name: must be text without NUL'],
    ['[{"name":"a","vlaue":1}]', 'Unrecognized field: vlaue (in records[1].headers[0])'],
    ['[{"name":"a","value":"?"}]', 'records[1].headers[0].value: not base64 (standard alphabet, padding optional)'],
    ['[{"name":"a","value":5}]', 'records[1].headers[0].value: must be a string of base64'],
  ])('%s are refused', (headers, expected) => {
    expect(refusal(`{"headers":${headers}}`)).toContain(expected);
  });
});
