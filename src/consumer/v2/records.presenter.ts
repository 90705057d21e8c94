import { setImmediate as nextTurn } from 'node:timers/promises';
import { base64Length } from '../../formats/binary/base64.js';
import type { Delivery } from '../delivery.js';
import type { RecordFormat, Undecodable } from '../record-format.js';
import { recordBytes, type RecordSlice } from '../record-slice.js';
import { RecordBuffer } from './record-buffer.js';

/** What a client asked for beside key, value and place: `?include=headers,timestamp`. */
export interface Included {
  headers: boolean;
  timestamp: boolean;
}

/** Most bytes of a record beside key, value and topic: names, quotes, commas, numbers, `null`. */
const FRAME = 128;
/** Records after which other requests get a turn of the event loop. */
const RECORDS_PER_TURN = 8192;

/** The records of a delivery as a JSON array, bytes to bytes in one pass. Stored JSON is embedded as it is stored. */
export async function presentRecords(delivery: Delivery, included: Included): Promise<Buffer> {
  const out = new RecordBuffer(expectedBytes(delivery));
  out.ascii('[');
  let written = 0;
  for (const slice of delivery.slices) {
    writeSlice(out, slice, delivery, included);
    written += slice.to - slice.from;
    if (written < RECORDS_PER_TURN) continue;
    written = 0;
    await nextTurn();
  }
  if (delivery.count > 0) out.chop();
  out.ascii(']');
  return out.finish();
}

function expectedBytes({ slices, format }: Delivery): number {
  let bytes = 2;
  for (const slice of slices) {
    bytes += (slice.to - slice.from) * (FRAME + slice.position.topic.length);
    bytes += format === 'json' ? slice.bytes : base64Length(slice.bytes);
  }
  return bytes;
}

/** Every record ends with a comma. */
function writeSlice(out: RecordBuffer, slice: RecordSlice, delivery: Delivery, included: Included): void {
  const { batch, from, to, position, faults } = slice;
  const extras = included.timestamp || included.headers;
  const place = `,"partition":${position.partition},"offset":`;
  const topic = `,"topic":${JSON.stringify(position.topic)}`;
  for (let i = from; i < to; i++) {
    const fault = faults?.get(i);
    if (fault && delivery.onUndecodable === 'skip') continue;
    const format = fault ? 'binary' : delivery.format;
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
  if (format === 'json') return out.copy(bytes, start, length);
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
  if (fault) text += `,"error":"the ${fault} is not valid JSON; key and value are base64"`;
  return text;
}

function writeExtras(out: RecordBuffer, text: string): void {
  out.reserve(3 * text.length + FRAME);
  out.text(text);
}
