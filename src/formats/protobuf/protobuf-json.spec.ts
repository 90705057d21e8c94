import { describe, expect, it } from '@jest/globals';
import { GrowingBuffer } from '../../json/growing-buffer.js';
import type { DatumFault, SchemaCodec } from '../schema-codec.js';
import { compileProtobuf } from './protobuf-codec.js';

const WELL_KNOWN = `syntax = "proto3"; package w;
  import "google/protobuf/any.proto"; import "google/protobuf/duration.proto"; import "google/protobuf/empty.proto";
  import "google/protobuf/field_mask.proto"; import "google/protobuf/struct.proto";
  import "google/protobuf/timestamp.proto"; import "google/protobuf/wrappers.proto";
  message W {
    google.protobuf.Timestamp at = 1; google.protobuf.Duration took = 2; google.protobuf.Struct struct = 3;
    google.protobuf.Value value = 4; google.protobuf.ListValue list = 5; google.protobuf.FieldMask mask = 6;
    google.protobuf.Empty empty = 7; google.protobuf.Any any = 8; google.protobuf.Int64Value wide = 9;
    google.protobuf.BoolValue flag = 10; google.protobuf.StringValue text = 11; google.protobuf.DoubleValue d = 12;
    google.protobuf.BytesValue raw = 13; google.protobuf.UInt64Value uwide = 14; google.protobuf.FloatValue f = 15;
    google.protobuf.NullValue nothing = 16; repeated google.protobuf.Value values = 17;
    map<string, google.protobuf.Timestamp> times = 18;
  }
  message Other { int64 n = 1; }`;

const NUMBERS = `syntax = "proto3"; message N {
    int64 i = 1; uint64 u = 2; double d = 3; float f = 4; int32 small = 5; string s = 6; bytes b = 7; bool t = 8;
    repeated sint64 list = 9; map<string, fixed64> map = 10; repeated double ds = 11; N n = 12; map<int32, N> ns = 13;
    map<bool, string> flags = 14; oneof one { string x = 15; N y = 16; } repeated N many = 17; uint32 nat = 18; }`;

describe('well-known types', () => {
  const codec = codecOf(WELL_KNOWN);

  it.each([
    { at: '2025-01-31T23:59:59.500Z' },
    { took: '-1.500s' },
    { struct: { a: [1, 'x', null, { b: true }] } },
    { value: null },
    { value: { a: 1e100 } },
    { list: [1, [], {}] },
    { mask: 'a.bC,d' },
    { empty: {} },
    { any: { '@type': 'type.googleapis.com/w.Other', n: '9007199254740993' } },
    { any: { '@type': 'type.googleapis.com/google.protobuf.Duration', value: '3s' } },
    { wide: '-9223372036854775808', uwide: '18446744073709551615', flag: false, text: '', d: 0.1, f: 0.5, raw: 'AQI=' },
    { values: [null, 1, 'NaN'] },
    { times: { a: '0001-01-01T00:00:00Z', b: '9999-12-31T23:59:59Z' } },
  ])('go in and out as the JSON mapping has them: %j', (datum) => {
    expect(through(codec, JSON.stringify(datum))).toEqual({ nothing: null, values: [], times: {}, ...datum });
  });

  it('are written as messages', () => {
    expect(hex(codec, '{"at":"1970-01-01T00:00:01.000000002Z"}')).toBe('000a0408011002');
    expect(hex(codec, '{"wide":-1}')).toBe('004a0b08ffffffffffffffffff01');
  });

  it.each([
    ['{"at":"2025-02-30T00:00:00Z"}', '.at', /^must be a time such as .*, found "2025-02-30T00:00:00Z"$/],
    ['{"at":"2025-01-01T24:00:00Z"}', '.at', /^must be a time/],
    ['{"at":"0000-01-01T00:00:00Z"}', '.at', /^must be a time/],
    ['{"at":1700000000}', '.at', /^must be a time such as .*, found 1700000000$/],
    ['{"times":{"a":"2025-01-01"}}', '.times.a', /^must be a time/],
    ['{"took":"1s ago"}', '.took', /^must be seconds/],
    ['{"took":"1.0123456789s"}', '.took', /^must be seconds/],
    ['{"mask":"a_b"}', '.mask', /^must be a string of lowerCamelCase paths/],
    ['{"struct":[1]}', '.struct', /^must be an object, found an array$/],
    ['{"list":{}}', '.list', /^must be an array, found an object$/],
    ['{"struct":{"a":[0,1e400]}}', '.struct.a[1]', /^NaN and infinite numbers/],
    ['{"any":{"@type":"x/no.Such"}}', '.any', /^must be of a type of the schema .*, found "x\/no.Such"$/],
    ['{"any":{"n":1}}', '.any', /^must be an object with "@type"/],
    ['{"any":{"@type":"x/w.Other","n":"x"}}', '.any.n', /^must be a whole number/],
    ['{"any":{"@type":"x/google.protobuf.Timestamp","value":5}}', '.any.value', /^must be a time/],
    ['{"wide":9223372036854775808}', '.wide', /found 9223372036854775808$/],
    ['{"d":"NaN"}', '.d', /^NaN and infinite/],
    ['{"flag":1}', '.flag', /^must be true or false, found 1$/],
  ])('are refused when they are none: %s', (json, path, reason) => {
    const fault = faultOf(codec, json);
    expect(fault?.reason).toMatch(reason);
    expect(fault?.path).toBe(path);
  });
});

describe('integers of 64 bits', () => {
  const codec = codecOf(NUMBERS);

  it.each([
    ['{"i":9007199254740993}', { i: '9007199254740993' }],
    ['{"i":-9223372036854775808,"u":18446744073709551615}', { i: '-9223372036854775808', u: '18446744073709551615' }],
    ['{"i":"9223372036854775807"}', { i: '9223372036854775807' }],
    ['{"i":9007199254740993.0,"u":9.007199254740993e15}', { i: '9007199254740993', u: '9007199254740993' }],
    ['{"u":1.8446744073709551615e19}', { u: '18446744073709551615' }],
    ['{"i":90071992547409930e-1}', { i: '9007199254740993' }],
    ['{"list":[ -9007199254740993,\t9.007199254740993E+15 ]}', { list: ['-9007199254740993', '9007199254740993'] }],
    ['{"list":[9007199254740993,1]}', { list: ['9007199254740993', '1'] }],
    ['{"map":{"a":9007199254740993}}', { map: { a: '9007199254740993' } }],
    ['{"n":{"i":9007199254740993}}', { n: { i: '9007199254740993' } }],
    ['{"i":1e3,"d":12345678901234567890}', { i: '1000', d: 12345678901234567000 }],
    ['{"ds":[1e22,-0,12345678901234567890],"f":16777216000000000000}', { ds: [1e22, -0, 12345678901234567000] }],
  ])('are exact, and numbers beside them stay numbers: %s', (json, datum) => {
    expect(through(codec, json)).toMatchObject(JSON.parse(JSON.stringify(datum)) as object);
  });

  it.each([
    ['{"i":9223372036854775808}', '.i', 'found 9223372036854775808'],
    ['{"u":-1}', '.u', 'found -1'],
    ['{"i":1.5}', '.i', 'found 1.5'],
    ['{"i":1e400}', '.i', 'found Infinity'],
    ['{"s":12345678901234567890}', '.s', 'must be a string of valid Unicode, found 12345678901234567000'],
    ['{"b":12345678901234567890}', '.b', 'must be a string of base64'],
    ['{"small":12345678901234567890}', '.small', 'must be a whole number from -2147483648 to 2147483647'],
  ])('take nothing else, nor are taken elsewhere: %s', (json, path, reason) => {
    const fault = faultOf(codec, json);
    expect(fault?.path).toBe(path);
    expect(fault?.reason).toContain(reason);
  });
});

describe('a datum that does not fit', () => {
  const codec = codecOf(NUMBERS);

  it.each([
    ['[]', '', 'must be an object (message N), found an array'],
    ['null', '', 'must be an object (message N), found null'],
    ['{"nope":1}', '.nope', 'unknown field; message N has i, u, d, f, small, s, b, t, …'],
    ['{"n":{"n":{"a b":1}}}', '.n.n["a b"]', 'unknown field'],
    ['{"many":[{},{"s":1}]}', '.many[1].s', 'must be a string of valid Unicode, found 1'],
    ['{"many":[null]}', '.many[0]', 'must be an object (message N), found null'],
    ['{"many":{}}', '.many', 'must be an array, found an object'],
    ['{"ns":[]}', '.ns', 'must be an object (a map), found an array'],
    ['{"ns":{"1":{"t":"yes"}}}', '.ns.1.t', 'must be true or false, found "yes"'],
    ['{"ns":{"x":{}}}', '.ns.x', 'the key must be a whole number'],
    ['{"flags":{"1":"a"}}', '.flags.1', 'the key must be true or false'],
    ['{"list":[1,null]}', '.list[1]', 'must be a whole number'],
    ['{"small":2147483648}', '.small', 'from -2147483648 to 2147483647, found 2147483648'],
    ['{"nat":-1}', '.nat', 'from 0 to 4294967295, found -1'],
    ['{"f":1e39}', '.f', 'must be a number that a float can hold'],
    ['{"d":1e400}', '.d', 'must be a number that a double can hold'],
    ['{"d":"Infinity"}', '.d', 'NaN and infinite numbers are not accepted'],
    ['{"ds":[1,"\\u004eaN"]}', '.ds[1]', 'NaN and infinite numbers are not accepted'],
    ['{"b":"*"}', '.b', 'must be a string of base64, found "*"'],
    ['{"s":"\\ud800"}', '.s', 'must be a string of valid Unicode'],
    ['{"x":"a","y":{}}', '.y', 'given beside x: one of the two only can be'],
    [`{"s":["${'x'.repeat(99)}"]}`, '.s', 'found an array'],
    [`{"t":"${'x'.repeat(99)}"}`, '.t', `found "${'x'.repeat(40)}…"`],
    ['{"__proto__":{"i":1}}', '.__proto__', 'unknown field'],
    [`${'{"n":'.repeat(101)}{}${'}'.repeat(101)}`, '.n'.repeat(100), 'nested more than 100 messages deep'],
  ])('is refused with its place and what was wanted: %s', (json, path, reason) => {
    const fault = faultOf(codec, json);
    expect(fault?.reason).toContain(reason);
    expect(fault?.path).toBe(path);
  });

  it('is one that gives a field by both its names', () => {
    const twice = codecOf('syntax="proto3"; message A { int32 my_field = 1; }');
    expect(faultOf(twice, '{"my_field":1,"myField":2}')?.reason).toBe('given twice, as my_field too');
  });

  it('is not one that leaves fields out, or says null for them', () => {
    expect(hex(codec, '{"i":null,"s":null,"list":null,"map":null,"n":null,"x":null}')).toBe('00');
    expect(hex(codec, '{}')).toBe('00');
  });
});

describe('single floats', () => {
  it('are read with the digits they were written with', () => {
    const codec = codecOf(`syntax="proto3"; import "google/protobuf/wrappers.proto";
      message A { google.protobuf.FloatValue f = 1; repeated float list = 2; map<string, float> by = 3; }`);
    const json = '{"f":0.1,"list":[3.4028235e38,1e-45,-16777217.5,0.33333334,1.1754944e-38],"by":{"a":2.7182817}}';
    expect(through(codec, json)).toMatchObject({
      f: 0.1,
      list: [3.4028235e38, 1e-45, -16777218, 0.33333334, 1.1754944e-38],
      by: { a: 2.7182817 },
    });
  });
});

describe('bytes', () => {
  const codec = codecOf(NUMBERS);

  it.each(['', 'AQ', 'AQ==', 'AQI', '-_8', '+/8='])('are base64 of either alphabet, padded or not: %j', (text) => {
    const bytes = Buffer.from(text, 'base64');
    expect(through(codec, JSON.stringify({ b: text }))).toMatchObject({ b: bytes.toString('base64') });
  });

  it.each(['=', '====', 'A', 'AAA=BBB=', 'AQ=', 'AQ ==', '\n', 'é'])('are not %j', (text) => {
    expect(faultOf(codec, JSON.stringify({ n: { b: text } }))?.path).toBe('.n.b');
  });
});

describe('numbers that are none', () => {
  it('are read as the strings of the JSON mapping', () => {
    const codec = codecOf('syntax="proto3"; message A { repeated double d = 1; }');
    const bytes = Buffer.from('000a18000000000000f87f000000000000f07f000000000000f0ff', 'hex');
    const out = new GrowingBuffer(4);
    expect(codec.decode(bytes, 0, bytes.length, out)).toBeNull();
    expect(out.bytes.toString('utf8', 0, out.length)).toBe('{"d":["NaN","Infinity","-Infinity"]}');
  });
});

function codecOf(schema: string): SchemaCodec {
  return compileProtobuf({ type: 'PROTOBUF', text: schema, referenced: [] });
}

function hex(codec: SchemaCodec, json: string): string {
  const out = new GrowingBuffer(4);
  const bytes = Buffer.from(json);
  expect(codec.encode(bytes, 0, bytes.length, out)).toBeNull();
  return out.bytes.toString('hex', 0, out.length);
}

function through(codec: SchemaCodec, json: string): unknown {
  const bytes = Buffer.from(hex(codec, json), 'hex');
  const out = new GrowingBuffer(4);
  expect(codec.decode(bytes, 0, bytes.length, out)).toBeNull();
  return JSON.parse(out.bytes.toString('utf8', 0, out.length));
}

function faultOf(codec: SchemaCodec, json: string): DatumFault | null {
  const bytes = Buffer.from(json);
  return codec.encode(bytes, 0, bytes.length, new GrowingBuffer(4));
}
