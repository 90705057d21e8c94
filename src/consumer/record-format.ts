import { GatewayError } from '../errors/gateway-error.js';
import { validJson } from '../json/valid-json.js';
import type { RecordBatch } from '../kafka/record.js';
import type { RecordSlice } from './record-slice.js';

/** How an instance shows the bytes of keys and values. */
export type RecordFormat = 'binary' | 'json' | 'avro' | 'jsonschema' | 'protobuf';

/** The part of a record that cannot be shown in a format. */
export interface Undecodable {
  readonly part: 'key' | 'value';
  /** Goes on from "The value …". */
  readonly reason: string;
}

/** Stored JSON may be nested deeper than a request's: somebody else may have written it. */
const STORED_DEPTH_MAX = 1000;

const KEY_NOT_JSON: Undecodable = { part: 'key', reason: 'is not valid JSON' };
const VALUE_NOT_JSON: Undecodable = { part: 'value', reason: 'is not valid JSON' };

/** Whether the data of a format name a schema of the registry, which says how they are read: the formats are one family. */
export function hasSchemas(format: RecordFormat): boolean {
  return format !== 'binary' && format !== 'json';
}

/** What of record `i` cannot be shown in the format; null when all can. A null key or value always can. */
export function undecodable(format: RecordFormat, { batch, undecoded }: RecordSlice, i: number): Undecodable | null {
  if (format === 'binary') return null;
  if (format !== 'json') return undecoded?.get(i) ?? null;
  if (!isJson(batch, batch.keyStart[i]!, batch.keyLength[i]!)) return KEY_NOT_JSON;
  return isJson(batch, batch.valueStart[i]!, batch.valueLength[i]!) ? null : VALUE_NOT_JSON;
}

/** The error of a read that stops at record `i`. */
export function undecodableError({ part, reason }: Undecodable, batch: RecordBatch, i: number): GatewayError {
  return new GatewayError('record-undecodable', `The ${part} of ${placeOf(batch, i)} ${reason}`);
}

/** Record `i` in a sentence. */
export function placeOf({ topics, partitions, offsets }: RecordBatch, i: number): string {
  return `the record at topic ${topics[i]}, partition ${partitions[i]}, offset ${offsets[i]}`;
}

function isJson(batch: RecordBatch, start: number, length: number): boolean {
  return length < 0 || validJson(batch.bytes, start, start + length, STORED_DEPTH_MAX);
}
