import { describe, expect, it } from '@jest/globals';
import type { SchemaCodec } from '../formats/schema-codec.js';
import type { RecordBatch } from '../kafka/record.js';
import { decodeSlices, schemaIdsOf } from './decoded-slices.js';
import { PartitionPositions } from './partition-positions.js';
import { type RecordSlice, slicesOf } from './record-slice.js';

type Datum = string | null;

/** Bytes of a datum: the header of schema `id` and a text. */
function wire(id: number, text: string): string {
  const header = Buffer.alloc(5);
  header.writeInt32BE(id, 1);
  return Buffer.concat([header, Buffer.from(text)]).toString('latin1');
}

function sliced(...records: { key?: Datum; value: Datum; partition?: number }[]): RecordSlice[] {
  const chunks: Buffer[] = [];
  let at = 0;
  const place = (datum: Datum): [number, number] => {
    if (datum === null) return [0, -1];
    const bytes = Buffer.from(datum, 'latin1');
    chunks.push(bytes);
    at += bytes.length;
    return [at - bytes.length, bytes.length];
  };
  const keys = records.map(({ key }) => place(key ?? null));
  const values = records.map(({ value }) => place(value));
  const batch: RecordBatch = {
    count: records.length,
    bytes: Buffer.concat(chunks),
    topics: records.map(() => 't'),
    partitions: Int32Array.from(records, ({ partition }) => partition ?? 0),
    offsets: Float64Array.from(records, (_, i) => i),
    keyStart: Int32Array.from(keys, ([start]) => start),
    keyLength: Int32Array.from(keys, ([, length]) => length),
    valueStart: Int32Array.from(values, ([start]) => start),
    valueLength: Int32Array.from(values, ([, length]) => length),
    timestamps: null,
    headers: null,
  };
  const positions = new PartitionPositions();
  for (const partition of [0, 1]) positions.start('t', partition, 0);
  return slicesOf(batch, positions);
}

/** Shows the payload as a JSON string, three times over; a payload of `bad` does not fit. */
const tripling: SchemaCodec = {
  recordName: null,
  encode: () => null,
  decode: (bytes, start, end, out) => {
    const text = bytes.toString('utf8', start, end);
    out.reserve(3 * (end - start) + 2);
    out.ascii(`"${text.repeat(3)}"`);
    return text === 'bad' ? { path: '.a[1]', reason: 'must be an int' } : null;
  },
};

const READINGS = new Map<number, SchemaCodec | string>([
  [7, tripling],
  [8, 'has the schema 8, which the schema registry does not know'],
]);

function shown(slices: readonly RecordSlice[]): Datum[][] {
  return slices.flatMap(({ batch, from, to }) =>
    Array.from({ length: to - from }, (_, k) => [
      text(batch.bytes, batch.keyStart[from + k]!, batch.keyLength[from + k]!),
      text(batch.bytes, batch.valueStart[from + k]!, batch.valueLength[from + k]!),
    ]),
  );
}

function text(bytes: Buffer, start: number, length: number): Datum {
  return length < 0 ? null : bytes.toString('latin1', start, start + length);
}

describe('decoding records of the schema registry', () => {
  it('puts the text of each key and value in the place of its bytes, and leaves nulls', () => {
    const slices = sliced({ key: wire(7, 'k'), value: wire(7, 'v') }, { value: null }, { value: wire(7, 'w') });
    const { decoded, rest } = decodeSlices(slices, READINGS, 1000);
    expect(shown(decoded)).toEqual([
      ['"kkk"', '"vvv"'],
      [null, null],
      [null, '"www"'],
    ]);
    expect(rest).toEqual([]);
    expect(decoded).toMatchObject([{ bytes: 15, undecoded: null }]);
  });

  it('keeps the bytes of a record that cannot be decoded, key and value, and says why', () => {
    const unread = { key: wire(7, 'k'), value: wire(7, 'bad') };
    const { decoded } = decodeSlices(sliced(unread, { value: wire(7, 'v') }), READINGS, 1000);
    expect(shown(decoded)).toEqual([
      [unread.key, unread.value],
      [null, '"vvv"'],
    ]);
    expect(decoded[0]?.undecoded).toEqual(
      new Map([[0, { part: 'value', reason: 'does not fit its schema 7: .a[1]: must be an int' }]]),
    );
  });

  it.each([
    ['without a header', 'plain text', /does not begin with a zero/],
    ['that are empty', '', /does not begin with a zero/],
    ['of a schema that is not known', wire(8, 'v'), /schema 8, which the schema registry does not know/],
  ])('takes data %s for a fault of that record only', (_, value, reason) => {
    const { decoded } = decodeSlices(sliced({ value }, { value: wire(7, 'v') }), READINGS, 1000);
    expect(shown(decoded)).toEqual([
      [null, value],
      [null, '"vvv"'],
    ]);
    expect([...(decoded[0]?.undecoded ?? [])]).toEqual([
      [0, { part: 'value', reason: expect.stringMatching(reason) as unknown }],
    ]);
  });

  it('stops where the text has become long enough, in the middle of a partition too', () => {
    const slices = sliced(
      { value: wire(7, 'a') },
      { value: wire(7, 'b') },
      { value: wire(7, 'c') },
      { value: wire(7, 'd'), partition: 1 },
    );
    const first = decodeSlices(slices, READINGS, 6);
    expect(shown(first.decoded)).toEqual([
      [null, '"aaa"'],
      [null, '"bbb"'],
    ]);
    expect(first.rest).toMatchObject([
      { from: 2, to: 3, bytes: 6 },
      { from: 3, to: 4, position: { partition: 1 } },
    ]);
    const second = decodeSlices(first.rest, READINGS, 1000);
    expect(shown(second.decoded)).toEqual([
      [null, '"ccc"'],
      [null, '"ddd"'],
    ]);
    expect(second.decoded.map(({ position }) => position)).toEqual(first.rest.map(({ position }) => position));
  });

  it('stops before a record whose schema was not looked up', () => {
    const { decoded, rest } = decodeSlices(sliced({ value: wire(7, 'a') }, { value: wire(9, 'b') }), READINGS, 1000);
    expect(shown(decoded)).toEqual([[null, '"aaa"']]);
    expect(rest).toMatchObject([{ from: 1, to: 2 }]);
  });

  it('decodes one record at least, however long its text', () => {
    const { decoded } = decodeSlices(sliced({ value: wire(7, 'x'.repeat(10_000)) }, { value: null }), READINGS, 1);
    expect(shown(decoded)[0]?.[1]).toHaveLength(30_002);
  });

  it('names the schemas it needs, each once, and none for what has no header', () => {
    const slices = sliced({ key: wire(3, ''), value: wire(7, '') }, { key: 'text', value: wire(3, '') });
    expect([...schemaIdsOf(slices)].sort()).toEqual([3, 7]);
  });
});
