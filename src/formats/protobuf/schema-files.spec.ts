import { describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../errors/gateway-error.js';
import { GrowingBuffer } from '../../json/growing-buffer.js';
import type { ReferencedSchema } from '../../schema-registry/schema.js';
import { compileProtobuf } from './protobuf-codec.js';

describe('the text of a schema', () => {
  it('may have all that a .proto file may', () => {
    const text = `\ufeff// a comment, "not a string"
      /* another * / one **/
      syntax = 'pro' "to2"; // in two pieces
      package /* here */ a . b;
      option java_package = "x"; option (my.opt).sub = { a: 1 b { c: "}" } d: [1, -2.5e-3, inf] }; option x = -.5;
      option optimize_for = SPEED;;
      import weak "google/protobuf/empty.proto";
      message message { reserved 2, 4 to 6, 1000 to max; reserved "foo", 'bar'; extensions 100 to 199 [verification = UNVERIFIED];
        optional .a.b.message optional = 1 [deprecated = true, (x) = "a\\"]", default = -0x1F]; ;
        oneof repeated { option (o) = 1; string map = 3; group Grp = 7 { optional int32 i = 1; } }
        map < string , a.b.E > m = 010; enum option { option allow_alias = true; A = -0x1; B = -1 [(v) = "x"]; reserved 5 to 9; }
        extend message { repeated option rep = 100; } message Empty {} option (m) = true;
      }
      enum E { E0 = 0; }
      service S { option (s) = 1; rpc Get (message) returns (stream E) { option (r) = {}; } rpc Put (E) returns (E); }`;
    const codec = compileProtobuf({ type: 'PROTOBUF', text, referenced: [] });
    expect(codec.recordName).toBe('a.b.message');
    const json = Buffer.from('{"optional":{"map":"x"},"m":{"k":"E0"},"[a.b.message.rep]":["A"]}');
    expect(codec.encode(json, 0, json.length, new GrowingBuffer(4))).toBeNull();
  });

  it.each([
    ['', 'it has no message'],
    ['enum E { A = 0; }', 'it has no message'],
    ['{"type":"record"}', 'line 1: expected a declaration such as "message", found "{"'],
    ['<html>', 'line 1: expected a declaration'],
    ['\n\nmessage A { int32 a 1; }', 'line 3: expected "=", found "1"'],
    ['message A {', 'line 1: expected a field or "}", found the end'],
    ['message A { int32 a = x; }', 'line 1: expected the field\'s number, found "x"'],
    ['message A { int32 a = 1.5; }', 'line 1: expected the field\'s number, found "1.5"'],
    ['message A { oneof o { repeated int32 a = 1; } }', 'a oneof holds single fields'],
    ['message A { map<double, int32> a = 1; }', 'the keys of a map must be of an integer type, bool or string'],
    ['syntax = "proto4"; message A {}', 'the syntax must be "proto2" or "proto3", found "proto4"'],
    ['edition = "1999"; message A {}', 'the edition must be one of 2023, 2024, found "1999"'],
    ['message A { string a = 1 [json_name = "x', 'the string does not end on its line'],
    ['/* message A {}', 'line 1: the comment does not end'],
    ['message A { Nope n = 1; }', 'the type "Nope" of "A.n" is not defined here nor in an import'],
    ['package p; message A { .A a = 1; }', 'the type ".A" of "p.A.a" is not defined'],
    ['message A { int32 a = 0; }', 'the number of field "a" of "A" must be from 1 to 536870911, found 0'],
    ['message A { int32 a = 536870912; }', 'must be from 1 to 536870911, found 536870912'],
    ['message A { int32 a = 1; int32 b = 1; }', 'two fields of message "A" have the number 1'],
    ['message A { int32 a = 1; int32 a = 2; }', 'message "A" has two fields "a"'],
    ['message A {} message A {}', '"A" is defined twice'],
    ['message A {} enum E {}', 'enum "E" has no values'],
    ['message A {} enum E { X = 1; Y = 1; }', 'allow_alias is not set'],
    ['message A {} enum E { X = 2147483648; }', 'does not fit 32 bits'],
    ['syntax = "proto3"; message A {} enum E { X = 1; }', 'the first value of enum "E" must be 0'],
    ['import "no/such.proto"; message A {}', 'the import "no/such.proto" is not among the references of the schema'],
    [`message ${'A'.repeat(2000)} {}`, 'is longer than 1024 characters or 128 parts'],
    [`package a${'.a'.repeat(500)}; message A {}`, 'is longer than 1024 characters or 128 parts'],
    [`message A ${'{ message A '.repeat(5000)}`, 'messages are nested more than 64 deep'],
    [`option a = ${'{ a: '.repeat(100_000)}`, 'expected "}", found the end'],
  ])('is refused when it cannot be used: %.60s', (text, why) => {
    expect(refusal(text)).toContain(why);
  });

  it('is refused with the place of the fault when that is in an import', () => {
    const referenced = [{ name: 'b.proto', text: 'syntax = "proto3";\nmessage B { nonsense }' }];
    expect(refusal('import "b.proto"; message A {}', referenced)).toBe(
      'Invalid schema: import "b.proto", line 2: expected the field\'s name, found "}".',
    );
  });

  it('is refused when imports go in circles or define a type again', () => {
    const circle = [
      { name: 'b.proto', text: 'import "c.proto";' },
      { name: 'c.proto', text: 'import "b.proto";' },
    ];
    expect(refusal('import "b.proto"; message A {}', circle)).toContain('its imports go in a circle at "b.proto"');
    const again = [{ name: 'b.proto', text: 'message A {}' }];
    expect(refusal('import "b.proto"; message A {}', again)).toContain('"A" is defined in two of its files');
  });

  it('cannot change anything with its options', () => {
    compileProtobuf({
      type: 'PROTOBUF',
      text: `option __proto__.polluted = "x"; option (a).__proto__.polluted = "x"; option constructor.prototype.polluted = "x";
        option features.__proto__ = "x"; option features = { toString: A };
        message A { option __proto__ = { polluted: 1 }; optional int32 a = 1 [__proto__ = 1, features.constructor = "x"]; }`,
      referenced: [],
    });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('a large schema', () => {
  it('of 10 000 fields is used', () => {
    const fields = Array.from({ length: 10_000 }, (_, i) => `  optional Type${i % 100} field_${i} = ${i + 1};`);
    const types = Array.from({ length: 100 }, (_, i) => `message Type${i} { optional string s = 1; }`);
    const codec = compileProtobuf({
      type: 'PROTOBUF',
      text: `message Large {\n${fields.join('\n')}\n}\n${types.join('\n')}`,
      referenced: [],
    });
    const out = new GrowingBuffer(16);
    const json = Buffer.from('{"field_9999":{"s":"x"},"field_0":{}}');
    expect(codec.encode(json, 0, json.length, out)).toBeNull();
    expect(out.bytes.toString('hex', 0, out.length)).toBe('00' + '0a00' + '82f104' + '030a0178');
  });

  it('of thousands of messages, each in the next, is used or refused before it meets a record', () => {
    const chain = (length: number): string =>
      Array.from({ length }, (_, i) => `message M${i} { optional M${i + 1} n = 1; }`).join('\n') +
      `message M${length} {}`;
    const codec = compileProtobuf({ type: 'PROTOBUF', text: chain(500), referenced: [] });
    const json = Buffer.from('{"n":{"n":{}}}');
    expect(codec.encode(json, 0, json.length, new GrowingBuffer(4))).toBeNull();
    expect(refusal(chain(15_000))).toBe('Invalid schema: thousands of its messages are each in the next.');
  });

  it.each([
    [
      'messages',
      Array.from({ length: 15_000 }, (_, i) => `message M${i} { optional M${i} again = 1; } // ${'x'.repeat(20)}`).join(
        '\n',
      ),
    ],
    ['a name in many parts', `message A { optional ${'a . '.repeat(200_000)} b x = 1; }`],
    ['options', `message A {} ${'option (a).b = 1; '.repeat(60_000)}`],
    ['features', `edition = "2023"; message A {} ${'option features.field_presence = IMPLICIT;'.repeat(25_000)}`],
    ['reserved numbers', `message A { ${'reserved 1 to 5; '.repeat(60_000)} }`],
    ['values', `message A {} enum E { ${Array.from({ length: 50_000 }, (_, i) => `V${i} = ${i};`).join(' ')} }`],
    ['comments', `${'//\n'.repeat(200_000)}${'/**/'.repeat(100_000)}message A {}`],
    ['imports', `${'import "google/protobuf/any.proto";'.repeat(30_000)}message A {}`],
    ['strings', `message A {} option a = ${'"x" '.repeat(250_000)};`],
    ['closing braces', `message A {}${'}'.repeat(1_000_000)}`],
    ['backslashes', `option a = "${'\\'.repeat(1_000_000)}`],
  ])('of a megabyte is used or refused in one pass: %s', (_, text) => {
    try {
      expect(compileProtobuf({ type: 'PROTOBUF', text, referenced: [] }).recordName).toMatch(/^(?:A|M0)$/);
    } catch (error) {
      expect(error).toBeInstanceOf(GatewayError);
      expect((error as GatewayError).message.length).toBeLessThan(200);
    }
  });
});

function refusal(text: string, referenced: ReferencedSchema[] = []): string {
  try {
    compileProtobuf({ type: 'PROTOBUF', text, referenced });
  } catch (error) {
    expect(error).toBeInstanceOf(GatewayError);
    expect((error as GatewayError).code).toBe('schema-invalid');
    return (error as GatewayError).message;
  }
  throw new Error('The schema was taken.');
}
