import { describe, expect, it } from '@jest/globals';
import { fits, jsonSchema } from '../../../test/support/json-schema.js';

const D4 = 'http://json-schema.org/draft-04/schema#';
const D6 = 'http://json-schema.org/draft-06/schema#';
const D7 = 'http://json-schema.org/draft-07/schema#';
const D2019 = 'https://json-schema.org/draft/2019-09/schema';
const D2020 = 'https://json-schema.org/draft/2020-12/schema';

describe('each draft', () => {
  it.each([
    ['4: exclusiveMinimum is a boolean', D4, { minimum: 1, exclusiveMinimum: true }, 2, 1],
    [
      '4: id names a schema',
      D4,
      { properties: { a: { $ref: 'b' } }, definitions: { x: { id: 'b', type: 'null' } } },
      { a: null },
      { a: 1 },
    ],
    ['6: const', D6, { const: { a: [1] } }, { a: [1] }, { a: [2] }],
    ['6: contains', D6, { contains: { type: 'string' } }, [1, 'a'], [1]],
    ['6: exclusiveMinimum is a number', D6, { exclusiveMinimum: 1 }, 2, 1],
    ['7: if, then, else', D7, { if: { type: 'number' }, then: { minimum: 3 }, else: { minLength: 2 } }, 'ab', 2],
    ['none: draft 7', undefined, { if: { type: 'number' }, then: { minimum: 3 } }, 3, 2],
    ['2019-09: dependentRequired', D2019, { dependentRequired: { a: ['b'] } }, { a: 1, b: 1 }, { a: 1 }],
    [
      '2019-09: unevaluatedProperties',
      D2019,
      { allOf: [{ properties: { a: {} } }], unevaluatedProperties: false },
      { a: 1 },
      { b: 1 },
    ],
    [
      '2019-09: $recursiveRef',
      D2019,
      { $recursiveAnchor: true, properties: { a: { $recursiveRef: '#' } }, type: 'object' },
      { a: { a: {} } },
      { a: { a: 1 } },
    ],
    ['2019-09: minContains', D2019, { contains: { const: 1 }, minContains: 2 }, [1, 1], [1]],
    ['2020-12: prefixItems', D2020, { prefixItems: [{ type: 'string' }], items: false }, ['a'], ['a', 1]],
    [
      '2020-12: $dynamicRef',
      D2020,
      { $dynamicAnchor: 'node', properties: { a: { $dynamicRef: '#node' } }, type: 'object' },
      { a: { a: {} } },
      { a: { a: 1 } },
    ],
  ])('knows its keywords, %s', (_, $schema, schema, good, bad) => {
    expect(fits({ $schema, ...schema }, good)).toBe(true);
    expect(fits({ $schema, ...schema }, bad)).toBe(false);
  });

  it.each([D4, D6, D7, `${D2019}#`, D2020])('is chosen by %s, with http or https, with or without #', (url) => {
    const plain = url.replace(/^https?:/, '').replace('#', '');
    for (const $schema of [`http:${plain}`, `https:${plain}`, `https:${plain}#`]) {
      expect(fits({ $schema, type: 'integer' }, 'a')).toBe(false);
    }
  });

  it('is held against the schema: the place and what is wanted there are named', () => {
    const say = (schema: object) => () => jsonSchema(schema);
    expect(say({ properties: { a: { minimum: '1' } } })).toThrow(
      'Invalid schema: the schema at .properties.a.minimum must be number, found "1" (draft 7)',
    );
    expect(say({ $schema: D2020, properties: { a: { type: 'int' } } })).toThrow(/at \.properties\.a\.type must be/);
    expect(say({ $schema: D4, exclusiveMinimum: 1 })).toThrow(/draft 4/);
  });

  it('refuses one it does not know and names those that work', () => {
    expect(() => jsonSchema({ $schema: 'http://example.com/mine' })).toThrow(
      /"http:\/\/example.com\/mine".*draft-04.*2020-12/,
    );
    expect(() => jsonSchema({ $schema: 7 })).toThrow('Invalid schema: $schema must be a string');
  });

  it('may be what a schema describes', () => {
    const draft7 = { $schema: D7, $id: D7, type: ['object', 'boolean'], properties: { not: { $ref: '#' } } };
    expect(fits(draft7, { not: { not: true } })).toBe(true);
    expect(fits(draft7, { not: { not: 1 } })).toBe(false);
    expect(fits({ $ref: D7 }, { type: 'integer' })).toBe(true);
    expect(fits({ $ref: D7 }, { type: 'int' })).toBe(false);
  });
});

describe('schemas of true and false', () => {
  it('let everything and nothing pass', () => {
    expect([fits(true, 1), fits(false, 1)]).toEqual([true, false]);
    expect(fits({ properties: { a: false } }, { a: 1 })).toBe(false);
  });
});

describe('keywords that no draft knows', () => {
  it.each([
    ['$async', { $async: true, type: 'string' }],
    ['$async behind a reference', { $ref: '#/definitions/a', definitions: { a: { $async: true, type: 'string' } } }],
    ['nullable', { nullable: true, anyOf: [{ type: 'string' }] }],
    ['nullable beside a type', { nullable: true, type: 'string' }],
    ['id of draft 4 in a later one', { id: 'a', type: 'string' }],
    ['formats of others', { format: 'lamp', type: 'string' }],
  ])('change nothing: %s', (_, schema) => {
    expect([fits(schema, 'a'), fits(schema, null)]).toEqual([true, false]);
  });

  it('may be the names of properties', () => {
    const schema = { properties: { nullable: { type: 'string' }, $async: { type: 'string' }, id: { type: 'string' } } };
    for (const name of ['nullable', '$async', 'id']) expect(fits(schema, { [name]: 1 })).toBe(false);
  });
});
