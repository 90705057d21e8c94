import { isUtf8 } from 'node:buffer';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { damagedJson, jsonText } from '../../test/support/json-texts.js';
import { validJson } from './valid-json.js';

const DEPTH = 64;

function valid(text: string | Buffer, maxDepth = DEPTH): boolean {
  const bytes = Buffer.from(text);
  return validJson(bytes, 0, bytes.length, maxDepth);
}

/** JSON.parse replaces what is not UTF-8 instead of refusing it. */
function parses(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString());
    return isUtf8(bytes);
  } catch {
    return false;
  }
}

describe('validity of stored JSON', () => {
  it('is what JSON.parse says, for every kind of JSON', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        expect(valid(text)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('is what JSON.parse says, for damaged JSON', () => {
    fc.assert(
      fc.property(damagedJson, (bytes) => {
        expect(valid(bytes)).toBe(parses(bytes));
      }),
      { numRuns: 5000 },
    );
  });

  it('ends where the range ends, whatever lies around it', () => {
    fc.assert(
      fc.property(damagedJson, fc.constantFrom('', '1', '"', '}', ']', '\\', 'e'), (text, around) => {
        const bytes = Buffer.concat([Buffer.from(around), text, Buffer.from(around)]);
        const start = around.length;
        expect(validJson(bytes, start, start + text.length, DEPTH)).toBe(parses(text));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['', false],
    [' ', false],
    ['01', false],
    ['+1', false],
    ['1.', false],
    ['.5', false],
    ['1e', false],
    ['-', false],
    ['0x10', false],
    ['NaN', false],
    ['nul', false],
    ['nulll', false],
    ['tRue', false],
    ["'a'", false],
    ['[1,]', false],
    ['{"a":1,}', false],
    ['{a:1}', false],
    ['{"a"}', false],
    ['[1}', false],
    ['{"a":1]', false],
    ['"\n"', false],
    ['"\u007f"', true],
    ['"\\x41"', false],
    ['"\\u12g4"', false],
    ['"\\ud800"', true],
    ['\ufeff1', false],
    ['1 2', false],
    ['// c\n1', false],
    ['[1]\0', false],
    ['\u00a01', false],
    [' [1e400 , -0.0E-7]\r\n', true],
  ])('of %j is %s', (text, expected) => {
    expect(valid(text)).toBe(expected);
  });

  it('needs strict UTF-8, in short strings and in long ones', () => {
    for (const broken of [[0xc3, 0x28], [0xed, 0xa0, 0x80], [0xc0, 0xaf], [0xf4, 0x90, 0x80, 0x80], [0x80], [0xff]]) {
      for (const around of ['', 'x'.repeat(100), 'x'.repeat(1000)]) {
        const bytes = Buffer.concat([Buffer.from(`"${around}`), Buffer.from(broken), Buffer.from(`${around}"`)]);
        expect(valid(bytes)).toBe(false);
      }
    }
    expect(valid(`"${'é'.repeat(500)}"`)).toBe(true);
  });

  it('finds what ends a string at every place of a long one', () => {
    for (const [end, expected] of [
      ['"', false],
      ['\\', false],
      ['\n', false],
      ['\\n', true],
      ['\0', false],
      ['\u001f', false],
      ['é', true],
      ['😀', true],
    ] as const) {
      for (let at = 0; at < 130; at++) {
        const text = `["${'a'.repeat(at)}${end}${'q'.repeat(700)}"]`;
        expect([at, end, valid(text)]).toEqual([at, end, expected]);
      }
    }
  });

  it('allows as many levels as it is told, of arrays and objects together', () => {
    const nested = (depth: number): string => '[{"a":'.repeat(depth / 2) + '1' + '}]'.repeat(depth / 2);
    expect(valid(nested(64), 64)).toBe(true);
    expect(valid(nested(66), 64)).toBe(false);
    expect(valid('[[]]', 2)).toBe(true);
    expect(valid('[[]]', 1)).toBe(false);
    expect(valid('[]', 0)).toBe(false);
    expect(valid('1', 0)).toBe(true);
  });

  it('survives a million levels', () => {
    const text = '['.repeat(1_000_000) + ']'.repeat(1_000_000);
    expect(valid(text)).toBe(false);
    expect(valid(text, 1_000_000)).toBe(true);
  });
});
