import type { GrowingBuffer } from '../json/growing-buffer.js';

// https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format

/** Bytes before the payload: a zero and the id of the schema, big-endian. */
export const WIRE_HEADER_BYTES = 5;

const MAGIC = 0;

/** Appends the header that says which schema the payload behind it has. */
export function writeWireHeader(out: GrowingBuffer, schemaId: number): void {
  out.reserve(WIRE_HEADER_BYTES);
  const at = out.length;
  out.bytes[at] = MAGIC;
  out.bytes.writeInt32BE(schemaId, at + 1);
  out.length = at + WIRE_HEADER_BYTES;
}

/** The id of the schema of the datum `bytes[start..start + length)`; -1 when it does not begin with a header. */
export function schemaIdOf(bytes: Buffer, start: number, length: number): number {
  if (length < WIRE_HEADER_BYTES || bytes[start] !== MAGIC) return -1;
  return bytes.readInt32BE(start + 1);
}
