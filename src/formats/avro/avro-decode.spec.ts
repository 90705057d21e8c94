import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GrowingBuffer } from '../../json/growing-buffer.js';
import { compileAvro } from './avro-codec.js';

/** The JSON text of Avro binary, or the fault as `path: reason`. */
function decode(schema: unknown, binary: string | Buffer): string {
  const codec = compileAvro({ type: 'AVRO', text: JSON.stringify(schema), referenced: [] });
  const bytes = typeof binary === 'string' ? Buffer.from(binary, 'hex') : binary;
  const around = Buffer.concat([Buffer.from([2]), bytes, Buffer.from([2])]);
  const out = new GrowingBuffer(1);
  const fault = codec.decode(around, 1, 1 + bytes.length, out);
  return fault ? `${fault.path}: ${fault.reason}` : out.bytes.toString('utf8', 0, out.length);
}

const INTS = { type: 'array', items: 'int' };
const NULLS = { type: 'array', items: 'null' };

describe('stored Avro', () => {
  it('may have its arrays and maps in several blocks, with sizes or without', () => {
    expect(decode(INTS, ['0202', '03', '04', '0406', '00'].join(''))).toBe('[1,2,3]');
    expect(decode(INTS, '00')).toBe('[]');
    const map = ['02', '0261', '02', '01', '06', '0262', '04', '00'].join('');
    expect(decode({ type: 'map', values: 'int' }, map)).toBe('{"a":1,"b":2}');
  });

  it('writes NaN and infinities as the strings that Avro has for them', () => {
    const doubles = { type: 'array', items: 'double' };
    expect(decode(doubles, '06000000000000f87f000000000000f07f000000000000f0ff00')).toBe(
      '["NaN","Infinity","-Infinity"]',
    );
    expect(decode('float', '0000c07f')).toBe('"NaN"');
  });

  it('keeps a float recognisable: the text reads back as the same float', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const bytes = Buffer.alloc(4);
        bytes.writeFloatLE(value);
        const text = decode('float', bytes);
        expect(Math.fround(Number(text))).toBe(value);
        const digits = text.replace(/e.*|\./g, '').replace(/^-?0*/, '');
        if (Math.abs(value) < 2 ** 24) expect(digits.length).toBeLessThanOrEqual(9);
      }),
      { numRuns: 2000 },
    );
  });

  it('escapes text as JSON.stringify does', () => {
    const text = `${String.fromCharCode(...Array.from({ length: 0x80 }, (_, k) => k))}é€😀\u2028${'x'.repeat(100)}`;
    const bytes = Buffer.from(text);
    const length = Buffer.from([((bytes.length * 2) & 0x7f) | 0x80, (bytes.length * 2) >> 7]);
    expect(decode('string', Buffer.concat([length, bytes]))).toBe(JSON.stringify(text));
  });

  it.each([
    ['string', '', 'the data end in the middle of the value'],
    ['string', '0661', 'the data end in the middle of the value'],
    ['string', '01', 'a negative length'],
    ['string', 'feffffffffffffffff01', 'the data end in the middle of the value'],
    ['string', '02ff', 'a string that is not valid UTF-8'],
    ['string', '0661eda0', 'a string that is not valid UTF-8'],
    ['bytes', '0661', 'the data end in the middle of the value'],
    ['double', '00000000000000', 'the data end in the middle of the value'],
    ['boolean', '02', 'a boolean of 2 instead of 0 or 1'],
    ['boolean', '', 'the data end in the middle of the value'],
    ['int', '80', 'the data end in the middle of the value'],
    ['int', '8080808010', '2147483648, which is not an int'],
    ['int', 'ffffffffffffffffff01', '-9223372036854775808, which is not an int'],
    ['long', '80808080808080808002', 'a number of more than 64 bits'],
    ['long', '8080808080808080808000', 'a number of more than 64 bits'],
    ['long', '0202', '1 bytes more than the schema has values for'],
    [['null', 'int'], '04', 'branch 2 of a union of 2'],
    [['null', 'int'], '01', 'branch -1 of a union of 2'],
    [{ type: 'enum', name: 'E', symbols: ['A'] }, '02', 'symbol 1 of an enum of 1'],
    [{ type: 'fixed', name: 'F', size: 3 }, '0000', 'the data end in the middle of the value'],
    [INTS, '8080808010', '2147483648 items, for which the data are too short'],
    [INTS, 'ffffffffffffffffff0100', '9223372036854776000 items, for which the data are too short'],
    [NULLS, '80808080808040', 'more than 1000000 items that take no byte'],
  ])('%j of %s is refused', (schema, binary, reason) => {
    expect(decode(schema, binary)).toBe(`: ${reason}`);
  });

  it('names the place of the fault', () => {
    const schema = {
      type: 'record',
      name: 'R',
      fields: [{ name: 'm', type: { type: 'map', values: ['null', { type: 'array', items: 'boolean' }] } }],
    };
    expect(decode(schema, ['02', '06612062', '02', '04', '0105'].join(''))).toBe(
      '.m["a b"].array[1]: a boolean of 5 instead of 0 or 1',
    );
  });
});

describe('hostile Avro', () => {
  it('cannot nest as deep as it likes', () => {
    const list = { type: 'record', name: 'R', fields: [{ name: 'next', type: ['null', 'R'] }] };
    const fault = decode(list, Buffer.alloc(1_000_000, 2));
    expect(fault).toMatch(/: nested too deep: more than 512 levels$/);
    expect(fault.length).toBeLessThan(300);
    expect(decode({ type: 'record', name: 'R', fields: [{ name: 'r', type: 'R' }] }, '')).toMatch(/nested too deep/);
  });

  it('cannot make endless text of few bytes', () => {
    const level = (name: string, type: unknown): object => ({
      type: 'record',
      name,
      fields: Array.from({ length: 10 }, (_, k) => ({ name: `f${k}`, type: k === 0 ? type : inner(type) })),
    });
    const inner = (type: unknown): unknown => (typeof type === 'object' ? (type as { name: string }).name : type);
    let schema: object = level('R0', 'null');
    for (let k = 1; k < 12; k++) schema = level(`R${k}`, schema);
    expect(decode(schema, '')).toMatch(/: takes more than 67108864 bytes as JSON$/);
  });

  it('of any kind is decoded to JSON or refused, never more', () => {
    const schema = {
      type: 'record',
      name: 'R',
      fields: [
        {
          name: 'u',
          type: ['null', 'string', { type: 'map', values: 'R' }, { type: 'array', items: ['long', 'null'] }],
        },
        { name: 'e', type: { type: 'enum', name: 'E', symbols: ['A', 'B'] } },
        { name: 'b', type: 'bytes' },
      ],
    };
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.nat({ max: 8 }), fc.nat({ max: 255 })), { maxLength: 40 }), (bytes) => {
        const text = decode(schema, Buffer.from(bytes));
        if (text.startsWith('{')) expect(() => JSON.parse(text) as unknown).not.toThrow();
        else expect(text).toMatch(/^(?:\.\w.*)?: \S/);
      }),
      { numRuns: 2000 },
    );
  });
});
