import { QUOTE } from '../../json/bytes.js';
import { rewriteEscapes } from '../../json/compact.js';
import type { JsonScanner } from '../../json/scanner.js';
import { DatumReader } from '../datum-reader.js';
import { decodeBase64, decodeGroups } from './base64.js';

const NOT_BASE64 = 'not base64 (standard alphabet, padding optional)';

/** `binary`: a string of strict base64. */
export class BinaryDatumReader extends DatumReader {
  override read(json: JsonScanner, bytes: Buffer, at: number, end: number, maxDepth: number): number {
    this.fault = null;
    if (bytes[at] !== QUOTE) {
      this.fault = 'must be a string of base64';
      return json.value(at, maxDepth);
    }
    const start = at + 1;
    // most of the text in one pass; the scanner then finds the end, a few bytes away
    const rest = decodeGroups(bytes, start, end);
    json.rewritable = false;
    const behind = json.string(rest);
    if (behind < 0) return behind;
    // base64 may be written with escapes: `\/` is a slash to every JSON writer
    const close = json.rewritable ? rewriteEscapes(bytes, rest, behind - 1, rest) : behind - 1;
    const stop = decodeBase64(bytes, rest, close, start + ((rest - start) / 4) * 3);
    if (stop < 0) this.fault = NOT_BASE64;
    this.start = start;
    this.length = stop - start;
    return behind;
  }
}
