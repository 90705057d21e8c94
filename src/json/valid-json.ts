import { isUtf8 } from 'node:buffer';
import { JsonScanner } from './scanner.js';

const scanner = new JsonScanner();

/**
 * Whether `bytes[start..end)` is one JSON text (RFC 8259): strict UTF-8, nothing but white space around the value, at most
 * `maxDepth` arrays and objects open at a time. Fit for every record of a read: nothing is allocated for short ASCII text.
 */
export function validJson(bytes: Buffer, start: number, end: number, maxDepth: number): boolean {
  scanner.over(bytes, start, end);
  scanner.maybeNonAscii = false;
  const behind = scanner.value(scanner.gap(start), maxDepth);
  const valid =
    behind >= 0 && scanner.gap(behind) === end && (!scanner.maybeNonAscii || isUtf8(bytes.subarray(start, end)));
  scanner.release();
  return valid;
}
