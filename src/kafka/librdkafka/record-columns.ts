import type { RecordBatch, RecordHeader } from '../record.js';
import { copyBytes, declare, declareLibc, memcpy } from './library.js';
import { word64, WORD } from './message-array.js';
import { forEachMessage, GAP, scratch } from './message-runs.js';

const topicName = declare('topic_name', 'string', 'pointer');
const messageTimestamp = declare('message_timestamp', 'int64', 'pointer', 'pointer');
const messageHeaders = declare('message_headers', 'int', 'pointer', 'pointer');
const strlen = declareLibc('strlen', 'size', 'pointer');
const headerGetAll = declare('header_get_all', 'int', 'pointer', 'size', 'pointer', 'pointer', 'pointer');

const timestampType = new Int32Array(2);

/**
 * The messages behind `count` pointers as columns. Two passes: the structs, then the bytes, each copied in runs of
 * neighbours (keys and values of a fetch response lie side by side), so that most batches need a handful of calls.
 * What is an error in the shape of a message goes to `onError` and is left out; the batch may be empty. The messages may be
 * destroyed afterwards.
 */
export function readRecords(
  pointers: BigUint64Array,
  count: number,
  extras: boolean,
  onError: (message: bigint, code: number) => void,
): RecordBatch {
  const keyAt = new Float64Array(count);
  const valueAt = new Float64Array(count);
  const good = extras ? new BigUint64Array(count) : null;
  const batch: RecordBatch = {
    count: 0,
    bytes: EMPTY,
    topics: new Array<string>(count),
    partitions: new Int32Array(count),
    offsets: new Float64Array(count),
    keyStart: new Int32Array(count),
    keyLength: new Int32Array(count),
    valueStart: new Int32Array(count),
    valueLength: new Int32Array(count),
    timestamps: extras ? new Float64Array(count) : null,
    headers: extras ? new Array<RecordHeader[] | null>(count) : null,
  };
  let topicPointer = -1;
  let topic = '';
  forEachMessage(pointers, count, (at, i) => {
    const code = scratch[at + WORD.ERR]!;
    if (code !== 0) return onError(pointers[i]!, code);
    const rkt = word64(scratch, at + WORD.TOPIC);
    if (rkt !== topicPointer) {
      topicPointer = rkt;
      topic = topicName(BigInt(rkt)) ?? '';
    }
    const row = batch.count++;
    batch.topics[row] = topic;
    batch.partitions[row] = scratch[at + WORD.PARTITION]!;
    batch.offsets[row] = word64(scratch, at + WORD.OFFSET);
    const key = (keyAt[row] = word64(scratch, at + WORD.KEY));
    batch.keyLength[row] = key === 0 ? -1 : scratch[at + WORD.KEY_LENGTH]!;
    const value = (valueAt[row] = word64(scratch, at + WORD.VALUE));
    batch.valueLength[row] = value === 0 ? -1 : scratch[at + WORD.VALUE_LENGTH]!;
    if (good) good[row] = pointers[i]!;
  });
  batch.bytes = copyPayloads(batch, keyAt, valueAt);
  if (good && batch.timestamps && batch.headers) {
    for (let i = 0; i < batch.count; i++) {
      batch.timestamps[i] = Number(messageTimestamp(good[i]!, timestampType));
      batch.headers[i] = readHeaders(good[i]!);
    }
  }
  return batch;
}

const EMPTY = Buffer.alloc(0);

/** Runs of neighbouring keys and values: [address, length] pairs; the columns get their places in the arena. */
function copyPayloads(batch: RecordBatch, keyAt: Float64Array, valueAt: Float64Array): Buffer {
  const runs: number[] = [];
  let start = 0;
  let end = 0;
  let arena = 0;
  const place = (address: number, length: number): number => {
    const gap = address - end;
    if (end === 0 || gap < 0 || gap > GAP) {
      if (end !== 0) {
        runs.push(start, end - start);
        arena += end - start;
      }
      start = address;
    }
    end = address + length;
    return arena + address - start;
  };
  for (let i = 0; i < batch.count; i++) {
    if (batch.keyLength[i]! > 0) batch.keyStart[i] = place(keyAt[i]!, batch.keyLength[i]!);
    if (batch.valueLength[i]! > 0) batch.valueStart[i] = place(valueAt[i]!, batch.valueLength[i]!);
  }
  if (end === 0) return EMPTY;
  runs.push(start, end - start);
  arena += end - start;
  const bytes = Buffer.allocUnsafeSlow(arena);
  for (let run = 0, at = 0; run < runs.length; run += 2) {
    const length = runs[run + 1]!;
    memcpy(at === 0 ? bytes : bytes.subarray(at), BigInt(runs[run]!), length);
    at += length;
  }
  return bytes;
}

const headersCell = new BigUint64Array(1);
const nameCell = new BigUint64Array(1);
const valueCell = new BigUint64Array(1);
const sizeCell = new BigUint64Array(1);

function readHeaders(message: bigint): RecordHeader[] | null {
  if (messageHeaders(message, headersCell) !== 0) return null;
  const headers: RecordHeader[] = [];
  for (let i = 0; headerGetAll(headersCell[0]!, i, nameCell, valueCell, sizeCell) === 0; i++) {
    const name = copyBytes(nameCell[0]!, Number(strlen(nameCell[0]!))).toString();
    headers.push({ name, value: valueCell[0] ? copyBytes(valueCell[0], Number(sizeCell[0])) : null });
  }
  return headers.length > 0 ? headers : null;
}
