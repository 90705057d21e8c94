/** Below this length a native copy costs more than a loop. */
const NATIVE_FROM = 48;
const ZERO = 0x30;

/** Bytes that grow at their end. Make room with `reserve` first: nothing else looks at the capacity. */
export class GrowingBuffer {
  /** Written up to `length`. Replaced when it grows: do not keep it across a `reserve`. */
  bytes: Buffer;
  length = 0;

  /** @param capacity bytes to have room for at first */
  constructor(capacity: number) {
    this.bytes = Buffer.allocUnsafeSlow(capacity);
  }

  /** Makes room for this many bytes more. */
  reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.bytes.length * 2));
    this.bytes.copy(grown, 0, 0, this.length);
    this.bytes = grown;
  }

  /** One byte. */
  byte(value: number): void {
    this.bytes[this.length++] = value;
  }

  /** Text of one-byte characters. */
  ascii(text: string): void {
    const { bytes } = this;
    let at = this.length;
    if (text.length >= NATIVE_FROM) at += bytes.write(text, at, 'latin1');
    else for (let i = 0; i < text.length; i++) bytes[at++] = text.charCodeAt(i);
    this.length = at;
  }

  /** Any text; three bytes per UTF-16 code unit always suffice. */
  text(text: string): void {
    this.length += this.bytes.write(text, this.length, 'utf8');
  }

  /** The bytes as they are. */
  copy(source: Buffer, start: number, length: number): void {
    const { bytes } = this;
    let at = this.length;
    if (length >= NATIVE_FROM) source.copy(bytes, at, start, start + length);
    else for (let i = start; i < start + length; i++) bytes[at++] = source[i]!;
    this.length += length;
  }

  /** A whole number from 0 to 2⁵³ − 1. */
  number(value: number): void {
    if (value > 0x7fffffff) return this.ascii(String(value));
    const { bytes } = this;
    let digits = 1;
    for (let power = 10; digits < 10 && value >= power; power *= 10) digits++;
    let rest = value;
    for (let at = this.length + digits - 1; at >= this.length; at--) {
      const shorter = (rest / 10) | 0;
      bytes[at] = ZERO + rest - shorter * 10;
      rest = shorter;
    }
    this.length += digits;
  }

  /** Takes the last byte away. */
  chop(): void {
    this.length--;
  }
}
