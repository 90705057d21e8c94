import { setImmediate as nextTurn } from 'node:timers/promises';
import { base64Length } from '../../formats/binary/base64.js';
import type { RecordFormat, Undecodable } from '../record-format.js';
import { recordBytes, type RecordSlice } from '../record-slice.js';
import type { ShownRecords } from '../shown-records.js';
import { RecordBuffer } from './record-buffer.js';

/** What a client asked for beside key, value and place: `?include=headers,timestamp`. */
export interface Included {
  headers: boolean;
  timestamp: boolean;
  /** Leave the topic out: the path of the request names it. */
  withoutTopic?: boolean;
}

/** Most bytes of a record beside key, value and topic: names, quotes, commas, numbers, `null`. */
const FRAME = 128;
/** Records after which other requests get a turn of the event loop. */
const RECORDS_PER_TURN = 8192;

/** Records as a JSON array, bytes to bytes in one pass. Stored JSON is embedded as it is stored. */
export async function presentRecords(records: ShownRecords, included: Included): Promise<Buffer> {
  const out = new RecordBuffer(expectedBytes(records));
  out.ascii('[');
  let written = 0;
  for (const slice of records.slices) {
    writeSlice(out, slice, records, included);
    written += slice.to - slice.from;
    if (written < RECORDS_PER_TURN) continue;
    written = 0;
    await nextTurn();
  }
  if (records.count > 0) out.chop();
  out.ascii(']');
  return out.finish();
}

function expectedBytes({ slices, format }: ShownRecords): number {
  let bytes = 2;
  for (const slice of slices) {
    bytes += (slice.to - slice.from) * (FRAME + slice.position.topic.length);
    bytes += format === 'binary' ? base64Length(slice.bytes) : slice.bytes;
  }
  return bytes;
}

/** Every record ends with a comma. */
function writeSlice(out: RecordBuffer, slice: RecordSlice, records: ShownRecords, included: Included): void {
  const { batch, from, to, position, faults } = slice;
  const extras = included.timestamp || included.headers;
  const place = `,"partition":${position.partition},"offset":`;
  const topic = included.withoutTopic ? '' : `,"topic":${JSON.stringify(position.topic)}`;
  for (let i = from; i < to; i++) {
    const fault = faults?.get(i);
    if (fault && records.onUndecodable === 'skip') continue;
    const format = fault ? 'binary' : records.format;
    out.reserve(FRAME + topic.length + base64Length(recordBytes(batch, i)));
    out.ascii('{"key":');
    writeDatum(out, format, batch.bytes, batch.keyStart[i]!, batch.keyLength[i]!);
    out.ascii(',"value":');
    writeDatum(out, format, batch.bytes, batch.valueStart[i]!, batch.valueLength[i]!);
    out.ascii(place);
    out.number(batch.offsets[i]!);
    out.ascii(topic);
    if (extras || fault) writeExtras(out, extrasOf(slice, i, fault, included));
    out.ascii('},');
  }
}

function writeDatum(out: RecordBuffer, format: RecordFormat, bytes: Buffer, start: number, length: number): void {
  if (length < 0) return out.ascii('null');
  if (format !== 'binary') return out.copy(bytes, start, length);
  out.ascii('"');
  out.base64(bytes, start, length);
  out.ascii('"');
}

function extrasOf({ batch }: RecordSlice, i: number, fault: Undecodable | undefined, included: Included): string {
  let text = '';
  if (included.timestamp) {
    const timestamp = batch.timestamps?.[i] ?? -1;
    text += `,"timestamp":${timestamp >= 0 ? timestamp : null}`;
  }
  if (included.headers) {
    const headers = batch.headers?.[i] ?? [];
    text += `,"headers":${JSON.stringify(headers.map(({ name, value }) => ({ name, value: value?.toString('base64') ?? null })))}`;
  }
  // Both are base64 then: a reader need not find out which of them could be shown.
  if (fault)
    text += `,"error":${JSON.stringify(`the ${fault.part} ${fault.reason}; key and value are base64`.toWellFormed())}`;
  return text;
}

function writeExtras(out: RecordBuffer, text: string): void {
  out.reserve(3 * text.length + FRAME);
  out.text(text);
}
