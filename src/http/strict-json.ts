import { isUtf8 } from 'node:buffer';
import { GatewayError } from '../errors/gateway-error.js';
import { invalidUtf8, malformedJson, nestedTooDeep } from '../json/faults.js';
import { JsonScanner } from '../json/scanner.js';

const WHITE_SPACE: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);
const scanner = new JsonScanner();

/**
 * Parses a JSON text strictly: UTF-8 without a byte order mark, nothing behind the value, at most `maxDepth` arrays and
 * objects open at a time. Of members with the same name the last one counts.
 *
 * @throws GatewayError `bad-request`, naming the position
 */
export function parseJson(bytes: Buffer, maxDepth: number): unknown {
  if (!isUtf8(bytes)) throw invalidUtf8();
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    throw new GatewayError('bad-request', 'The body begins with a byte order mark. Send plain UTF-8.');
  }
  scanner.over(bytes, 0, bytes.length);
  const end = scanner.value(behindSpace(bytes, 0), maxDepth);
  const { tooDeep } = scanner;
  scanner.release();
  if (tooDeep) throw nestedTooDeep(~end, maxDepth);
  if (end < 0) throw malformedJson(~end, bytes.length);
  const behind = behindSpace(bytes, end);
  if (behind < bytes.length) throw malformedJson(behind, bytes.length);
  return JSON.parse(bytes.toString('utf8')) as unknown;
}

function behindSpace(bytes: Buffer, at: number): number {
  let i = at;
  while (i < bytes.length && WHITE_SPACE.has(bytes[i]!)) i++;
  return i;
}
