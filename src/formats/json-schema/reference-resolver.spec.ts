import { describe, expect, it } from '@jest/globals';
import { encoded, jsonSchema } from '../../../test/support/json-schema.js';

const WRONG = /must be string, found 1$/;
const NAMED = { definitions: { x: { type: 'string' } } };

describe('a $ref', () => {
  it.each([
    ['to a name', { $ref: 'text.json' }, { 'text.json': { type: 'string' } }],
    ['to a part of a name', { $ref: 'named.json#/definitions/x' }, { 'named.json': NAMED }],
    ['to a name with a dot', { $ref: 'com.acme.Text' }, { 'com.acme.Text': { type: 'string' } }],
    ['to a name with spaces and letters of the world', { $ref: 'é è#/definitions/x' }, { 'é è': NAMED }],
    ['to a URL that is a name', { $ref: 'http://a.example/t' }, { 'http://a.example/t': { type: 'string' } }],
    [
      'to the $id of a named schema',
      { $ref: 'http://a.example/t' },
      { t: { $id: 'http://a.example/t', type: 'string' } },
    ],
    ['to a name from a schema with an $id', { $id: 'http://b.example/dir/main', $ref: 't' }, { t: { type: 'string' } }],
    [
      'to the URL of a name beside the $id',
      { $id: 'http://b.example/dir/main', $ref: 'http://b.example/dir/t' },
      { t: { type: 'string' } },
    ],
    [
      'from one named schema to another',
      { $ref: 'a' },
      { b: { type: 'string' }, a: { $id: 'http://c.example/x/', $ref: 'b' } },
    ],
    [
      'to one of two schemas with the same $id',
      { $ref: 'b' },
      { a: { $id: 'u', type: 'number' }, b: { $id: 'u', type: 'string' } },
    ],
    ['to a name that every object has', { $ref: 'constructor' }, { constructor: { type: 'string' } }],
    ['to an anchor', { $ref: '#x', definitions: { x: { $id: '#x', type: 'string' } } }, {}],
    ['to an $id inside', { $ref: 'inner', definitions: { x: { $id: 'inner', type: 'string' } } }, {}],
  ])('leads %s', (_, schema, referenced) => {
    const codec = jsonSchema(schema, referenced);
    expect(encoded(codec, '1')).toMatch(WRONG);
    expect(encoded(codec, '"a"')).toBe('"a"');
  });

  it('leads to false', () => {
    expect(encoded(jsonSchema({ properties: { a: { $ref: 'never' } } }, { never: false }), '{"a":1}')).toBe(
      '.a: is not allowed by the schema',
    );
  });

  it.each([
    'other.json#/x',
    '#/definitions/none',
    '#anchor',
    'http://127.0.0.1:1/schema.json',
    'file:///etc/passwd',
    'constructor',
    '__proto__',
    '#/constructor',
    '#/__proto__/toString',
    '#/definitions/hasOwnProperty',
    '#toString',
  ])('that leads nowhere is named: %s', ($ref) => {
    expect(() => jsonSchema({ properties: { a: { $ref } }, definitions: {} })).toThrow(
      `Invalid schema: the $ref "${$ref}" leads nowhere`,
    );
  });

  it('cannot see schemas of others that have the same $id', () => {
    jsonSchema({ $id: 'http://d.example/one', definitions: { x: {} } });
    expect(() => jsonSchema({ $ref: 'http://d.example/one#/definitions/x' })).toThrow(/leads nowhere/);
    expect(encoded(jsonSchema({ $id: 'http://d.example/one', type: 'null' }), '1')).toMatch(/must be null/);
  });

  it('to itself is followed as deep as the datum goes', () => {
    const codec = jsonSchema({
      type: ['object', 'null'],
      properties: { a: { $ref: '#' } },
      additionalProperties: false,
    });
    const deep = `${'{"a":'.repeat(63)}null${'}'.repeat(63)}`;
    expect(encoded(codec, deep)).toBe(deep);
    expect(encoded(codec, deep.replace('null', '[]'))).toMatch(/(?:\.a){63}: must be object or null, found an array$/);
  });
});

describe('a referenced schema', () => {
  it('of another draft is taken where it means the same, else refused', () => {
    const ref = { $ref: 'r' };
    const draft4 = { $schema: 'http://json-schema.org/draft-04/schema#', type: 'string' };
    const draft7 = { $schema: 'http://json-schema.org/draft-07/schema#', type: 'string' };
    const draft2020 = { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'string' };
    expect(encoded(jsonSchema({ ...draft2020, ...ref, type: undefined }, { r: draft7 }), '1')).toMatch(WRONG);
    expect(() => jsonSchema(ref, { r: draft2020 })).toThrow(
      'Invalid schema: the referenced schema "r" follows 2020-12 but is used by one that follows draft 7',
    );
    expect(() => jsonSchema(ref, { r: draft4 })).toThrow(/"r" follows draft 4/);
  });

  it('that is none is named', () => {
    expect(() => jsonSchema(true, { bad: '{' })).toThrow(
      'Invalid schema: the referenced schema "bad" is not valid JSON',
    );
    expect(() => jsonSchema(true, { bad: { type: 1 } })).toThrow(/the referenced schema "bad" at \.type must be/);
  });
});
