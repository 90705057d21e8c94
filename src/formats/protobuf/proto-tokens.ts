import { excerpt, invalidSchema } from './invalid-schema.js';
import { unescapeString } from './proto-strings.js';

enum Kind {
  End,
  Name,
  Number,
  String,
  Symbol,
}

const WORD = /[A-Za-z0-9_]/;
const IS_WORD = Array.from({ length: 128 }, (_, code) => WORD.test(String.fromCharCode(code)));

/**
 * The tokens of a .proto file, one at a time and in one pass: time and memory grow with the text's length only, whatever is
 * in it. Every fault is thrown as `schema-invalid` and names the line.
 */
export class ProtoTokens {
  /** The token that comes next, as written; empty at the end. */
  text = '';
  private kind = Kind.End;
  private start = 0;
  private at = 0;

  /** @param file named in faults; null for the schema itself */
  constructor(
    private readonly source: string,
    private readonly file: string | null,
  ) {
    this.advance();
  }

  get ended(): boolean {
    return this.kind === Kind.End;
  }

  /** Whether the next token is this symbol or name. */
  is(text: string): boolean {
    return this.text === text && this.kind !== Kind.String;
  }

  get isName(): boolean {
    return this.kind === Kind.Name;
  }

  get isString(): boolean {
    return this.kind === Kind.String;
  }

  /** Passes the next token if it is this symbol or name. */
  skip(text: string): boolean {
    if (!this.is(text)) return false;
    this.advance();
    return true;
  }

  /** Passes this symbol or name, which has to come. */
  expect(text: string): void {
    if (!this.skip(text)) throw this.unexpected(`"${text}"`);
  }

  /** @param what the name is for, to be read after "expected" */
  name(what: string): string {
    if (this.kind !== Kind.Name) throw this.unexpected(what);
    return this.take();
  }

  /** Names with dots between them, with a dot in front if there is one. */
  dottedName(what: string): string {
    let name = this.skip('.') ? '.' : '';
    name += this.name(what);
    const parts = [name];
    while (this.skip('.')) parts.push(this.name(what));
    return parts.join('.');
  }

  /** A whole number, which may be beyond what is exact. */
  integer(what: string): number {
    const sign = this.skip('-') ? -1 : 1;
    const { text } = this;
    if (this.kind !== Kind.Number || !/^(?:0[xX][0-9A-Fa-f]+|[0-9]+)$/.test(text)) throw this.unexpected(what);
    this.advance();
    return sign * (/^0[0-7]+$/.test(text) ? parseInt(text, 8) : Number(text)) + 0;
  }

  /** Strings side by side are one. */
  string(what: string): string {
    if (this.kind !== Kind.String) throw this.unexpected(what);
    const parts: string[] = [];
    while (this.kind === Kind.String) parts.push(unescapeString(this.take().slice(1, -1)));
    return parts.join('');
  }

  /** The next token as it is written; passes it. */
  take(): string {
    const { text } = this;
    this.advance();
    return text;
  }

  /** The fault that something else than the next token was expected. */
  unexpected(expected: string): Error {
    const found = this.kind === Kind.End ? 'the end' : this.kind === Kind.String ? 'a string' : excerpt(this.text);
    return this.fault(`expected ${expected}, found ${found}`);
  }

  /** A fault of the text where the next token is. */
  fault(why: string): Error {
    let line = 1;
    for (let i = this.source.indexOf('\n'); i >= 0 && i < this.start; i = this.source.indexOf('\n', i + 1)) line++;
    return invalidSchema(`${this.file === null ? '' : `import ${excerpt(this.file)}, `}line ${line}: ${why}`);
  }

  private advance(): void {
    const { source } = this;
    const start = (this.start = this.gap(this.at));
    if (start >= source.length) return this.found(Kind.End, start);
    const code = source.charCodeAt(start);
    if (code === 0x22 || code === 0x27) return this.found(Kind.String, this.stringEnd(code));
    const digit = code >= 0x30 && code <= 0x39;
    let end = start + 1;
    if (!isWord(code)) return this.found(Kind.Symbol, end);
    // 1.5e-3: a sign belongs to a number behind its exponent's letter only
    while (end < source.length && (isWord(source.charCodeAt(end)) || (digit && goesOn(source, end)))) end++;
    this.found(digit ? Kind.Number : Kind.Name, end);
  }

  private found(kind: Kind, end: number): void {
    this.kind = kind;
    this.text = this.source.slice(this.start, end);
    this.at = end;
  }

  private stringEnd(quote: number): number {
    const { source } = this;
    for (let i = this.start + 1; i < source.length; i++) {
      const code = source.charCodeAt(i);
      if (code === quote) return i + 1;
      if (code === 0x0a) break;
      if (code === 0x5c) i++;
    }
    throw this.fault('the string does not end on its line');
  }

  /** Passes white space and comments. */
  private gap(from: number): number {
    const { source } = this;
    let at = from;
    for (;;) {
      const code = source.charCodeAt(at);
      if (code <= 0x20 || code === 0xfeff) at++;
      else if (code === 0x2f && source[at + 1] === '/') at = endOf(source.indexOf('\n', at), 1, source);
      else if (code === 0x2f && source[at + 1] === '*') {
        this.start = at;
        at = source.indexOf('*/', at + 2) + 2;
        if (at === 1) throw this.fault('the comment does not end');
      } else return at;
    }
  }
}

function isWord(code: number): boolean {
  return code < 128 && IS_WORD[code]!;
}

function goesOn(source: string, at: number): boolean {
  const char = source[at];
  return char === '.' || ((char === '-' || char === '+') && /[eE]/.test(source[at - 1]!) && source[at - 2] !== 'x');
}

function endOf(found: number, length: number, source: string): number {
  return found < 0 ? source.length : found + length;
}
