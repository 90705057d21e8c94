import type { GrowingBuffer } from '../../json/growing-buffer.js';
import type { DatumFault } from '../schema-codec.js';
import type { AvroNode } from './avro-node.js';
import { DatumWalk, NOTHING } from './datum-walk.js';
import { excerpt } from './fault-words.js';
import type { RecordField } from './record-field.js';

const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** Fields that defaults may fill in one datum, and bytes that they may take: `[{},{},…]` would otherwise make any amount of them. */
const MAX_DEFAULTS = 1 << 24;
const MAX_DEFAULT_BYTES = 1 << 26;

/**
 * One datum on its way from JSON to Avro: the text, valid JSON of which only the meaning is in question, and the bytes so
 * far. Positions are those in `json`.
 */
export class DatumText extends DatumWalk {
  json: Buffer = NOTHING;
  end = 0;
  /** Behind the closing quote of the name that was looked up last. */
  nameEnd = 0;
  /** Places that records and maps note while they are open, used like a stack up to `top`. */
  slots = new Int32Array(64);
  top = 0;
  /** Unions take the first branch that fits and know no tags: the rule for defaults in a schema. */
  untagged = false;
  /** Works out a default while the schema is being compiled; later all are there. */
  lateDefault: ((field: RecordField) => Buffer | null) | null = null;

  /** Bytes of the text that unions may still read again to find the branch that fits. */
  private rereads = 0;
  private defaults = 0;
  private defaultBytes = 0;

  /** Translates `json[start..end)`; the result goes behind what `out` holds. */
  run(node: AvroNode, json: Buffer, start: number, end: number, out: GrowingBuffer): DatumFault | null {
    this.json = json;
    this.end = end;
    this.top = 0;
    this.begin(out);
    this.rereads = rereadsOf(end - start);
    this.defaults = MAX_DEFAULTS;
    this.defaultBytes = MAX_DEFAULT_BYTES;
    const behind = node.encode(this, start);
    this.json = NOTHING;
    return this.finish(behind);
  }

  /** The value at `at` is not what `node` wants. */
  mismatch(node: AvroNode, at: number): -1 {
    return this.fault(`must be ${node.wanted} (was ${this.excerptAt(at)})`);
  }

  /** Drops a fault: there is another way to read the value. */
  forgive(top: number, depth: number): void {
    this.dropFault(depth);
    this.top = top;
  }

  /** Allows to read `bytes` of the text once more. Without it, unions in unions would take exponential time. */
  mayReread(bytes: number): boolean {
    this.rereads -= bytes;
    return this.rereads >= 0;
  }

  get rereadsSpent(): boolean {
    return this.rereads < 0;
  }

  /** Writes the default of a field; -1 when it has none or they get out of hand. */
  writeDefault(field: RecordField): number {
    const bytes = field.defaultBytes ?? this.lateDefault?.(field) ?? null;
    if (bytes === null) return this.fault('missing, and the schema has no default');
    if (--this.defaults < 0 || (this.defaultBytes -= bytes.length) < 0) {
      return this.fault('too many missing fields to fill with their defaults');
    }
    this.out.reserve(bytes.length);
    this.out.copy(bytes, 0, bytes.length);
    return 0;
  }

  /** Takes `count` slots, each -1; returns the first. Give them back by setting `top` to it. */
  claim(count: number): number {
    const base = this.top;
    this.top += count;
    if (this.top > this.slots.length) {
      const grown = new Int32Array(Math.max(this.top, this.slots.length * 2));
      grown.set(this.slots);
      this.slots = grown;
    }
    this.slots.fill(-1, base, this.top);
    return base;
  }

  /** Passes white space. */
  gap(at: number): number {
    let i = at;
    while (i < this.end && this.json[i]! <= SPACE) i++;
    return i;
  }

  /** From behind a member's name to its value. */
  value(nameEnd: number): number {
    return this.gap(this.gap(nameEnd) + 1);
  }

  /** Behind the closing quote of the string that begins at `at`. */
  stringEnd(at: number): number {
    const { json, end } = this;
    let i = at + 1;
    while (i < end && json[i] !== QUOTE) i += json[i] === BACKSLASH ? 2 : 1;
    return i + 1;
  }

  /** Behind the value that begins at `at`. */
  skip(at: number): number {
    const { json, end } = this;
    const first = json[at]!;
    if (first === QUOTE) return this.stringEnd(at);
    let i = at;
    if (first !== OPEN_BRACE && first !== OPEN_BRACKET) {
      while (i < end && !endsScalar(json[i]!)) i++;
      return i;
    }
    for (let open = 0; i < end;) {
      const byte = json[i]!;
      if (byte === QUOTE) {
        i = this.stringEnd(i);
        continue;
      }
      i++;
      if (byte === OPEN_BRACE || byte === OPEN_BRACKET) open++;
      else if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && --open === 0) return i;
    }
    return i;
  }

  /** The value at `at` as a message shows it. */
  excerptAt(at: number): string {
    return excerpt(this.json.toString('utf8', at, Math.min(this.skip(at), at + 640)));
  }

  /** The string that stands at `at`, escapes resolved. */
  stringAt(at: number): string {
    return JSON.parse(this.json.toString('utf8', at, this.stringEnd(at))) as string;
  }
}

/** Bytes that unions may read again: many times a small datum, a few times a large one. */
function rereadsOf(length: number): number {
  return Math.min(16 * length + 65_536, 4 * length + 8_388_608);
}

function endsScalar(byte: number): boolean {
  return byte <= SPACE || byte === COMMA || byte === CLOSE_BRACE || byte === CLOSE_BRACKET;
}
