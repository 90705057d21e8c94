import { writeBase64 } from '../../formats/binary/base64.js';
import { GrowingBuffer } from '../../json/growing-buffer.js';

const INITIAL = 64 * 1024;

/** A buffer that was left over by a short answer, for the next one. */
let spare: Buffer | null = null;

/** The JSON text of an answer. */
export class RecordBuffer extends GrowingBuffer {
  /** @param expected bytes that will probably be written */
  constructor(expected: number) {
    if (spare && expected <= INITIAL) {
      super(0);
      this.bytes = spare;
      spare = null;
    } else {
      super(Math.max(expected, INITIAL));
    }
  }

  /** The bytes as padded base64. */
  base64(source: Buffer, start: number, length: number): void {
    this.length = writeBase64(this.bytes, this.length, source, start, length);
  }

  /** What was written; the buffer must not be used any more. */
  finish(): Buffer {
    const { bytes, length } = this;
    if (bytes.length > INITIAL) return bytes.subarray(0, length);
    spare = bytes;
    return Buffer.from(bytes.subarray(0, length));
  }
}
