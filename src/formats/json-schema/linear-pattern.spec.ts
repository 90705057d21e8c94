import { describe, expect, it } from '@jest/globals';
import { encoded, fits, jsonSchema } from '../../../test/support/json-schema.js';

describe('a pattern of a schema', () => {
  it.each([
    ['is found anywhere', 'b', 'abc', 'ac'],
    ['may be anchored', '^b$', 'b', 'b\n'],
    ['knows escapes of JSON Schema', '^\\u0041\\d\\w\\s\\/\\-$', 'A1b /-', 'A1b /'],
    ['sees characters, not halves of them', '^.$', '😀', 'ab'],
    ['knows classes of Unicode', '^\\p{Lu}$', 'É', 'é'],
    ['takes an escaped backslash for one', '^\\\\1$', '\\1', '1'],
    ['may have named groups', '^(?<year>\\d{4})$', '2024', '24'],
    ['may be counted', '^[a-z]{1,900}$', 'a'.repeat(900), 'a'.repeat(901)],
  ])('%s', (_, pattern, good, bad) => {
    expect([fits({ pattern }, good), fits({ pattern }, bad)]).toEqual([true, false]);
    const properties = { patternProperties: { [pattern]: { type: 'null' } }, additionalProperties: false };
    expect([fits(properties, { [good]: null }), fits(properties, { [bad]: null })]).toEqual([true, false]);
  });

  it.each(['(a+)+$', '(a|a)*b', '(.*a){20}b', '^(\\w+\\s?)*$', '(x+x+)+y'])('cannot stall: %s', (pattern) => {
    const text = `${'a'.repeat(100_000)}!`;
    expect(fits({ pattern }, text)).toBe(false);
    expect(fits({ patternProperties: { [pattern]: false } }, { [text]: 1 })).toBe(true);
  });

  it('that makes too many states of a long text is given up', () => {
    const text = Array.from({ length: 50_000 }, (_, i) => 'abqx'[(i * 7919 + (i >> 3) * 31) % 4]).join('');
    const codec = jsonSchema({ pattern: 'a[abqx]{900}[^abqx]' });
    expect(encoded(codec, JSON.stringify(text))).toBe(': takes too long to check against the schema');
  });

  it.each([
    ['(?=a)', 'uses lookaround'],
    ['a(?!b)', 'uses lookaround'],
    ['(?<!a)b', 'uses lookaround'],
    ['(a)\\1', 'uses a backreference'],
    ['(?<q>a)\\k<q>', 'uses a backreference'],
    ['^\\e$', 'has the unknown escape \\e'],
    ['[a-z', 'is no regular expression that is supported (RE2 syntax): missing closing ]'],
    ['a{2000}', 'is no regular expression that is supported (RE2 syntax): invalid repeat count'],
    ['('.repeat(5000) + ')'.repeat(5000), 'is no regular expression that is supported'],
  ])('that cannot be had in linear time is refused: %s', (pattern, why) => {
    expect(() => jsonSchema({ pattern })).toThrow(why);
    expect(() => jsonSchema({ patternProperties: { [pattern]: { type: 'string' } } })).toThrow(
      /^Invalid schema: the pattern/,
    );
  });
});
