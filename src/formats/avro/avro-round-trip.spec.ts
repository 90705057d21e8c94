import { describe, expect, it } from '@jest/globals';
import avro from 'avsc';
import fc from 'fast-check';
import { GrowingBuffer } from '../../json/growing-buffer.js';
import { compileAvro } from './avro-codec.js';

/** A datum three times: as the other implementation takes it, as its JSON encoding, and as a client might write that. */
interface Datum {
  value: unknown;
  json: string;
  loose: string;
}

/** A type and its data. */
interface Typed {
  schema: unknown;
  /** What it is called as a branch. */
  tag: string;
  data: fc.Arbitrary<Datum>;
}

/** Longs as `bigint`: the other implementation's own stop at 2⁵³. */
const LONG = avro.types.LongType.__with({
  fromBuffer: (bytes: Buffer) => bytes.readBigInt64LE(),
  toBuffer: (value: bigint) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(value);
    return bytes;
  },
  fromJSON: (value: number) => BigInt(value),
  toJSON: (value: bigint) => Number(value),
  isValid: (value: unknown) => typeof value === 'bigint',
  compare: (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0),
});

const text = fc.string({ unit: 'grapheme', maxLength: 100 });

/** Every character as an escape. */
function escaped(string: string): string {
  const units = Array.from({ length: string.length }, (_, k) => string.charCodeAt(k));
  return `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')}"`;
}

function plain(schema: string, data: fc.Arbitrary<Omit<Datum, 'loose'> & { loose?: string }>): Typed {
  return { schema, tag: schema, data: data.map((datum) => ({ ...datum, loose: datum.loose ?? ` ${datum.json}\n` })) };
}

const bytes = (size: fc.SizeForArbitrary | number): fc.Arbitrary<Datum> =>
  fc.uint8Array(typeof size === 'number' ? { minLength: size, maxLength: size } : { maxLength: 80 }).map((array) => {
    const latin1 = Buffer.from(array).toString('latin1');
    return { value: Buffer.from(array), json: JSON.stringify(latin1), loose: escaped(latin1) };
  });

const PRIMITIVES: readonly Typed[] = [
  plain('null', fc.constant({ value: null, json: 'null' })),
  plain(
    'boolean',
    fc.boolean().map((value) => ({ value, json: String(value) })),
  ),
  plain(
    'int',
    fc.integer().map((value) => ({ value, json: String(value), loose: `${value}.0` })),
  ),
  plain(
    'long',
    fc
      .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
      .map((value) => ({ value, json: String(value), loose: `${value}0e-1` })),
  ),
  plain(
    'double',
    fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .map((n) => n + 0)
      .map((value) => ({ value, json: String(value) })),
  ),
  plain(
    'float',
    fc
      .integer({ min: -99_999, max: 99_999 })
      .map((n) => n / 4)
      .map((value) => ({ value, json: String(value) })),
  ),
  plain(
    'string',
    text.map((value) => ({ value, json: JSON.stringify(value), loose: escaped(value) })),
  ),
  { schema: 'bytes', tag: 'bytes', data: bytes('small') },
];

let names = 0;

const typed = fc.letrec<{ any: Typed; other: Typed }>((tie) => {
  const other: fc.Arbitrary<Typed> = fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(...PRIMITIVES),
    fc.nat({ max: 20 }).map((size) => named((name) => ({ schema: { type: 'fixed', name, size }, data: bytes(size) }))),
    fc.integer({ min: 1, max: 12 }).map((size) =>
      named((name) => {
        const symbols = Array.from({ length: size }, (_, k) => `S${k}`);
        const data = fc.constantFrom(...symbols).map((value) => ({ value, json: `"${value}"`, loose: escaped(value) }));
        return { schema: { type: 'enum', name, symbols }, data };
      }),
    ),
    tie('any').map(({ schema, data }) => ({
      schema: { type: 'array', items: schema },
      tag: 'array',
      data: arrays(data),
    })),
    tie('any').map(({ schema, data }) => ({ schema: { type: 'map', values: schema }, tag: 'map', data: maps(data) })),
    fc.array(tie('any'), { maxLength: 12 }).map((fields) =>
      named((name) => ({
        schema: { type: 'record', name, fields: fields.map(({ schema }, k) => ({ name: `f${k}`, type: schema })) },
        data: fc
          .tuple(...fields.map(({ data }) => data))
          .map((data) => members(data.map((datum, k) => [`f${k}`, datum]))),
      })),
    ),
  );
  const union = fc
    .uniqueArray(tie('other'), { selector: ({ tag }) => tag, minLength: 1, maxLength: 4 })
    .map((branches) => ({
      schema: branches.map(({ schema }) => schema),
      tag: 'union',
      data: fc.oneof(
        ...branches.map(({ tag, data }) => (tag === 'null' ? data : data.map((datum) => members([[tag, datum]])))),
      ),
    }));
  return { any: fc.oneof({ weight: 4, arbitrary: tie('other') }, union), other };
}).any;

function named(make: (name: string) => Pick<Typed, 'schema' | 'data'>): Typed {
  const tag = `test.N${names++}`;
  return { tag, ...make(tag) };
}

function arrays(data: fc.Arbitrary<Datum>): fc.Arbitrary<Datum> {
  return fc.array(data, { maxLength: 5 }).map((items) => ({
    value: items.map(({ value }) => value),
    json: `[${items.map(({ json }) => json).join()}]`,
    loose: `[ ${items.map(({ loose }) => loose).join('\t,\n')}]`,
  }));
}

function maps(data: fc.Arbitrary<Datum>): fc.Arbitrary<Datum> {
  const keys = text.map((key) => `k${key}`); // the other implementation keeps maps in objects, which move numbers to the front
  return fc.uniqueArray(fc.tuple(keys, data), { selector: ([key]) => key, maxLength: 20 }).map((entries) => ({
    ...members(entries),
    loose: `{${entries.map(([key, { loose }]) => `${escaped(key)}:${loose}`).join(' , ')} }`,
  }));
}

function members(entries: [string, Datum][]): Datum {
  return {
    value: Object.fromEntries(entries.map(([key, { value }]) => [key, value])),
    json: `{${entries.map(([key, { json }]) => `${JSON.stringify(key)}:${json}`).join()}}`,
    loose: `{ ${entries
      .map(([key, { loose }]) => `${JSON.stringify(key)} : ${loose}`)
      .reverse()
      .join(' ,')}}`,
  };
}

function encode(schema: string, json: string): string {
  const out = new GrowingBuffer(1);
  const source = Buffer.from(`,${json.trim()},`);
  const codec = compileAvro({ type: 'AVRO', text: schema, referenced: [] });
  expect(codec.encode(source, 1, source.length - 1, out)).toBeNull();
  return out.bytes.toString('hex', 0, out.length);
}

function decode(schema: string, binary: Buffer): string {
  const out = new GrowingBuffer(1);
  const codec = compileAvro({ type: 'AVRO', text: schema, referenced: [] });
  expect(codec.decode(binary, 0, binary.length, out)).toBeNull();
  return out.bytes.toString('utf8', 0, out.length);
}

describe('Avro data of any schema', () => {
  const sample = typed.chain(({ schema, data }) => data.map((datum) => ({ schema: JSON.stringify(schema), ...datum })));

  it('are the bytes of another implementation, however the JSON is written, and come back as their JSON encoding', () => {
    fc.assert(
      fc.property(sample, ({ schema, value, json, loose }) => {
        const type = avro.Type.forSchema(JSON.parse(schema) as avro.Schema, {
          wrapUnions: true,
          registry: Object.assign(Object.create(null) as object, { long: LONG }),
        });
        const binary = type.toBuffer(value);
        expect(encode(schema, json)).toBe(binary.toString('hex'));
        expect(encode(schema, loose)).toBe(binary.toString('hex'));
        expect(decode(schema, binary)).toBe(json);
      }),
      { numRuns: 1500 },
    );
  });

  it('cut off anywhere are refused', () => {
    fc.assert(
      fc.property(sample, fc.nat(), ({ schema, json }, place) => {
        const binary = Buffer.from(encode(schema, json), 'hex');
        if (binary.length === 0) return;
        const codec = compileAvro({ type: 'AVRO', text: schema, referenced: [] });
        expect(codec.decode(binary, 0, place % binary.length, new GrowingBuffer(1))).not.toBeNull();
      }),
      { numRuns: 500 },
    );
  });
});
