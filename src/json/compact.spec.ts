import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { jsonText } from '../../test/support/json-texts.js';
import { compactJson, rewriteEscapes } from './compact.js';

/** Compacts `text` lying at `offset` of a larger buffer and checks that nothing around it changed. */
function compacted(text: string, offset = 0): string {
  const bytes = Buffer.alloc(offset + Buffer.byteLength(text) + 16, 0xaa);
  const end = offset + bytes.write(text, offset);
  const stop = compactJson(bytes, offset, end);
  expect(stop).toBeLessThanOrEqual(end);
  expect(bytes.subarray(0, offset).every((byte) => byte === 0xaa)).toBe(true);
  expect(bytes.subarray(end).every((byte) => byte === 0xaa)).toBe(true);
  return bytes.toString('utf8', offset, stop);
}

/** What compact text has to be, token by token: numbers as they were, strings as JSON.stringify writes them, no space. */
function expected(text: string): string {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[-+.\w]+|[{}[\]:,]/gs) ?? [];
  return tokens.map((token) => (token.startsWith('"') ? JSON.stringify(JSON.parse(token)) : token)).join('');
}

describe('JSON made compact in place', () => {
  it('keeps numbers, order and duplicates and writes strings as JSON.stringify does', () => {
    fc.assert(
      fc.property(jsonText, fc.nat({ max: 9 }), (text, offset) => {
        expect(compacted(text, offset)).toBe(expected(text));
      }),
      { numRuns: 3000 },
    );
  });

  it('means the same as before', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        expect(JSON.parse(compacted(text))).toEqual(JSON.parse(text));
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['"\\u0041"', '"A"'],
    ['"\\/"', '"/"'],
    ['"\\u000A\\u0008\\u000c\\u000d\\u0009"', '"\\n\\b\\f\\r\\t"'],
    ['"\\u001F\\u0000"', '"\\u001f\\u0000"'],
    ['"\\u0022\\u005C\\u002f"', '"\\"\\\\/"'],
    ['"\\u007f\\u2028"', '"\u007f\u2028"'],
    ['"\\u00e9\\u20AC"', '"é€"'],
    ['"\\uD83D\\uDE00"', '"😀"'],
    ['"\\uD800"', '"\\ud800"'],
    ['"\\uDE00\\uD83D"', '"\\ude00\\ud83d"'],
    ['"\\uD83D\\uD83D\\uDE00"', '"\\ud83d😀"'],
    ['"\\uD83Dx\\uDE00"', '"\\ud83dx\\ude00"'],
    ['"\\uD83D\\n"', '"\\ud83d\\n"'],
    ['"\\\\u0041"', '"\\\\u0041"'],
    ['" a  b "', '" a  b "'],
    [' { "b" : [ 1.0 , 1e3 ] ,\r\n\t"1":2, "1" : 3 } ', '{"b":[1.0,1e3],"1":2,"1":3}'],
    ['{"__proto__": 1, "constructor": {}}', '{"__proto__":1,"constructor":{}}'],
    ['9007199254740993', '9007199254740993'],
  ])('makes %s %s', (text, result) => {
    expect(compacted(text)).toBe(result);
  });

  it('copies the inside of a string to an earlier place', () => {
    const bytes = Buffer.from('____ab\\/c\\u0041');
    expect(bytes.toString('utf8', 1, rewriteEscapes(bytes, 4, bytes.length, 1))).toBe('ab/cA');
  });
});
