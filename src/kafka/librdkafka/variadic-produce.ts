import { PRODUCE_STRIDE, type ProduceBatch } from '../record.js';
import { addressOf, declare, type Pointer } from './library.js';

const produceva = declare('produceva', 'pointer', 'pointer', 'pointer', 'size');
const errorCode = declare('error_code', 'int', 'pointer');
const errorDestroy = declare('error_destroy', 'void', 'pointer');

// rd_kafka_vtype_t
const V_RKT = 2;
const V_PARTITION = 3;
const V_VALUE = 4;
const V_KEY = 5;
const V_OPAQUE = 6;
const V_MSGFLAGS = 7;
const V_TIMESTAMP = 8;
const V_HEADER = 9;
/** sizeof(rd_kafka_vu_t): vtype i32 at 0, the union at 8. */
const VU_SIZE = 72;
const FIXED_ARGUMENTS = 7;
const MSG_F_COPY = 2;

/**
 * Sends record `index` of a batch that has headers or timestamps, which the batch call cannot carry. Returns librdkafka's
 * error code, 0 when it was taken. Everything is copied during the call.
 */
export function produceOne(
  handle: Pointer,
  topic: bigint,
  batch: ProduceBatch,
  index: number,
  requestId: number,
): number {
  const headers = batch.headers?.[index] ?? [];
  const names = headers.map((header) => Buffer.from(`${header.name}\0`));
  const args = Buffer.alloc(VU_SIZE * (FIXED_ARGUMENTS + headers.length));
  const base = BigInt(batch.bytes.length === 0 ? 0 : addressOf(batch.bytes));
  const row = index * PRODUCE_STRIDE;
  let at = 0;
  const next = (type: number): number => {
    args.writeInt32LE(type, at);
    at += VU_SIZE;
    return at - VU_SIZE + 8;
  };
  const putRange = (type: number, start: number, length: number): void => {
    const field = next(type);
    if (length < 0) return;
    args.writeBigUInt64LE(base + BigInt(start), field);
    args.writeBigUInt64LE(BigInt(length), field + 8);
  };
  args.writeBigUInt64LE(topic, next(V_RKT));
  args.writeInt32LE(batch.table[row]!, next(V_PARTITION));
  putRange(V_KEY, batch.table[row + 1]!, batch.table[row + 2]!);
  putRange(V_VALUE, batch.table[row + 3]!, batch.table[row + 4]!);
  args.writeInt32LE(MSG_F_COPY, next(V_MSGFLAGS));
  args.writeBigInt64LE(BigInt(batch.timestamps?.[index] ?? 0), next(V_TIMESTAMP));
  const opaque = next(V_OPAQUE);
  args.writeInt32LE(index, opaque);
  args.writeInt32LE(requestId, opaque + 4);
  headers.forEach((header, i) => {
    const field = next(V_HEADER);
    args.writeBigUInt64LE(BigInt(addressOf(names[i]!)), field);
    if (!header.value) return;
    args.writeBigUInt64LE(BigInt(header.value.length === 0 ? addressOf(EMPTY) : addressOf(header.value)), field + 8);
    args.writeBigInt64LE(BigInt(header.value.length), field + 16);
  });
  const error = produceva(handle, args, at / VU_SIZE);
  if (!error) return 0;
  const code = errorCode(error);
  errorDestroy(error);
  return code;
}

/** An empty header value is not a null one: it needs an address. */
const EMPTY = Buffer.alloc(8);
