import { describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../errors/gateway-error.js';
import { GrowingBuffer } from '../../json/growing-buffer.js';
import type { SchemaCodec } from '../schema-codec.js';
import { compileAvro } from './avro-codec.js';

function compile(schema: unknown, ...referenced: unknown[]): SchemaCodec {
  return compileAvro({
    type: 'AVRO',
    text: typeof schema === 'string' ? schema : JSON.stringify(schema),
    referenced: referenced.map((text, k) => ({ name: `ref${k}`, text: JSON.stringify(text) })),
  });
}

/** Why a schema is refused; empty when it is not. */
function refusal(schema: unknown, ...referenced: unknown[]): string {
  try {
    compile(schema, ...referenced);
    return '';
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    expect(error.code).toBe('schema-invalid');
    expect(error.message).toMatch(/^Invalid schema: /);
    return error.message.slice('Invalid schema: '.length);
  }
}

/** What JSON text comes back as, or the fault as `path: reason`. */
function there(codec: SchemaCodec, json: string): string {
  const [binary, text] = [new GrowingBuffer(1), new GrowingBuffer(1)];
  const bytes = Buffer.from(json);
  const fault = codec.encode(bytes, 0, bytes.length, binary) ?? codec.decode(binary.bytes, 0, binary.length, text);
  return fault ? `${fault.path}: ${fault.reason}` : text.bytes.toString('utf8', 0, text.length);
}

function record(name: string, ...fields: object[]): object {
  return { type: 'record', name, fields };
}

describe('an Avro schema', () => {
  it.each(['"int"', '{"type":"int"}', '{"name":"user_id"  ,"type": "int"   }', ' "int"\n'])(
    'may be a primitive: %s',
    (text) => {
      expect(there(compile(text), '1')).toBe('1');
      expect(compile(text).recordName).toBeNull();
    },
  );

  it.each([
    [record('a.b.R'), 'a.b.R'],
    [{ ...record('R'), namespace: 'a' }, 'a.R'],
    [{ ...record('a.R'), namespace: 'b' }, 'a.R'],
    [{ ...record('R'), namespace: '' }, 'R'],
    [{ type: 'enum', name: 'E', namespace: 'a', symbols: ['A'] }, 'a.E'],
    [{ type: 'fixed', name: 'F', size: 1 }, 'F'],
    [{ type: 'error', name: 'X', fields: [] }, 'X'],
    [['null', record('R')], null],
    [{ type: 'array', items: record('R') }, null],
  ])('%j is called %s', (schema, name) => {
    expect(compile(schema).recordName).toBe(name);
  });

  it('finds names in the namespace around them, without one, and by their full name', () => {
    const fixed = (name: string): object => ({ type: 'fixed', name, size: 1 });
    const schema = record(
      'a.R',
      { name: 'f', type: fixed('F') },
      { name: 'g', type: fixed('.F') },
      { name: 'h', type: { ...record('b.S', { name: 'i', type: fixed('G') }), namespace: 'ignored' } },
      { name: 'u', type: ['a.F', '.F', 'b.G', 'null'] },
      { name: 'v', type: ['F', 'null'] },
      { name: 'w', type: { type: 'F' } },
    );
    const json = '{"f":"x","g":"x","h":{"i":"x"},"u":{"b.G":"x"},"v":{"a.F":"x"},"w":"x"}';
    expect(there(compile(schema), json)).toBe(json);
  });

  it('may hold itself, and use what referenced schemas define', () => {
    const list = record('L', { name: 'next', type: ['null', 'L'] });
    expect(there(compile(list), '{"next":{"L":{"next":null}}}')).toBe('{"next":{"L":{"next":null}}}');
    const one = record('x.One', { name: 'i', type: 'int' });
    const two = record('x.Two', { name: 'one', type: 'One' });
    const codec = compile(record('y.R', { name: 'two', type: 'x.Two' }), one, two);
    expect(there(codec, '{"two":{"one":{"i":1}}}')).toBe('{"two":{"one":{"i":1}}}');
    expect(codec.recordName).toBe('y.R');
    expect(compile('"x.Two"', one, two).recordName).toBe('x.Two');
  });

  it('may have logical types, known, unknown or wrong, and other attributes: they change nothing', () => {
    const schema = record(
      'R',
      { name: 'd', type: { type: 'int', logicalType: 'date' }, doc: 5, aliases: ['x'], order: 'ignore' },
      { name: 'n', type: { type: 'bytes', logicalType: 'decimal', precision: -1, scale: 'x' } },
      {
        name: 'u',
        type: [
          { type: 'string', logicalType: 'uuid' },
          { type: 'long', logicalType: { no: 'type' } },
        ],
      },
    );
    expect(there(compile(schema), '{"d":1,"n":"\\u0001","u":"x"}')).toBe('{"d":1,"n":"\\u0001","u":{"string":"x"}}');
  });

  it.each(['9223372036854775807', '-9223372036854775808', '9007199254740993'])('may have %s as default', (value) => {
    const text = `{"type":"record","name":"R","fields":[{"name":"l","type":["long","double"],"default":${value}}]}`;
    expect(there(compile(text), '{}')).toBe(`{"l":{"long":${value}}}`);
  });

  it('may have 10 000 fields', () => {
    const fields = Array.from({ length: 10_000 }, (_, k) => ({ name: `f${k}`, type: 'int', default: k }));
    expect(there(compile(record('R', ...fields)), '{"f9999":1}')).toMatch(/^\{"f0":0,.*,"f9998":9998,"f9999":1\}$/);
  });

  it('may have a megabyte of text', () => {
    expect(refusal({ type: 'int', doc: 'x'.repeat(1 << 20) })).toBe('');
  });
});

describe('a text that is no Avro schema', () => {
  it.each([
    ['', 'the text is not JSON (it ends too early)'],
    ['{"type":"record","fields":[1,]}', 'the text is not JSON (line 1, column 30)'],
    ['\n\n é x', 'the text is not JSON (line 3, column 2)'],
    ['"int" "int"', 'the text is not JSON (line 1, column 7)'],
    ['['.repeat(100_000), 'nested more than 200 levels deep'],
    ['{"type":'.repeat(100_000), 'nested more than 200 levels deep'],
    ['null', 'null is no type (did you mean "null"?)'],
    ['5', '5 is no type'],
    ['{}', 'an object without "type"'],
    ['{"type":["null","int"]}', '"type" has to be the name of a type here'],
    ['[]', 'a union of no types'],
    ['"strin"', 'unknown type "strin": a type has to be defined before it is used'],
    ['{"type":"constructor"}', 'unknown type "constructor": a type has to be defined before it is used'],
    ['{"type":"__proto__"}', 'unknown type "__proto__": a type has to be defined before it is used'],
    ['{"type":"array"}', 'items of an array: the type is missing'],
    ['{"type":"map","values":{}}', 'values of a map: an object without "type"'],
    ['["null",["int"]]', 'a union directly in a union'],
    ['["int",{"type":"int"}]', 'a union with two of int'],
    ['[{"type":"map","values":"int"},{"type":"map","values":"long"}]', 'a union with two of map'],
    ['{"type":"record","fields":[]}', 'the name of a record is missing or no string'],
    ['{"type":"record","name":"R","namespace":5,"fields":[]}', 'the namespace of a record is no string'],
    ['{"type":"record","name":"int","fields":[]}', '"int" is the name of a type of Avro itself'],
    ['{"type":"record","name":"R"}', 'record R: "fields" is missing or no array'],
    ['{"type":"record","name":"R","fields":[null]}', 'record R: a field that is no object'],
    ['{"type":"record","name":"R","fields":[{"name":"a"}]}', 'record R, field "a": the type is missing'],
    ['{"type":"record","name":"R","fields":[{"type":"int"}]}', 'record R: the name of a field is missing or no string'],
    ['{"type":"enum","name":"E","symbols":[]}', 'enum E: "symbols" is missing or no array of symbols'],
    ['{"type":"enum","name":"E","symbols":["A","B","A"]}', 'enum E: symbol "A" is there twice'],
    ['{"type":"enum","name":"E","symbols":["A"],"default":"B"}', 'enum E: the default is none of the symbols'],
    ['{"type":"fixed","name":"F"}', 'fixed F: "size" is missing or not a whole number from 0 to 2147483647'],
    [
      '{"type":"fixed","name":"F","size":1e10}',
      'fixed F: "size" is missing or not a whole number from 0 to 2147483647',
    ],
  ])('%.60s', (text, why) => {
    expect(refusal(text)).toBe(why);
  });

  it.each(['é', '1a', 'a-b', 'a b', '', 'a\n', "a'];x//"])('has the name %j somewhere', (name) => {
    const rule = 'only letters A to Z, digits and _ can, no digit first';
    expect(refusal(record('R', { name, type: 'int' }))).toContain(`cannot be the name of a field: ${rule}`);
    expect(refusal({ type: 'enum', name: 'E', symbols: [name] })).toContain(`cannot be the name of a symbol: ${rule}`);
    expect(refusal(record(name))).toContain(`cannot be the name of a record: ${rule}`);
    expect(refusal({ ...record('R'), namespace: `x.${name}` })).toContain('cannot be the name of a record');
  });

  it('defines a name twice', () => {
    expect(refusal(record('R', { name: 'a', type: 'int' }, { name: 'a', type: 'int' }))).toBe(
      'record R, field "a": defined twice',
    );
    expect(refusal(record('R', { name: 'a', type: record('R') }))).toBe(
      'record R, field "a": the name "R" is defined twice',
    );
    expect(refusal(record('R'), record('R'))).toBe('the name "R" is defined twice');
  });

  it('tells which of several texts is at fault', () => {
    expect(refusal('"R"', record('R', { name: 'a', type: 'x' }))).toMatch(
      /^referenced schema "ref0", record R, field "a": unknown type "x"/,
    );
  });

  it.each([
    ['int', '"x"', 'the default "x" does not fit: must be an int (was "x")'],
    ['int', '1.5', 'the default 1.5 does not fit: must be an int (was 1.5)'],
    ['long', '9223372036854775808', 'the default 9223372036854775808 does not fit: out of range: must be a long from '],
    ['double', '1e400', 'the default 1e400 does not fit: out of range: must be a double (was 1e400)'],
    ['float', '"NaN"', 'the default "NaN" does not fit: must be a float (was "NaN")'],
    ['bytes', '"€"', 'the default "€" does not fit: must be a string of the characters U+0000 to U+00FF'],
    [['int', 'null'], '"x"', 'the default "x" does not fit: must be int or null (was "x")'],
    [{ type: 'array', items: 'int' }, '[1,"x"]', 'the default [1,"x"] does not fit at [1]: must be an int (was "x")'],
    ['R', '{}', 'the default contains itself'],
  ])('has for %j the default %s', (type, value, why) => {
    const text = `{"type":"record","name":"R","fields":[{"name":"a","type":${JSON.stringify(type)},"default":${value}}]}`;
    expect(refusal(text).slice('record R, field "a": '.length)).toContain(why);
  });

  it('asks for defaults that double and double', () => {
    const base = record('R0', { name: 'a', type: 'string', default: 'x'.repeat(100) });
    const doubles = Array.from({ length: 40 }, (_, k) =>
      record(`R${k + 1}`, { name: 'a', type: `R${k}`, default: {} }, { name: 'b', type: `R${k}`, default: {} }),
    );
    expect(refusal('"R40"', base, ...doubles)).toMatch(/: the defaults take more than 4194304 bytes$/);
  });
});
