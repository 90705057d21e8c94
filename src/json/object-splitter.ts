import { BACKSLASH, CLOSE_BRACE, CLOSE_BRACKET, OPEN_BRACE, OPEN_BRACKET, QUOTE, SPACE } from './bytes.js';

/** Objects of one piece of text that the first list has room for. */
const FIRST_CAPACITY = 256;

/**
 * Finds the ends of JSON objects that stand one behind another, with or without white space in between, in text that comes
 * in pieces. It looks at strings and brackets only: whether an object is JSON, its reader says.
 */
export class ObjectSplitter {
  /** Positions behind the objects that ended in the last piece: the first `count` are valid. */
  ends = new Int32Array(FIRST_CAPACITY);
  count = 0;
  /** Position in the last piece of something that is no object; -1: there was none. Nothing behind it was looked at. */
  strayAt = -1;
  private depth = 0;
  private inString = false;
  private escaped = false;

  /** Whether an object has begun and not ended. */
  get open(): boolean {
    return this.depth > 0;
  }

  /** Goes through the next piece of the text. */
  feed(piece: Buffer): void {
    this.count = 0;
    this.strayAt = -1;
    const { length } = piece;
    let { depth, inString, escaped } = this;
    for (let at = 0; at < length; at++) {
      const byte = piece[at]!;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inString = false;
      } else if (depth > 0) {
        if (byte === QUOTE) inString = true;
        else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
        else if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && --depth === 0) this.end(at + 1);
      } else if (byte === OPEN_BRACE) {
        depth = 1;
      } else if (!isSpace(byte)) {
        this.strayAt = at;
        break;
      }
    }
    this.depth = depth;
    this.inString = inString;
    this.escaped = escaped;
  }

  private end(position: number): void {
    if (this.count === this.ends.length) {
      const ends = new Int32Array(this.ends.length * 2);
      ends.set(this.ends);
      this.ends = ends;
    }
    this.ends[this.count++] = position;
  }
}

function isSpace(byte: number): boolean {
  return byte === SPACE || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
