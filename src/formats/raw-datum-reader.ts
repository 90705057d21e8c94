import type { JsonScanner } from '../json/scanner.js';
import { DatumReader } from './datum-reader.js';

/** Leaves a datum as it is: JSON text for a codec that needs to know its schema first. */
export class RawDatumReader extends DatumReader {
  override read(json: JsonScanner, _bytes: Buffer, at: number, _end: number, maxDepth: number): number {
    const behind = json.value(at, maxDepth);
    this.start = at;
    this.length = behind - at;
    return behind;
  }
}
