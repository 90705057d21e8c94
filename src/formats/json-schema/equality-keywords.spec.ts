import { describe, expect, it } from '@jest/globals';
import { encoded, fits, jsonSchema } from '../../../test/support/json-schema.js';

describe('uniqueItems', () => {
  const unique = { uniqueItems: true };

  it('compares by content: the order of members and the text of numbers do not count', () => {
    expect(encoded(jsonSchema(unique), '[{"a":1,"b":[2]},{"b":[2.0],"a":1}]')).toBe(': must NOT have duplicate items');
    expect(encoded(jsonSchema(unique), '[1,10e-1]')).toBe(': must NOT have duplicate items');
    expect(fits(unique, [1, '1', true, 'true', null, 'null', [], {}, '[]', [1], ['1']])).toBe(true);
  });

  it('copes with names of what every object has', () => {
    expect(fits(unique, ['__proto__', 'constructor'])).toBe(true);
    expect(fits({ uniqueItems: true, items: { type: 'string' } }, ['__proto__', '__proto__'])).toBe(false);
    expect(encoded(jsonSchema(unique), '[{"__proto__":1},{"__proto__":2},{"valueOf":1},{"toString":1}]')).toMatch(
      /^\[/,
    );
  });

  it('takes 100 000 objects', () => {
    const items = Array.from({ length: 100_000 }, (_, i) => ({ id: i, kind: 'reading' }));
    expect(fits(unique, items)).toBe(true);
    expect(fits(unique, [...items, { kind: 'reading', id: 5 }])).toBe(false);
  });

  it('false asks for nothing', () => {
    expect(fits({ uniqueItems: false }, [1, 1])).toBe(true);
  });

  it('also of a schema takes time in proportion', () => {
    const values = Array.from({ length: 50_000 }, (_, i) => ({ i }));
    const $schema = 'http://json-schema.org/draft-04/schema#';
    expect(fits({ $schema, enum: values }, { i: 49_999 })).toBe(true);
    expect(() => jsonSchema({ $schema, enum: [{ a: 1 }, { a: 1 }] })).toThrow(
      /at \.enum must NOT have duplicate items/,
    );
  });
});

describe('enum and const', () => {
  it('compare by content', () => {
    expect(fits({ enum: [{ a: 1, b: 2 }, [1]] }, { b: 2, a: 1 })).toBe(true);
    expect(fits({ enum: [{ a: 1, b: 2 }, [1]] }, { b: 2 })).toBe(false);
    expect(fits({ const: null }, null)).toBe(true);
    expect(fits({ const: 0 }, false)).toBe(false);
    expect(fits({ const: '{}' }, {})).toBe(false);
  });

  it('call nothing that the datum holds', () => {
    for (const name of ['valueOf', 'toString', 'constructor', 'toJSON']) {
      expect(fits({ const: { [name]: 1 } }, { [name]: 1 })).toBe(true);
      expect(fits({ enum: [{ a: 1 }] }, { [name]: 1 })).toBe(false);
    }
  });

  it('name what is allowed, not endlessly', () => {
    const codec = jsonSchema({ enum: Array.from({ length: 1000 }, (_, i) => i) });
    expect(encoded(codec, '-1')).toBe(': must be one of 0, 1, 2, 3, 4, 5 or 994 more, found -1');
    expect(encoded(jsonSchema({ const: { a: 1 } }), '{}')).toBe(': must be {"a":1}, found an object');
  });
});
