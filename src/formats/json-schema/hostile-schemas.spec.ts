import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { encoded, fits, jsonSchema } from '../../../test/support/json-schema.js';

const LARGE = 'Invalid schema: it is too large to be compiled, or its references go on without end';
const COSTLY = ': takes too long to check against the schema';

const nested = (open: string, inside: string, close: string, times: number): string =>
  open.repeat(times) + inside + close.repeat(times);

describe('a schema', () => {
  it('may have 10 000 properties', () => {
    const names = Array.from({ length: 10_000 }, (_, i) => `property${i}`);
    const codec = jsonSchema({
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, { type: 'string', description: 'd'.repeat(60) }])),
      required: names,
      additionalProperties: false,
    });
    const datum = Object.fromEntries(names.map((name) => [name, 'v']));
    expect(encoded(codec, JSON.stringify(datum))).toBe(JSON.stringify(datum));
    expect(encoded(codec, JSON.stringify({ ...datum, property9999: 1 }))).toBe(
      '.property9999: must be string, found 1',
    );
    expect(encoded(codec, JSON.stringify({ ...datum, other: 1 }))).toMatch(/additional properties: 'other'/);
    expect(encoded(codec, '{}')).toBe(": must have required property 'property0'");
  });

  it('may have hundreds of properties beside those of others', () => {
    const names = Array.from({ length: 300 }, (_, i) => [`p${i}`, { type: 'number' }]);
    const schema = {
      $schema: 'https://json-schema.org/draft/2019-09/schema',
      allOf: [{ properties: { other: { type: 'number' } } }],
      anyOf: [{ properties: Object.fromEntries(names) as object }, { required: ['q'] }],
      unevaluatedProperties: false,
    };
    expect(fits(schema, { p0: 1, p299: 1, other: 1 })).toBe(true);
    expect(fits(schema, { p0: 1, p300: 1 })).toBe(false);
    expect(fits(schema, { p299: 'a' })).toBe(false);
  });

  it('with more branches than code can have is refused', () => {
    const branches = Array.from({ length: 20_000 }, (_, i) => ({ type: 'number', minimum: i }));
    expect(() => jsonSchema({ allOf: branches })).toThrow(LARGE);
  });

  it('may use a large part of itself thousands of times', () => {
    const values = Array.from({ length: 40_000 }, (_, i) => `value${i}`);
    const uses = Array.from({ length: 5000 }, (_, i) => [`p${i}`, { $ref: '#/definitions/large' }]);
    const schema = { definitions: { large: { enum: values } }, properties: Object.fromEntries(uses) as object };
    expect(fits(schema, { p4999: 'value39999' })).toBe(true);
    expect(fits(schema, { p4999: 'other' })).toBe(false);
  });

  it('may be nested 200 deep, not deeper', () => {
    expect(fits(nested('{"not":', '{}', '}', 199), 1)).toBe(false);
    expect(fits(nested('{"items":', '{}', '}', 199), [[1]])).toBe(true);
    for (const depth of [200, 100_000]) {
      expect(() => jsonSchema(nested('{"not":', '{}', '}', depth))).toThrow(
        'Invalid schema: the schema is nested more than 200 levels deep',
      );
    }
  });

  it.each(['', '{', '[]', '"string"', 'null', '{"type":"string"} x'])('that is none is refused: %s', (text) => {
    expect(() => jsonSchema(text)).toThrow(/^Invalid schema: the schema (?:is not valid JSON|must be a JSON object)/);
  });

  it('that refers to itself without progress is refused, or a fault where a datum gets there', () => {
    for (const endless of [{ $ref: '#' }, { anyOf: [{ $ref: '#' }] }, { not: { $ref: '#' } }]) {
      expect(() => jsonSchema(endless)).toThrow(LARGE);
    }
    const definitions = { a: { allOf: [{ $ref: '#/definitions/a' }] } };
    const later = jsonSchema({ properties: { a: { $ref: '#/definitions/a' } }, definitions });
    expect(encoded(later, '{"b":1}')).toBe('{"b":1}');
    expect(encoded(later, '{"a":1}')).toMatch(/the schema refers to itself without end$|takes too long/);
    const circle = { a: { $ref: '#/definitions/b' }, b: { $ref: '#/definitions/a' } };
    expect(() => jsonSchema({ definitions: circle, $ref: '#/definitions/a' })).toThrow(LARGE);
  });

  it('with an endless chain of references is refused', () => {
    const links = Array.from({ length: 20_000 }, (_, i) => [`d${i}`, { $ref: `#/definitions/d${i + 1}` }]);
    const definitions = { ...(Object.fromEntries(links) as object), d20000: {} };
    expect(() => jsonSchema({ definitions, $ref: '#/definitions/d0' })).toThrow(LARGE);
  });

  it('cannot ask for more work than its datum is worth', () => {
    const twice = (i: number): object => ({
      allOf: [{ $ref: `#/definitions/a${i}` }, { $ref: `#/definitions/a${i}` }],
    });
    const steps = Array.from({ length: 60 }, (_, i) => [`a${i}`, twice(i + 1)]);
    const definitions = { ...(Object.fromEntries(steps) as object), a60: { type: ['number', 'null'] } };
    expect(() => jsonSchema({ definitions, $ref: '#/definitions/a0' })).toThrow(LARGE);
    expect(encoded(jsonSchema({ definitions, items: { $ref: '#/definitions/a0' } }), '[1]')).toBe(COSTLY);
    const branch = { type: 'object', properties: { a: { $ref: '#' } } };
    expect(encoded(jsonSchema({ anyOf: [branch, branch] }), nested('{"a":', '1', '}', 60))).toBe(COSTLY);
    const walks = { allOf: Array.from({ length: 400 }, () => ({ items: { type: 'number' } })) };
    expect(encoded(jsonSchema(walks), `[${'1,'.repeat(50_000)}1]`)).toBe(COSTLY);
  });

  it('cannot bring code of its own', () => {
    const text = '"\\\n\u2028`${globalThis.broken=1}`*/]});globalThis.broken=1;//';
    const schema = {
      title: text,
      required: [text],
      properties: { [text]: { const: text, format: text, enum: [text] } },
      definitions: { [text]: { pattern: 'x' } },
      [text]: text,
      dependencies: { [text]: [text] },
      $comment: text,
    };
    expect(fits(schema, { [text]: text })).toBe(true);
    expect(fits(schema, {})).toBe(false);
    fc.assert(
      fc.property(fc.string(), (name) => {
        if (name === '__proto__') return;
        expect(fits({ properties: { [name]: { const: name } }, required: [name] }, { [name]: name })).toBe(true);
      }),
    );
    expect(Object.hasOwn(globalThis, 'broken')).toBe(false);
  });

  it('is refused for what cannot be looked up safely', () => {
    expect(() => jsonSchema('{"properties":{"__proto__":{"type":"string"}}}')).toThrow(/"__proto__" in properties/);
    const $schema = 'https://json-schema.org/draft/2020-12/schema';
    expect(() => jsonSchema({ $schema, $dynamicRef: '#constructor' })).toThrow(
      /\$dynamicRef "#constructor" leads nowhere/,
    );
  });

  it('of any kind is compiled or refused in words of ours', () => {
    const keyword = fc.constantFrom('type', '$ref', 'items', 'properties', 'enum', '$id', 'required', 'pattern', 'not');
    const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('#', '#/items', 'string', ['a'], { a: {} }));
    fc.assert(
      fc.property(fc.dictionary(keyword, value), (schema) => {
        try {
          encoded(jsonSchema(schema), '{"a":["b",1]}');
        } catch (error) {
          expect(error).toMatchObject({ name: 'GatewayError', code: 'schema-invalid' });
          expect((error as Error).message).not.toMatch(/undefined|ajv|schema:\/\/\/|Error/i);
        }
      }),
      { numRuns: 300 },
    );
  });
});
