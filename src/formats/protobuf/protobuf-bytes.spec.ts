import { describe, expect, it } from '@jest/globals';
import { GrowingBuffer } from '../../json/growing-buffer.js';
import type { DatumFault, SchemaCodec } from '../schema-codec.js';
import { compileProtobuf } from './protobuf-codec.js';

describe('the index of a message', () => {
  const codec = codecOf(`syntax="proto3"; package p;
    message A { map<string, string> m = 1; message B { int32 b = 1; } message C { message D { int32 d = 1; } } } enum E { X = 0; } message F { int32 f = 1; }`);

  it.each([
    ['00', '{"m":{}}'],
    ['0200', '{"m":{}}'],
    ['0202' + '0805', '{"f":5}'],
    ['040000' + '0805', '{"b":5}'],
    ['06000200' + '0805', '{"d":5}'],
  ])('%s leads to its message', (hex, json) => {
    expect(text(codec, hex)).toBe(json);
  });

  it.each(['', '02', '0204', '0201', '01', '0400', '040004', '80', 'ffffffffffffffffff01', '060002', 'fe7f'])(
    '%j that leads nowhere is a fault',
    (hex) => {
      expect(decodeFault(codec, hex)).toEqual({
        path: '',
        reason: 'its message index leads to no message of its schema',
      });
    },
  );
});

describe('bytes that are none of the message', () => {
  const codec = codecOf(`syntax="proto3"; import "google/protobuf/timestamp.proto"; import "google/protobuf/any.proto";
    message A { string s = 1; A a = 2; repeated fixed32 f = 3; google.protobuf.Timestamp t = 4; google.protobuf.Any any = 5; map<int32,A> m = 6; }`);

  it.each([
    ['a field cut off', '0a05616263'],
    ['no UTF-8', '0a02c328'],
    ['a message longer than the rest', '127f0a0161'],
    ['an end of a group without a beginning', '0c'],
    ['field number 0', '0001'],
    ['a varint that does not end', '0affffffffffffffffffff01'],
    ['a wire type that does not exist', '4f'],
    ['a time out of range', '220b08ffffffffffffffff7f'],
    ['an Any of an unknown type', '2a090a07612f622e632e64'],
  ])('are a fault: %s', (_, hex) => {
    const fault = decodeFault(codec, `00${hex}`);
    expect(fault?.reason).toMatch(/message A\b/);
    expect(fault?.reason).not.toMatch(/Error|Reader|RangeError|undefined/);
  });

  it.each([
    ['a field of another type', '1203' + '0a0161' + '1202' + '0801', '.a.s'],
    ['an entry of a map with a field of another type', '3203' + '0a0161', '.m.key'],
    ['a field that ends behind the message around it', '1202' + '0a01' + '0a0161', '.a.s'],
    ['a packed list cut in the middle of a number', '1a03' + '010000', '.f'],
  ])('are a fault with its place: %s', (_, hex, path) => {
    expect(decodeFault(codec, `00${hex}`)?.path).toBe(path);
  });

  it('nested as deep as their length allows are a fault', () => {
    expect(decodeFault(codec, '00' + nested(90))).toBeNull();
    expect(decodeFault(codec, '00' + nested(5000))?.reason).toMatch(/nest more than 100 messages/);
    expect(decodeFault(codec, '00' + '3b'.repeat(100_000))?.reason).toMatch(/nest more than 100 messages/);
  });

  it('of any other kind are a fault or data, never an exception', () => {
    let seed = 1;
    for (let i = 0; i < 3000; i++) {
      const bytes = Buffer.alloc(1 + (i % 40));
      for (let k = 1; k < bytes.length; k++) bytes[k] = (seed = (seed * 48271) % 2147483647) & 0xff;
      const out = new GrowingBuffer(16);
      if (codec.decode(bytes, 0, bytes.length, out) === null) JSON.parse(out.bytes.toString('utf8', 0, out.length));
    }
  });
});

function nested(depth: number): string {
  let bytes = Buffer.alloc(0);
  for (let i = 0; i < depth; i++) {
    const length: number[] = [];
    for (let rest = bytes.length; ; rest >>= 7) {
      length.push(rest > 127 ? (rest & 127) | 128 : rest);
      if (rest <= 127) break;
    }
    bytes = Buffer.concat([Buffer.from([0x12, ...length]), bytes]);
  }
  return bytes.toString('hex');
}

function codecOf(schema: string): SchemaCodec {
  return compileProtobuf({ type: 'PROTOBUF', text: schema, referenced: [] });
}

function text(codec: SchemaCodec, hex: string): string {
  const out = new GrowingBuffer(4);
  const bytes = Buffer.from(`ff${hex}ff`, 'hex');
  expect(codec.decode(bytes, 1, bytes.length - 1, out)).toBeNull();
  return out.bytes.toString('utf8', 0, out.length);
}

function decodeFault(codec: SchemaCodec, hex: string): DatumFault | null {
  const bytes = Buffer.from(hex, 'hex');
  return codec.decode(bytes, 0, bytes.length, new GrowingBuffer(4));
}
