const MINUS = 0x2d;
const PLUS = 0x2b;
const DOT = 0x2e;
const ZERO = 0x30;
const LOWER_E = 0x65;

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** Digits of the longest long, and one more. */
const TOO_MANY_DIGITS = 20;

/** Powers of ten that a double holds exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** Whole numbers with this many digits are exact as doubles. */
const EXACT_DIGITS = 15;

/** The end of the JSON number that begins at `at`; `at` itself when none does. */
export function numberEnd(json: Buffer, at: number, end: number): number {
  let i = at;
  while (i < end && isOfNumber(json[i]!)) i++;
  return i;
}

function isOfNumber(byte: number): boolean {
  return (byte - ZERO) >>> 0 <= 9 || byte === MINUS || byte === DOT || byte === PLUS || (byte | 0x20) === LOWER_E;
}

/**
 * The whole number that a JSON number stands for, exactly: `1e3` and `1.0` are whole.
 *
 * @returns null when it is not whole; `'far'` when it has more digits than any long
 */
export function wholeNumber(text: string): bigint | 'far' | null {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = NUMBER.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = trimmedLength(digits);
  if (significant === 0) return 0n;
  const zeros = Number(exponent) - fraction.length + (digits.length - significant);
  if (zeros < 0) return null;
  if (significant + zeros >= TOO_MANY_DIGITS) return 'far';
  return BigInt(`${sign}${digits.slice(0, significant)}${'0'.repeat(zeros)}`);
}

/** The length without zeros at the end. Not a regular expression: `/0+$/` takes quadratic time on zeros in the middle. */
function trimmedLength(digits: string): number {
  let length = digits.length;
  while (length > 0 && digits.charCodeAt(length - 1) === ZERO) length--;
  return length;
}

/** The double nearest to the JSON number `json[at..end)`; beyond all doubles it is infinite. */
export function doubleOf(json: Buffer, at: number, end: number): number {
  const negative = json[at] === MINUS;
  const first = negative ? at + 1 : at;
  let mantissa = 0;
  let decimals = -1; // none seen, no dot yet
  let i = first;
  for (; i < end; i++) {
    const digit = json[i]! - ZERO;
    if (digit >>> 0 <= 9) {
      mantissa = mantissa * 10 + digit;
      if (decimals >= 0) decimals++;
    } else if (json[i] === DOT) {
      decimals = 0;
    } else break;
  }
  // Both exact, so the quotient is rounded once, as it must be (W. D. Clinger, How to Read Floating Point Numbers Accurately).
  if (i === end && end - first <= EXACT_DIGITS + 1 && mantissa < 1e15) {
    const value = decimals > 0 ? mantissa / POWERS[decimals]! : mantissa;
    return negative ? -value : value;
  }
  return Number(json.toString('latin1', at, end));
}
