import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { encoded, jsonSchema } from '../../../test/support/json-schema.js';
import { GrowingBuffer } from '../../json/growing-buffer.js';

function decoded(stored: Buffer | string): string {
  const bytes = Buffer.concat([Buffer.from('xx'), Buffer.from(stored), Buffer.from('y')]);
  const out = new GrowingBuffer(4);
  const fault = jsonSchema({ type: 'string' }).decode(bytes, 2, bytes.length - 1, out);
  return fault === null ? out.bytes.toString('utf8', 0, out.length) : `${fault.path}: ${fault.reason}`;
}

describe('a datum of a JSON Schema', () => {
  it('is stored compact, its numbers and members as they were sent', () => {
    const text = '{ "b": 9007199254740993, "a": [ 1.10, -0, 1e400 ],\n "c": "\\u0041\\/\\u00e9" }';
    expect(encoded(jsonSchema(true), text)).toBe('{"b":9007199254740993,"a":[1.10,-0,1e400],"c":"A/é"}');
  });

  it('of any kind comes back as it was stored', () => {
    const codec = jsonSchema({});
    fc.assert(
      fc.property(fc.json(), (json) => {
        const stored = encoded(codec, json);
        expect(JSON.parse(stored)).toEqual(JSON.parse(json));
        expect(decoded(stored)).toBe(stored);
      }),
    );
  });

  it('keeps a member that is named __proto__, and checks it', () => {
    expect(encoded(jsonSchema({}), '{"__proto__":{"a":1}}')).toBe('{"__proto__":{"a":1}}');
    expect(encoded(jsonSchema({ additionalProperties: { type: 'string' } }), '{"__proto__":1}')).toBe(
      '.__proto__: must be string, found 1',
    );
    expect(encoded(jsonSchema({ required: ['__proto__'] }), '{}')).toMatch(/must have required property/);
  });

  it('does not have what every object has by birth', () => {
    expect(encoded(jsonSchema({ required: ['toString'] }), '{}')).toBe(": must have required property 'toString'");
    expect(encoded(jsonSchema({ properties: { constructor: { type: 'string' } } }), '{}')).toBe('{}');
  });
});

describe('a fault of a datum', () => {
  it.each([
    ['.user.tags[2]: must be string, found 7', '{"user":{"tags":["a","b",7]}}'],
    [".user: must NOT have additional properties: 'x y'", '{"user":{"x y":1}}'],
    [": must have required property 'user'", '{}'],
    ['.user: must be object, found an array', '{"user":[]}'],
    ['.user.age: must be >= 0, found -1', '{"user":{"age":-1}}'],
    ['.user["e-mail"]: must match format "email", found "me"', '{"user":{"e-mail":"me"}}'],
    ['.user.level: must be one of "low", "high", found "mid"', '{"user":{"level":"mid"}}'],
    ['.user.name: must be string or must be null, found 5', '{"user":{"name":5}}'],
    ['.user.code: must match pattern "^[A-Z]{3}$", found "abc"', '{"user":{"code":"abc"}}'],
    ['.user.size: must be integer or null, found "L"', '{"user":{"size":"L"}}'],
  ])('says %s', (expected, json) => {
    const codec = jsonSchema({
      type: 'object',
      required: ['user'],
      properties: {
        user: {
          type: 'object',
          properties: {
            tags: { type: 'array', items: { type: 'string' } },
            age: { type: 'number', minimum: 0 },
            'e-mail': { type: 'string', format: 'email' },
            level: { enum: ['low', 'high'] },
            name: { anyOf: [{ type: 'string' }, { type: 'null' }] },
            code: { type: 'string', pattern: '^[A-Z]{3}$' },
            size: { type: ['integer', 'null'] },
          },
          additionalProperties: false,
        },
      },
    });
    expect(encoded(codec, json)).toBe(expected);
  });

  it('tells of the branch that got furthest', () => {
    const shape = (kind: string, member: string): object => ({
      type: 'object',
      properties: { kind: { const: kind }, [member]: { type: 'number' } },
      required: ['kind', member],
    });
    const codec = jsonSchema({ oneOf: [{ type: 'null' }, { properties: { at: shape('circle', 'r') } }] });
    expect(encoded(codec, '{"at":{"kind":"circle","r":"2"}}')).toBe('.at.r: must be number, found "2"');
  });

  it('stays short, whatever the datum and the schema hold', () => {
    const long = 'é'.repeat(5000);
    const codec = jsonSchema({ enum: [long], title: long });
    expect(encoded(codec, JSON.stringify(long + long)).length).toBeLessThan(220);
    expect(encoded(jsonSchema({ additionalProperties: false }), `{"${long}":1}`).length).toBeLessThan(120);
  });

  it('leaves nothing of itself for the next datum', () => {
    const codec = jsonSchema({ type: 'string' });
    expect([encoded(codec, '1'), encoded(codec, '"a"'), encoded(codec, '2')]).toEqual([
      ': must be string, found 1',
      '"a"',
      ': must be string, found 2',
    ]);
  });
});

describe('a stored datum', () => {
  it('is shown compact, also where it does not fit the schema', () => {
    expect(decoded(' { "n": 1.10 }\n')).toBe('{"n":1.10}');
  });

  it.each([
    ['nothing', ''],
    ['half of a text', '{"a":'],
    ['two texts', '1 2'],
    ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['a text nested more than 1000 deep', '['.repeat(1001) + ']'.repeat(1001)],
  ])('is a fault when it is %s', (_, stored) => {
    expect(decoded(stored)).toBe(': not valid JSON');
  });

  it('may be nested 1000 deep', () => {
    const text = '['.repeat(1000) + ']'.repeat(1000);
    expect(decoded(text)).toBe(text);
  });
});

describe('the record name of a JSON Schema', () => {
  it.each([
    ['is its title', { title: 'com.example.Reading' }, 'com.example.Reading'],
    ['is none without a title', {}, null],
    ['is none when the title is empty', { title: '' }, null],
    ['is none for true', true, null],
  ])('%s', (_, schema, name) => {
    expect(jsonSchema(schema).recordName).toBe(name);
  });
});
