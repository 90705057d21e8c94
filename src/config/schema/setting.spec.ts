import { describe, expect, it } from '@jest/globals';
import { boolean, choice, integer, list, quoted } from './setting.js';

const about = { name: 'x', meaning: 'X.' };

describe('an integer setting', () => {
  const setting = integer({ ...about, default: 5, min: -1, max: 100, unit: 'ms' });

  it.each([
    ['-1', -1],
    ['100', 100],
    ['+7', 7],
    ['007', 7],
    ['-0', 0],
  ])('takes %s', (text, value) => expect(setting.parse(text)).toEqual({ value }));

  it.each(['', ' ', '1.5', '1e3', '0x10', '1_000', '10ms', 'NaN', '９'])('refuses %j', (text) => {
    expect(setting.parse(text)).toEqual({ fault: `must be a whole number, got ${JSON.stringify(text)}` });
  });

  it.each(['-2', '101', '999999999999999'])('names range and unit when %s is outside', (text) => {
    expect(setting.parse(text)).toEqual({ fault: `must be from -1 to 100 ms, got ${text}` });
  });
});

describe('a boolean setting', () => {
  const setting = boolean({ ...about, default: false });

  it('takes true and false in any case', () => {
    expect(['true', 'TRUE', 'False'].map(setting.parse)).toEqual([{ value: true }, { value: true }, { value: false }]);
  });

  it.each(['', 'yes', '1', 'on'])('refuses %j', (text) => expect(setting.parse(text)).toHaveProperty('fault'));
});

describe('a choice setting', () => {
  const setting = choice({ ...about, default: 'json', of: ['json', 'binary'] });

  it('takes its words in any case', () => expect(setting.parse('BINARY')).toEqual({ value: 'binary' }));

  it('names its words when it gets another', () => {
    expect(setting.parse('avro')).toEqual({ fault: 'must be one of json, binary, got "avro"' });
  });
});

describe('a list setting', () => {
  const entry = (text: string) => (/^\d+$/.test(text) ? { value: Number(text) } : { fault: `must not hold ${text}` });
  const setting = list({ ...about, range: 'numbers', entry });

  it('takes entries between commas, blanks and empty entries aside', () => {
    expect(setting.parse('1, 2 ,,3,')).toEqual({ value: [1, 2, 3] });
    expect(setting.parse('')).toEqual({ value: [] });
  });

  it('tells of every bad entry', () => {
    expect(setting.parse('1,a,2,b')).toEqual({ fault: 'must not hold a; must not hold b' });
  });
});

describe('quoted', () => {
  it('keeps a value on one line and short', () => {
    expect(quoted('a\nb"')).toBe('"a\\nb\\""');
    expect(quoted('x'.repeat(1000))).toHaveLength(83);
  });
});
