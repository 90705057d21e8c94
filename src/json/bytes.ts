/** Bytes of JSON text. */
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const SLASH = 0x2f;
export const ZERO = 0x30;
export const NINE = 0x39;
export const COLON = 0x3a;
export const OPEN_BRACKET = 0x5b;
export const BACKSLASH = 0x5c;
export const CLOSE_BRACKET = 0x5d;
export const LOWER_N = 0x6e;
export const LOWER_U = 0x75;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;

/**
 * A table of 256 entries, 1 for each of `members`. Who reads it in a loop makes its own at module level: the engine takes
 * a constant of the same module, not an import, for a constant.
 */
export function tableOf(members: Iterable<number>): Uint8Array {
  const table = new Uint8Array(256);
  for (const member of members) table[member] = 1;
  return table;
}

export const HEX_DIGITS = '0123456789abcdefABCDEF';
