import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GatewayError } from '../errors/gateway-error.js';
import { damagedJson, jsonText } from '../../test/support/json-texts.js';
import { OPEN_BRACE, OPEN_BRACKET } from './bytes.js';
import { JsonCursor } from './cursor.js';
import { FieldNames } from './field-names.js';
import { validJson } from './valid-json.js';

const FIELDS = new FieldNames(['key', 'value']);

/** Walks a whole body with the methods that code with a shape uses. Returns the names of the first object. */
function walk(cursor: JsonCursor, body: Buffer): void {
  const value = (): void => {
    const first = cursor.peek();
    if (first !== OPEN_BRACE && first !== OPEN_BRACKET) return cursor.skip();
    for (let more = cursor.enter(); more; more = cursor.next()) {
      if (first === OPEN_BRACE) cursor.field(FIELDS);
      value();
    }
  };
  cursor.open(body);
  value();
  cursor.finish();
  cursor.release();
}

function refusal(run: () => void): string {
  try {
    run();
  } catch (error) {
    if (error instanceof GatewayError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'none';
}

describe('a cursor over a JSON body', () => {
  const cursor = new JsonCursor(64);

  it('gets through every JSON', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        expect(refusal(() => walk(cursor, Buffer.from(` ${text}\n`)))).toBe('none');
      }),
      { numRuns: 1000 },
    );
  });

  it('refuses what is no JSON, and only that', () => {
    fc.assert(
      fc.property(damagedJson, (bytes) => {
        const valid = validJson(bytes, 0, bytes.length, 64);
        expect(refusal(() => walk(cursor, bytes)) === 'none').toBe(valid);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['{"key":1,}', 'unexpected byte 9'],
    ['{"key" 1}', 'unexpected byte 7'],
    ['[1 2]', 'unexpected byte 3'],
    ['[1] x', 'unexpected byte 4'],
    ['{"key":tru', 'the body ends in the middle, after 10 bytes'],
    ['{"key":"a\u0001"}', 'unexpected byte 9'],
    ['{"key":"\\q"}', 'unexpected byte 9'],
    ['{"key":01}', 'unexpected byte 8'],
    ['', 'the body ends in the middle, after 0 bytes'],
  ])('says where %j stops being JSON', (text, where) => {
    expect(refusal(() => walk(cursor, Buffer.from(text)))).toBe(`bad-request: Malformed JSON: ${where}.`);
  });

  it('refuses what is not UTF-8', () => {
    const body = Buffer.from([0x22, 0xc3, 0x28, 0x22]);
    expect(refusal(() => walk(cursor, body))).toBe('bad-request: The body is not valid UTF-8.');
  });

  it('counts the levels it entered and those it skips together', () => {
    const shallow = new JsonCursor(3);
    expect(refusal(() => walk(shallow, Buffer.from('[[[1]]]')))).toBe('none');
    expect(refusal(() => walk(shallow, Buffer.from('[[[[]]]]')))).toBe(
      'bad-request: JSON nested too deep: more than 3 levels at byte 3.',
    );
    const skipping = (text: string): string =>
      refusal(() => {
        shallow.open(Buffer.from(text));
        shallow.enter();
        shallow.skip();
      });
    expect(skipping('[[[1]]]')).toBe('none');
    expect(skipping('[[[[1]]]]')).toBe('bad-request: JSON nested too deep: more than 3 levels at byte 3.');
  });

  it.each([
    ['{"value":1}', 1],
    ['{ "value" : 1}', 1],
    ['{"v\\u0061lue":1}', 1],
    ['{"key":1}', 0],
    ['{"keys":1}', -1],
    ['{"ke":1}', -1],
    ['{"":1}', -1],
    ['{"\\u006b":1}', -1],
  ])('knows the field of %s', (text, index) => {
    cursor.open(Buffer.from(text));
    cursor.enter();
    expect(cursor.field(FIELDS)).toBe(index);
    expect(cursor.peek()).toBe('1'.charCodeAt(0));
    cursor.release();
  });
});
