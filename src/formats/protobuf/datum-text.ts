/** Integers that a double cannot hold may be in here: a number that begins with 16 digits, or with an exponent. */
const MAYBE_INEXACT = /(?:^|[:,[\s])-?(?:\d{16}|\d[\d.]*[eE]\+?\d)/;

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** No 64-bit integer has more digits, zeros behind it aside. */
const MAX_EXPONENT = 20;

/** Whether `parseExact` may find more in the text than `JSON.parse`. */
export function maybeInexact(text: string): boolean {
  return MAYBE_INEXACT.test(text);
}

/** Parses valid JSON; a whole number that `JSON.parse` would round comes out as a bigint. Several times slower. */
export function parseExact(text: string): unknown {
  return JSON.parse(text, revive);
}

function revive(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
  return exactInteger(context?.source ?? '') ?? value;
}

/** The whole number that a JSON number stands for; null when it is none, or larger than any field can hold. */
function exactInteger(source: string): bigint | null {
  const parts = DECIMAL.exec(source);
  if (!parts) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts;
  const digits = (whole + fraction).replace(/^0+/, '');
  const zeros = Number(exponent) - fraction.length;
  if (digits.length + zeros > MAX_EXPONENT || zeros > MAX_EXPONENT) return null;
  if (zeros >= 0) return BigInt(sign + digits + '0'.repeat(zeros));
  const cut = digits.length + zeros;
  if (cut <= 0 || /[^0]/.test(digits.slice(cut))) return null;
  return BigInt(sign + digits.slice(0, cut));
}
