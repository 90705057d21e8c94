import { isUtf8 } from 'node:buffer';
import type { GatewayError } from '../errors/gateway-error.js';
import { CLOSE_BRACE, CLOSE_BRACKET, COLON, COMMA, OPEN_BRACE, OPEN_BRACKET, QUOTE } from './bytes.js';
import { invalidUtf8, malformedJson, nestedTooDeep } from './faults.js';
import type { FieldNames } from './field-names.js';
import { JsonScanner } from './scanner.js';

const NOTHING = Buffer.alloc(0);

/**
 * A place in a JSON body that is read in one pass by code that knows its shape. Every method moves `at`, or throws the
 * `GatewayError` (`bad-request`) that names the byte where the body is no JSON. Arrays and objects are walked with
 *
 *     for (let more = cursor.enter(); more; more = cursor.next()) { … read one element … }
 *
 * and in objects `cursor.field(…)` comes first. One cursor serves one body at a time and is used again for the next.
 */
export class JsonCursor {
  readonly scanner = new JsonScanner();
  bytes: Buffer = NOTHING;
  /** The next byte to be read. */
  at = 0;
  end = 0;
  /** Where the text begins: faults are counted from there. */
  private start = 0;
  /** The inside of the last name that was none of the expected: `bytes[nameStart..nameEnd)`, escapes and all. */
  nameStart = 0;
  nameEnd = 0;
  /** How many more arrays and objects may open here. */
  depthLeft: number;

  private readonly closers: Uint8Array;
  private depth = 0;

  /** @param maxDepth deepest nesting of a body, at least 1 */
  constructor(private readonly maxDepth: number) {
    this.depthLeft = maxDepth;
    this.closers = new Uint8Array(maxDepth);
  }

  /** Takes up a body and goes to its first token. */
  open(body: Buffer): void {
    if (!isUtf8(body)) throw invalidUtf8();
    this.openPart(body, 0, body.length);
  }

  /** Takes up `bytes[start..end)`, which must be valid UTF-8, and goes to its first token. */
  openPart(bytes: Buffer, start: number, end: number): void {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.depth = 0;
    this.depthLeft = this.maxDepth;
    this.scanner.over(bytes, start, end);
    this.at = this.scanner.gap(start);
  }

  /** Checks that nothing is left but white space. */
  finish(): void {
    this.moveTo(this.scanner.gap(this.at));
    if (this.at !== this.end) throw this.malformed(this.at);
  }

  /** Lets go of the body. */
  release(): void {
    this.bytes = NOTHING;
    this.end = 0;
    this.scanner.release();
  }

  /** The byte that comes next; 0 at the end. The first byte of a value tells its kind. */
  peek(): number {
    return this.at < this.end ? this.bytes[this.at]! : 0;
  }

  /** Enters the array or object that begins here. True: its first element or member comes next. False: it is empty and passed. */
  enter(): boolean {
    const opener = this.peek();
    if (opener !== OPEN_BRACE && opener !== OPEN_BRACKET) throw this.malformed(this.at);
    if (this.depthLeft === 0) throw this.tooDeep(this.at);
    const closer = opener === OPEN_BRACE ? CLOSE_BRACE : CLOSE_BRACKET;
    this.at = this.scanner.gap(this.at + 1);
    if (this.peek() === closer) {
      this.at++;
      return false;
    }
    this.closers[this.depth++] = closer;
    this.depthLeft--;
    return true;
  }

  /** Behind an element: goes to the next one (true) or leaves the array or object (false). */
  next(): boolean {
    this.at = this.scanner.gap(this.at);
    const byte = this.peek();
    if (byte === COMMA) {
      this.at = this.scanner.gap(this.at + 1);
      return true;
    }
    if (byte !== this.closers[this.depth - 1]) throw this.malformed(this.at);
    this.at++;
    this.depth--;
    this.depthLeft++;
    return false;
  }

  /** Reads a member's name and goes to its value. The index of the name among `fields`, -1 when it is none of them. */
  field(fields: FieldNames): number {
    const { bytes, at } = this;
    // nearly always one of the names as it is, a colon right behind it
    const index = at < this.end && bytes[at] === QUOTE ? fields.at(bytes, at) : -1;
    const colon = index < 0 ? -1 : at + fields.length(index) + 2;
    if (colon < 0 || colon >= this.end || bytes[colon] !== COLON) return this.otherField(fields);
    this.at = this.scanner.gap(colon + 1);
    return index;
  }

  private otherField(fields: FieldNames): number {
    const start = this.at + 1;
    this.moveTo(this.scanner.name(this.at));
    this.nameStart = start;
    this.nameEnd = this.scanner.nameEnd;
    return fields.find(this.bytes, this.nameStart, this.nameEnd);
  }

  /** Passes the value that begins here, whatever it is. */
  skip(): void {
    this.moveTo(this.scanner.value(this.at, this.depthLeft));
  }

  /** Goes to `position`; a negative one is the scanner's report of a fault. */
  moveTo(position: number): void {
    if (position < 0) {
      throw this.scanner.tooDeep ? this.tooDeep(~position) : this.malformed(~position);
    }
    this.at = position;
  }

  private malformed(position: number): GatewayError {
    return malformedJson(position - this.start, this.end - this.start);
  }

  private tooDeep(position: number): GatewayError {
    return nestedTooDeep(position - this.start, this.maxDepth);
  }

  /** The JavaScript string that the JSON string `bytes[start..end)`, quotes included, stands for. */
  stringAt(start: number, end: number): string {
    return JSON.parse(this.bytes.toString('utf8', start, end)) as string;
  }

  /** The JSON text `bytes[start..end)` for use in a message, cut to a length that reads well. */
  excerpt(start: number, end: number): string {
    const text = this.bytes.toString('utf8', start, Math.min(end, start + 160));
    return text.length > 40 ? `${text.slice(0, 40)}…` : text;
  }
}
