import { HEX_DIGITS, tableOf } from './bytes.js';

// Declared here although bytes.ts has them: the engine folds constants of the same module only, a third of the scan's time.
const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const DOT = 0x2e;
const SLASH = 0x2f;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const LOWER_E = 0x65;
const LOWER_F = 0x66;
const LOWER_N = 0x6e;
const LOWER_T = 0x74;
const LOWER_U = 0x75;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** The four bytes of white space that JSON knows. */
const IS_SPACE = tableOf(Buffer.from(' \t\n\r'));

/** The ASCII that stands for itself in a string: all but the quote, the backslash and control characters. */
const IS_PLAIN = tableOf(
  Array.from({ length: 0x60 }, (_, k) => SPACE + k).filter((b) => b !== QUOTE && b !== BACKSLASH),
);

/** The letters that may follow a backslash, `u` aside. */
const IS_SHORT_ESCAPE = tableOf(Buffer.from('"\\/bfnrt'));

const IS_HEX = tableOf(Buffer.from(HEX_DIGITS));

/** Bytes of a string that are looked at one by one, before it pays to look at eight at a time. */
const NEAR = 40;

/** A text shorter than this is not worth a view for looking at eight bytes at a time. */
const WORDS_FROM = 512;

const NOTHING = Buffer.alloc(0);

/**
 * Walks over JSON (RFC 8259) as bytes, without making anything of it: no recursion, no allocation per value, no number
 * ever converted. UTF-8 is not its business: check the whole text once with `isUtf8`.
 *
 * Every method takes the position of the first byte to read and returns the position behind what it read, or, at a
 * fault, the complement (`~position`, always negative) of the position of the first byte that cannot be.
 */
export class JsonScanner {
  /** White space was passed between tokens. Set by the scanner, cleared by its user. */
  spaced = false;
  /** An escape was met that `JSON.stringify` writes otherwise. Set by the scanner, cleared by its user. */
  rewritable = false;
  /** Text outside ASCII may have been passed. Set by the scanner, cleared by its user. */
  maybeNonAscii = false;
  /** The last fault was a value nested too deeply, not malformed text. */
  tooDeep = false;
  /** Position of the closing quote of the last member's name. */
  nameEnd = 0;

  private bytes: Buffer = NOTHING;
  /** Bytes of a string to be looked at one by one. */
  private near = NEAR;
  private end = 0;
  /** The same memory from position 0 on, for reading words; made when the first long string is met. */
  private words: DataView | null = null;
  /** The closing byte of each open array or object. */
  private closers = new Uint8Array(64);

  /** Takes up the text `bytes[start..end)`. Bytes already passed may be overwritten while the scan goes on. */
  over(bytes: Buffer, start: number, end: number): void {
    this.bytes = bytes;
    this.near = end - start < WORDS_FROM ? end - start : NEAR;
    this.end = end;
    this.words = null;
    this.tooDeep = false;
  }

  /** Lets go of the text. */
  release(): void {
    this.bytes = NOTHING;
    this.end = 0;
    this.words = null;
  }

  /** Passes white space, if there is any. Never fails. */
  gap(at: number): number {
    return at < this.end && this.bytes[at]! <= SPACE ? this.space(at) : at;
  }

  private space(at: number): number {
    const { bytes, end } = this;
    let i = at;
    while (i < end && IS_SPACE[bytes[i]!] === 1) i++;
    if (i !== at) this.spaced = true;
    return i;
  }

  /** One value of any kind with at most `maxDepth` arrays and objects open at a time; no white space before it. */
  value(at: number, maxDepth: number): number {
    const { bytes, end } = this;
    const closers = this.closersFor(maxDepth);
    let depth = 0;
    let i = at;
    for (;;) {
      const first = i < end ? bytes[i]! : 0;
      if (first === QUOTE) {
        i = this.shortString(i + 1);
      } else if (first === OPEN_BRACE || first === OPEN_BRACKET) {
        if (depth >= maxDepth) {
          this.tooDeep = true;
          return ~i;
        }
        const closer = first + 2; // `{` + 2 is `}`, `[` + 2 is `]`
        i = this.gap(i + 1);
        if (i < end && bytes[i] === closer) {
          i++;
        } else {
          closers[depth++] = closer;
          if (closer === CLOSE_BRACE && (i = this.name(i)) < 0) return i;
          continue;
        }
      } else {
        i = this.numberOrWord(i);
      }
      if (i < 0) return i;
      // behind a value: as many closers as there are, then a comma or the end
      for (;;) {
        if (depth === 0) return i;
        i = this.gap(i);
        const next = i < end ? bytes[i]! : 0;
        const closer = closers[depth - 1]!;
        if (next === COMMA) {
          i = this.gap(i + 1);
          if (closer === CLOSE_BRACE && (i = this.name(i)) < 0) return i;
          break;
        }
        if (next !== closer) return ~i;
        depth--;
        i++;
      }
    }
  }

  /** A member's name, its colon and the white space around it, up to the first byte of the member's value. */
  name(at: number): number {
    const { bytes, end } = this;
    if (at >= end || bytes[at] !== QUOTE) return ~at;
    let i = this.shortString(at + 1);
    if (i < 0) return i;
    this.nameEnd = i - 1;
    i = this.gap(i);
    if (i >= end || bytes[i] !== COLON) return ~i;
    return this.gap(i + 1);
  }

  /** Like `string`, small enough to be inlined where most strings are short. */
  private shortString(at: number): number {
    const { bytes, end } = this;
    const stop = at + 16 < end ? at + 16 : end;
    let i = at;
    while (i < stop && IS_PLAIN[bytes[i]!] === 1) i++;
    return i < stop && bytes[i] === QUOTE ? i + 1 : this.string(i);
  }

  /** The rest of a string behind its opening quote, the closing quote included. */
  string(at: number): number {
    const { bytes, end, near } = this;
    let i = at;
    for (;;) {
      const stop = i + near < end ? i + near : end;
      while (i < stop && IS_PLAIN[bytes[i]!] === 1) i++;
      if (i === end) return ~end;
      const byte = bytes[i]!;
      if (byte === QUOTE) return i + 1;
      if (byte === BACKSLASH) {
        if ((i = this.escape(i)) < 0) return i;
      } else if (byte >= 0x80) {
        this.maybeNonAscii = true;
        do i++;
        while (i < end && bytes[i]! >= 0x80);
      } else if (i === stop) {
        i = this.plainWords(i);
      } else {
        return ~i;
      }
    }
  }

  /** A number, `true`, `false` or `null`. */
  private numberOrWord(at: number): number {
    switch (at < this.end ? this.bytes[at]! : 0) {
      case LOWER_T:
        return this.word(at, 'true');
      case LOWER_F:
        return this.word(at, 'false');
      case LOWER_N:
        return this.word(at, 'null');
      default:
        return this.number(at);
    }
  }

  private word(at: number, word: string): number {
    for (let k = 1; k < word.length; k++) {
      if (at + k >= this.end || this.bytes[at + k] !== word.charCodeAt(k)) return ~(at + k);
    }
    return at + word.length;
  }

  private number(at: number): number {
    const { bytes, end } = this;
    let i = at;
    if (i < end && bytes[i] === MINUS) i++;
    if (i < end && bytes[i] === ZERO) i++;
    else if ((i = this.digits(i)) < 0) return i;
    if (i < end && bytes[i] === DOT && (i = this.digits(i + 1)) < 0) return i;
    if (i < end && (bytes[i]! | 0x20) === LOWER_E) {
      i++;
      if (i < end && (bytes[i] === 0x2b || bytes[i] === MINUS)) i++;
      i = this.digits(i);
    }
    return i;
  }

  /** One digit or more. */
  private digits(at: number): number {
    const { bytes, end } = this;
    let i = at;
    while (i < end && bytes[i]! >= ZERO && bytes[i]! <= NINE) i++;
    return i === at ? ~at : i;
  }

  private escape(at: number): number {
    const { bytes, end } = this;
    const letter = at + 1 < end ? bytes[at + 1]! : 0;
    if (IS_SHORT_ESCAPE[letter] === 1) {
      if (letter === SLASH) this.rewritable = true;
      return at + 2;
    }
    if (letter !== LOWER_U) return ~(at + 1);
    this.rewritable = true;
    for (let i = at + 2; i < at + 6; i++) {
      if (i >= end || IS_HEX[bytes[i]!] === 0) return ~i;
    }
    return at + 6;
  }

  /** Passes text eight bytes at a time as long as none of them ends it. */
  private plainWords(at: number): number {
    const { bytes, end } = this;
    const words = (this.words ??= new DataView(bytes.buffer, bytes.byteOffset, bytes.length));
    const last = end - 8;
    let i = at;
    let seen = 0;
    while (i <= last) {
      const low = words.getInt32(i, true);
      const high = words.getInt32(i + 4, true);
      if (((endsText(low) | endsText(high)) & EACH_HIGH_BIT) !== 0) break;
      seen |= low | high;
      i += 8;
    }
    if ((seen & EACH_HIGH_BIT) !== 0) this.maybeNonAscii = true;
    return i;
  }

  private closersFor(maxDepth: number): Uint8Array {
    if (this.closers.length < maxDepth) this.closers = new Uint8Array(maxDepth);
    return this.closers;
  }
}

const EACH_HIGH_BIT = 0x80808080 | 0;

/**
 * For the four bytes of `word` at once: the high bit is set of a byte that is a quote, a backslash or below 0x20 (and
 * perhaps of bytes above such a one). The well-known tests for a zero byte and for a byte below a limit.
 */
function endsText(word: number): number {
  const quote = word ^ 0x22222222;
  const backslash = word ^ 0x5c5c5c5c;
  return ((quote - 0x01010101) & ~quote) | ((backslash - 0x01010101) & ~backslash) | ((word - 0x20202020) & ~word);
}
