import type { DatumFault, SchemaCodec } from '../formats/schema-codec.js';
import { schemaIdOf, WIRE_HEADER_BYTES } from '../formats/wire-format.js';
import { GrowingBuffer } from '../json/growing-buffer.js';
import type { RecordBatch } from '../kafka/record.js';
import type { Undecodable } from './record-format.js';
import { bytesBetween, recordBytes, type RecordSlice } from './record-slice.js';

/** How data of a schema id are read: its codec, or why they cannot be (goes on from "The value …"). */
export type SchemaReading = SchemaCodec | string;

export interface DecodedSlices {
  /** The same records with JSON text in place of stored bytes. */
  decoded: RecordSlice[];
  /** What comes behind them, as it was. */
  rest: RecordSlice[];
}

/** Room for the record that goes beyond the limit. */
const SPARE_BYTES = 4096;

const NO_HEADER = 'does not begin with a zero and the id of a schema, as data of the schema registry do';

/** Ids of the schemas that the records of slices name. */
export function schemaIdsOf(slices: readonly RecordSlice[]): Set<number> {
  const ids = new Set<number>();
  for (const { batch, from, to } of slices) {
    for (let i = from; i < to; i++) {
      ids.add(schemaIdOf(batch.bytes, batch.keyStart[i]!, batch.keyLength[i]!));
      ids.add(schemaIdOf(batch.bytes, batch.valueStart[i]!, batch.valueLength[i]!));
    }
  }
  for (const id of ids) if (id < 0) ids.delete(id);
  return ids;
}

/**
 * Decodes slices of one batch from the front, until the text is longer than `maxBytes` (a small record may stand for a lot
 * of text) or a record names a schema that has no reading yet.
 */
export function decodeSlices(
  slices: readonly RecordSlice[],
  readings: ReadonlyMap<number, SchemaReading>,
  maxBytes: number,
): DecodedSlices {
  const [first] = slices;
  if (!first) return { decoded: [], rest: [] };
  const stored = slices.reduce((sum, { bytes }) => sum + bytes, 0);
  const target = new DecodedBatch(first.batch, readings, 2 * Math.min(stored, maxBytes) + SPARE_BYTES);
  const decoded: RecordSlice[] = [];
  for (const [k, slice] of slices.entries()) {
    let to = slice.from;
    while (to < slice.to && target.length <= maxBytes && target.decode(to)) to++;
    if (to > slice.from) decoded.push({ ...slice, to });
    if (to === slice.to) continue;
    const rest = { ...slice, from: to, bytes: bytesBetween(slice.batch, to, slice.to) };
    return { decoded: target.finish(decoded), rest: [rest, ...slices.slice(k + 1)] };
  }
  return { decoded: target.finish(decoded), rest: [] };
}

/** A copy of a batch whose keys and values are JSON text, record by record. */
class DecodedBatch {
  private readonly out: GrowingBuffer;
  private readonly target: RecordBatch;
  private faults: Map<number, Undecodable> | null = null;

  constructor(
    private readonly source: RecordBatch,
    private readonly readings: ReadonlyMap<number, SchemaReading>,
    expectedBytes: number,
  ) {
    const { count } = source;
    this.out = new GrowingBuffer(expectedBytes);
    this.target = {
      ...source,
      keyStart: new Int32Array(count),
      keyLength: new Int32Array(count).fill(-1),
      valueStart: new Int32Array(count),
      valueLength: new Int32Array(count).fill(-1),
    };
  }

  /** Bytes of text so far. */
  get length(): number {
    return this.out.length;
  }

  /**
   * Decodes record `i`; false when it names a schema without a reading. If it is at fault, both key and value stay as
   * stored: a reader need not find out which could be read.
   */
  decode(i: number): boolean {
    const { source, target, out } = this;
    if (!this.readable(source.keyStart[i]!, source.keyLength[i]!)) return false;
    if (!this.readable(source.valueStart[i]!, source.valueLength[i]!)) return false;
    const mark = out.length;
    const fault = this.decodePart('key', i) ?? this.decodePart('value', i);
    if (!fault) return true;
    (this.faults ??= new Map()).set(i, fault);
    out.length = mark;
    out.reserve(recordBytes(source, i));
    this.keep(source.keyStart[i]!, source.keyLength[i]!, target.keyStart, target.keyLength, i);
    this.keep(source.valueStart[i]!, source.valueLength[i]!, target.valueStart, target.valueLength, i);
    return true;
  }

  /** The decoded records of `slices` (of the source). */
  finish(slices: readonly RecordSlice[]): RecordSlice[] {
    const { target, faults } = this;
    target.bytes = this.out.bytes;
    return slices.map((slice) => ({
      ...slice,
      batch: target,
      bytes: bytesBetween(target, slice.from, slice.to),
      undecoded: faults,
    }));
  }

  private readable(start: number, length: number): boolean {
    const id = schemaIdOf(this.source.bytes, start, length);
    return id < 0 || this.readings.has(id);
  }

  private decodePart(part: 'key' | 'value', i: number): Undecodable | null {
    const { source, target, out } = this;
    const isKey = part === 'key';
    const start = (isKey ? source.keyStart : source.valueStart)[i]!;
    const length = (isKey ? source.keyLength : source.valueLength)[i]!;
    if (length < 0) return null;
    const id = schemaIdOf(source.bytes, start, length);
    if (id < 0) return { part, reason: NO_HEADER };
    const reading = this.readings.get(id)!;
    if (typeof reading === 'string') return { part, reason: reading };
    const at = out.length;
    const fault = reading.decode(source.bytes, start + WIRE_HEADER_BYTES, start + length, out);
    if (fault) return { part, reason: misfit(id, fault) };
    (isKey ? target.keyStart : target.valueStart)[i] = at;
    (isKey ? target.keyLength : target.valueLength)[i] = out.length - at;
    return null;
  }

  private keep(start: number, length: number, starts: Int32Array, lengths: Int32Array, i: number): void {
    const { out, source } = this;
    starts[i] = out.length;
    lengths[i] = length;
    if (length > 0) out.copy(source.bytes, start, length);
  }
}

function misfit(id: number, { path, reason }: DatumFault): string {
  return `does not fit its schema ${id}: ${path === '' ? '' : `${path}: `}${reason}`;
}
