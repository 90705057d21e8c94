import { NINE, QUOTE, ZERO } from '../../json/bytes.js';
import type { JsonCursor } from '../../json/cursor.js';

const INSTANT = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;

/** Most digits whose number is exact in a double and a date. */
const MAX_DIGITS = 15;

/**
 * The non-negative integer that the bytes spell, digits only, or NaN. Fifteen digits at most.
 */
export function wholeNumber(bytes: Buffer, start: number, end: number): number {
  if (start === end || end - start > MAX_DIGITS) return NaN;
  let value = 0;
  for (let i = start; i < end; i++) {
    const digit = bytes[i]!;
    if (digit < ZERO || digit > NINE) return NaN;
    value = value * 10 + (digit - ZERO);
  }
  return value;
}

/**
 * The timestamp that the JSON text `[start..end)` of the cursor's body stands for, in milliseconds since the epoch: a
 * whole number or an ISO-8601 instant with its zone. NaN when it is neither, or not after the epoch: 0 reaches Kafka as
 * "now" in librdkafka, and shifting it silently would be worse than refusing it.
 */
export function timestampOf(cursor: JsonCursor, start: number, end: number): number {
  const { bytes } = cursor;
  const milliseconds = bytes[start] === QUOTE ? instant(cursor.stringAt(start, end)) : wholeNumber(bytes, start, end);
  return milliseconds > 0 ? milliseconds : NaN;
}

function instant(text: string): number {
  const date = INSTANT.exec(text)?.[1];
  if (date === undefined) return NaN;
  // Date.parse rolls 30 February over into March
  const day = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(day) || !new Date(day).toISOString().startsWith(date)) return NaN;
  return Date.parse(text);
}
