import { QUOTE } from '../../json/bytes.js';
import type { JsonScanner } from '../../json/scanner.js';
import { DatumReader } from '../datum-reader.js';

/** `string`: a JSON string, stored as its text in UTF-8, without quotes. */
export class StringDatumReader extends DatumReader {
  override read(json: JsonScanner, bytes: Buffer, at: number, _end: number, maxDepth: number): number {
    this.fault = null;
    this.start = at + 1;
    const behind = json.value(at, maxDepth);
    if (behind < 0) return behind;
    this.length = behind - at - 2;
    if (bytes[at] !== QUOTE) this.fault = 'must be a string';
    else if (bytes.subarray(at, behind).includes(BACKSLASH)) this.unescape(bytes, at, behind);
    return behind;
  }

  /** An escape is never shorter than what it stands for. */
  private unescape(bytes: Buffer, at: number, behind: number): void {
    const text = JSON.parse(bytes.toString('utf8', at, behind)) as string;
    if (text.isWellFormed()) this.length = bytes.write(text, at + 1, 'utf8');
    else this.fault = 'must be valid Unicode: it has half of a surrogate pair';
  }
}

const BACKSLASH = '\\';
