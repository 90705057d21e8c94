import type { DatumFault, SchemaCodec } from '../formats/schema-codec.js';
import { WIRE_HEADER_BYTES, writeWireHeader } from '../formats/wire-format.js';
import { GatewayError } from '../errors/gateway-error.js';
import { GrowingBuffer } from '../json/growing-buffer.js';
import { PRODUCE_STRIDE, type ProduceBatch } from '../kafka/record.js';
import type { Side } from './schema-subject.js';

/** Where a side's position stands in the columns of a batch, its length behind it. */
const COLUMN: Readonly<Record<Side, number>> = { key: 1, value: 3 };

const NULL_TEXT = Buffer.from('null');

/** One side of a batch of JSON texts: how it is encoded. */
export interface SideEncoder {
  readonly codec: SchemaCodec;
  /** What goes into the headers; `stampSchemaId` may write another later. */
  readonly schemaId: number;
}

/**
 * Encodes the JSON texts of a batch, in one pass over its records, into memory of its own. The columns of `batch` are
 * rewritten.
 *
 * @param key null: keys stay null, whoever calls has made sure that there are none
 * @param nullIsTombstone false: a null is a datum like any other
 * @throws GatewayError `bad-request` at the first datum that does not fit its schema
 */
export function encodeColumns(
  batch: ProduceBatch,
  key: SideEncoder | null,
  value: SideEncoder | null,
  nullIsTombstone: boolean,
): ProduceBatch {
  const out = new GrowingBuffer(batch.bytes.length + batch.count * WIRE_HEADER_BYTES);
  for (let i = 0; i < batch.count; i++) {
    if (key) encodeDatum(batch, i, 'key', key, nullIsTombstone, out);
    if (value) encodeDatum(batch, i, 'value', value, nullIsTombstone, out);
  }
  return { ...batch, bytes: out.bytes };
}

/** Writes the id of a schema into the header of each datum of a side. */
export function stampSchemaId({ bytes, table, count }: ProduceBatch, side: Side, schemaId: number): void {
  const end = count * PRODUCE_STRIDE;
  for (let at = COLUMN[side]; at < end; at += PRODUCE_STRIDE) {
    if (table[at + 1]! >= 0) bytes.writeInt32BE(schemaId, table[at]! + 1);
  }
}

/** Whether a side of any record has a datum. */
export function hasData({ table, count }: ProduceBatch, side: Side): boolean {
  const end = count * PRODUCE_STRIDE;
  for (let at = COLUMN[side] + 1; at < end; at += PRODUCE_STRIDE) if (table[at]! >= 0) return true;
  return false;
}

function encodeDatum(
  { bytes, table }: ProduceBatch,
  i: number,
  side: Side,
  { codec, schemaId }: SideEncoder,
  nullIsTombstone: boolean,
  out: GrowingBuffer,
): void {
  const at = i * PRODUCE_STRIDE + COLUMN[side];
  const isNull = table[at + 1] === -1;
  if (isNull && nullIsTombstone) return;
  const start = out.length;
  writeWireHeader(out, schemaId);
  const from = isNull ? 0 : table[at]!;
  const fault = codec.encode(
    isNull ? NULL_TEXT : bytes,
    from,
    from + (isNull ? NULL_TEXT.length : table[at + 1]!),
    out,
  );
  if (fault) throw misfit(i, side, fault);
  table[at] = start;
  table[at + 1] = out.length - start;
}

function misfit(i: number, side: Side, { path, reason }: DatumFault): GatewayError {
  return new GatewayError('bad-request', `records[${i}].${side}${path}: ${reason}`);
}
