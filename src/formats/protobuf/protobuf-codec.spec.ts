import { create, toBinary } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import protobuf from 'protobufjs';
import { GrowingBuffer } from '../../json/growing-buffer.js';
import type { DatumFault, SchemaCodec } from '../schema-codec.js';
import { compileProtobuf } from './protobuf-codec.js';

const SCALARS = `syntax = "proto3"; package lsst.example;
  message All {
    double d = 1; float f = 2; int32 i32 = 3; int64 i64 = 4; uint32 u32 = 5; uint64 u64 = 6; sint32 s32 = 7;
    sint64 s64 = 8; fixed32 x32 = 9; fixed64 x64 = 10; sfixed32 sx32 = 11; sfixed64 sx64 = 12; bool ok = 13;
    string text = 14; bytes raw = 15; repeated int32 packed = 16; repeated int32 loose = 17 [packed = false];
    map<string, int64> by_name = 18; map<int32, Inner> by_number = 19; Color color = 20; repeated Color colors = 21;
    oneof choice { string left_one = 22; Inner right_one = 23; } optional int32 maybe = 24; Inner inner = 25;
    message Inner { string name = 1; repeated string tags = 2; Inner inner = 3; }
    enum Color { RED = 0; GREEN = 1; BLUE = -5; }
  }`;

const FULL = {
  d: 1.5,
  f: 0.25,
  i32: -7,
  i64: '-9223372036854775808',
  u32: 4294967295,
  u64: '18446744073709551615',
  s32: -2147483648,
  s64: '9223372036854775807',
  x32: 7,
  x64: '8',
  sx32: -9,
  sx64: '-10',
  ok: true,
  text: 'é😀',
  raw: '3q2+7w==',
  packed: [1, -1, 300],
  loose: [4, 5],
  by_name: { a: '1', b: '-2' },
  by_number: { '-3': { name: 'n', tags: [], inner: { name: '', tags: ['t'] } } },
  color: 'BLUE',
  colors: ['GREEN', 'RED'],
  left_one: '',
  maybe: 0,
  inner: { name: '', tags: ['x', 'y'] },
};

describe('protobuf data', () => {
  it('of every kind is written as an independent encoder writes it, and read back', () => {
    const codec = codecOf(SCALARS);
    const type = protobuf.parse(SCALARS, { keepCase: true }).root.lookupType('lsst.example.All');
    const expected = type.encode(type.fromObject(FULL)).finish();
    const bytes = encoded(codec, FULL);
    expect(bytes.subarray(1).toString('hex')).toBe(Buffer.from(expected).toString('hex'));
    expect(decoded(codec, bytes)).toEqual(FULL);
  });

  it('of any values comes out as it went in, by the bytes of an independent encoder', () => {
    const codec = codecOf(SCALARS);
    const type = protobuf.parse(SCALARS, { keepCase: true }).root.lookupType('lsst.example.All');
    const datum = fc.record({
      d: fc.double({ noNaN: true, noDefaultInfinity: true }).map((d) => d + 0),
      i32: fc.integer(),
      i64: fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n).map(String),
      s64: fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n).map(String),
      u64: fc.bigInt(0n, 2n ** 64n - 1n).map(String),
      u32: fc.nat(),
      text: fc.string({ unit: 'grapheme' }),
      raw: fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64')),
      packed: fc.array(fc.integer()),
      by_name: fc.dictionary(
        fc.string({ unit: fc.constantFrom('a', '_', '0', 'é'), maxLength: 5 }),
        fc.bigInt(-9n, 2n ** 62n).map(String),
        { maxKeys: 1 },
      ),
      color: fc.constantFrom('RED', 'GREEN', 'BLUE'),
      inner: fc.record({ name: fc.string(), tags: fc.array(fc.string()) }),
    });
    fc.assert(
      fc.property(datum, (value) => {
        const bytes = encoded(codec, value);
        expect(decoded(codec, bytes)).toMatchObject(value);
        const read = type.toObject(type.decode(bytes.subarray(1)), {
          longs: String,
          enums: String,
          bytes: String,
          defaults: true,
        });
        expect(read).toMatchObject(value);
      }),
    );
  });

  it('is read as Confluent prints it: names of the schema, fields without presence always', () => {
    expect(text(codecOf(SCALARS), '00')).toBe(
      '{"d":0,"f":0,"i32":0,"i64":"0","u32":0,"u64":"0","s32":0,"s64":"0","x32":0,"x64":"0","sx32":0,"sx64":"0",' +
        '"ok":false,"text":"","raw":"","packed":[],"loose":[],"by_name":{},"by_number":{},"color":"RED","colors":[]}',
    );
  });

  it('is taken with the names of the schema and those of JSON', () => {
    const codec = codecOf('syntax="proto3"; message A { int32 my_field = 1; int32 other = 2 [json_name = "@o"]; }');
    expect(encoded(codec, { my_field: 1, other: 2 })).toEqual(encoded(codec, { myField: 1, '@o': 2 }));
  });

  it('takes enums by name and by number, unknown numbers of an open one included', () => {
    const codec = codecOf('syntax="proto3"; message A { E e = 1; } enum E { X = 0; Y = 5; }');
    expect(encoded(codec, { e: 'Y' }).toString('hex')).toBe('000805');
    expect(encoded(codec, { e: 5 }).toString('hex')).toBe('000805');
    expect(decoded(codec, encoded(codec, { e: 77 }))).toEqual({ e: 77 });
    expect(faultOf(codec, { e: 'Z' })).toEqual({ path: '.e', reason: 'must be one of X, Y, found "Z"' });
  });

  it('knows the names of its record and of the message in it', () => {
    expect(codecOf(SCALARS).recordName).toBe('lsst.example.All');
    expect(codecOf('message A {}').recordName).toBe('A');
  });

  it('of proto2 keeps what is not set apart from defaults, and insists on what is required', () => {
    const codec = codecOf(`message A {
      required string id = 1; optional int32 n = 2 [default = 5]; repeated int32 list = 3;
      optional group Extra = 4 { optional bool on = 1; } optional E e = 5 [default = Y]; extensions 100 to max; }
      enum E { X = 1; Y = 2; } extend A { optional string note = 100; }`);
    const bytes = encoded(codec, { id: '', list: [1, 2], extra: { on: true }, '[note]': 'hi' });
    expect(bytes.toString('hex')).toBe('000a00' + '18011802' + '23080124' + 'a206026869');
    expect(decoded(codec, bytes)).toEqual({ id: '', list: [1, 2], extra: { on: true }, '[note]': 'hi' });
    expect(faultOf(codec, { n: 1 })).toEqual({ path: '.id', reason: 'required, but missing' });
    expect(faultOf(codec, { id: 'a', e: 3 })?.path).toBe('.e');
  });

  it('of an edition has the features it sets', () => {
    const codec = codecOf(`edition = "2023"; package e; option features.field_presence = IMPLICIT;
      message A { int32 a = 1; int32 b = 2 [features.field_presence = EXPLICIT];
        repeated int32 c = 3 [features.repeated_field_encoding = EXPANDED]; A d = 4 [features.message_encoding = DELIMITED]; }`);
    const bytes = encoded(codec, { a: 0, b: 0, c: [1], d: {} });
    expect(bytes.toString('hex')).toBe('00' + '1000' + '1801' + '2324');
    expect(decoded(codec, bytes)).toEqual({ a: 0, b: 0, c: [1], d: { a: 0, c: [] } });
  });

  it('takes packed and loose lists, fields out of order and unknown fields when read', () => {
    const codec = codecOf(
      'syntax="proto3"; message A { repeated int32 a = 1; repeated int32 b = 2 [packed=false]; int32 c = 3; }',
    );
    expect(text(codec, '00' + '1807' + '0801' + '0802' + '12020304' + '7a0161' + '1808')).toBe(
      '{"a":[1,2],"b":[3,4],"c":8}',
    );
  });

  it('has fields of any name, those of JavaScript too', () => {
    const names = [
      '__proto__',
      'constructor',
      'hasOwnProperty',
      'toString',
      'toJSON',
      'valueOf',
      'message',
      'optional',
      'case',
    ];
    const codec = codecOf(
      `syntax = "proto3"; message A { ${names.map((name, i) => `string ${name} = ${i + 1};`).join('')} }`,
    );
    const json = `{${names.map((name) => `"${name}":"x"`).join(',')}}`;
    expect(text(codec, encodedText(codec, json).toString('hex'))).toBe(json);
    const map = codecOf('syntax = "proto3"; message A { map<string, string> m = 1; }');
    const entries = '{"m":{"__proto__":"a","constructor":"b"}}';
    expect(text(map, encodedText(map, entries).toString('hex'))).toBe(entries);
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });

  it('may be of a type from an import or nested in another', () => {
    const codec = compileProtobuf({
      type: 'PROTOBUF',
      text: 'syntax="proto3"; package a.b; import "x/y.proto"; message M { X x = 1; .a.X.Deep d = 2; a.X.E e = 3; }',
      referenced: [
        { name: 'base.proto', text: 'syntax="proto3"; package z; message Z { int32 n = 1; }' },
        {
          name: 'x/y.proto',
          text: 'syntax="proto3"; package a; import public "base.proto"; message X { z.Z z = 1; message Deep { string s = 1; } enum E { N = 0; } }',
        },
      ],
    });
    const datum = { x: { z: { n: 3 } }, d: { s: 'q' }, e: 'N' };
    expect(decoded(codec, encoded(codec, datum))).toEqual(datum);
  });

  it("has Confluent's types without a reference", () => {
    const codec = codecOf(`syntax="proto3"; import "confluent/meta.proto"; import "confluent/type/decimal.proto";
      message A { confluent.type.Decimal price = 1 [(confluent.field_meta) = { doc: "x", params: [{key: "a", value: "b"}] }]; }`);
    const datum = { price: { value: 'AQ==', precision: 5, scale: 2 } };
    expect(decoded(codec, encoded(codec, datum))).toEqual(datum);
  });

  it('is written and read by a serialized file descriptor as by its text', () => {
    const field = { name: 'in_m', number: 1, label: 1, type: 11, typeName: '.s.A.In' };
    const file = create(FileDescriptorProtoSchema, {
      name: 'a.proto',
      package: 's',
      syntax: 'proto3',
      messageType: [
        {
          name: 'A',
          field: [field],
          nestedType: [{ name: 'In', field: [{ name: 'n', number: 1, label: 1, type: 3 }] }],
        },
      ],
    });
    const codec = codecOf(Buffer.from(toBinary(FileDescriptorProtoSchema, file)).toString('base64'));
    expect(codec.recordName).toBe('s.A');
    const bytes = encoded(codec, { inM: { n: '9223372036854775807' } });
    expect(bytes.toString('hex')).toBe('00' + '0a0a' + '08ffffffffffffffff7f');
    expect(decoded(codec, bytes)).toEqual({ in_m: { n: '9223372036854775807' } });
    expect(() => codecOf('AAAA')).toThrow('Invalid schema: it is neither the text of a .proto file nor');
  });
});

function codecOf(schema: string): SchemaCodec {
  return compileProtobuf({ type: 'PROTOBUF', text: schema, referenced: [] });
}

function encoded(codec: SchemaCodec, datum: unknown): Buffer {
  return encodedText(codec, JSON.stringify(datum));
}

function encodedText(codec: SchemaCodec, json: string): Buffer {
  const out = new GrowingBuffer(4);
  const bytes = Buffer.from(`[${json}]`);
  expect(codec.encode(bytes, 1, bytes.length - 1, out)).toBeNull();
  return Buffer.from(out.bytes.subarray(0, out.length));
}

function faultOf(codec: SchemaCodec, datum: unknown): DatumFault | null {
  const bytes = Buffer.from(JSON.stringify(datum));
  return codec.encode(bytes, 0, bytes.length, new GrowingBuffer(4));
}

function decoded(codec: SchemaCodec, bytes: Buffer): unknown {
  return JSON.parse(text(codec, bytes.toString('hex')));
}

function text(codec: SchemaCodec, hex: string): string {
  const out = new GrowingBuffer(4);
  const bytes = Buffer.from(`ff${hex}ff`, 'hex');
  expect(codec.decode(bytes, 1, bytes.length - 1, out)).toBeNull();
  return out.bytes.toString('utf8', 0, out.length);
}
