import { compactJson } from '../../json/compact.js';
import type { JsonScanner } from '../../json/scanner.js';
import { DatumReader } from '../datum-reader.js';

/** `json`: any value, stored compact, with its numbers as they were sent. */
export class JsonDatumReader extends DatumReader {
  override read(json: JsonScanner, bytes: Buffer, at: number, _end: number, maxDepth: number): number {
    json.spaced = false;
    json.rewritable = false;
    const behind = json.value(at, maxDepth);
    if (behind < 0) return behind;
    this.start = at;
    this.length = (json.spaced || json.rewritable ? compactJson(bytes, at, behind) : behind) - at;
    return behind;
  }
}
