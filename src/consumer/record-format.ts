import { GatewayError } from '../errors/gateway-error.js';
import { validJson } from '../json/valid-json.js';
import type { RecordBatch } from '../kafka/record.js';

/** How an instance shows the bytes of keys and values. */
export type RecordFormat = 'binary' | 'json';

/** The part of a record that cannot be shown in a format. */
export type Undecodable = 'key' | 'value';

/** Stored JSON may be nested deeper than a request's: somebody else may have written it. */
const STORED_DEPTH_MAX = 1000;

/** What of record `i` cannot be shown in the format; null when all can. A null key or value always can. */
export function undecodable(format: RecordFormat, batch: RecordBatch, i: number): Undecodable | null {
  switch (format) {
    case 'binary':
      return null;
    case 'json':
      if (!isJson(batch, batch.keyStart[i]!, batch.keyLength[i]!)) return 'key';
      return isJson(batch, batch.valueStart[i]!, batch.valueLength[i]!) ? null : 'value';
  }
}

/** The error of a read that stops at record `i`. */
export function undecodableError(part: Undecodable, batch: RecordBatch, i: number): GatewayError {
  return new GatewayError(
    'record-undecodable',
    `The ${part} of the record at topic ${batch.topics[i]}, partition ${batch.partitions[i]}, offset ${batch.offsets[i]} is not valid JSON`,
  );
}

function isJson(batch: RecordBatch, start: number, length: number): boolean {
  return length < 0 || validJson(batch.bytes, start, start + length, STORED_DEPTH_MAX);
}
