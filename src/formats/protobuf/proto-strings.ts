const ESCAPE = /\\(?:([0-7]{1,3})|[xX]([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([\s\S]))/g;

const LETTERS = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

/**
 * What the inside of a string of a .proto file stands for. Names and paths only come from strings that matter here: bytes
 * above ASCII in octal or hexadecimal are taken for characters.
 */
export function unescapeString(inside: string): string {
  if (!inside.includes('\\')) return inside;
  return inside.replace(
    ESCAPE,
    (_, octal?: string, hex?: string, short?: string, long?: string, letter: string = '') => {
      if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
      const code = parseInt(hex ?? short ?? long ?? '', 16);
      if (Number.isNaN(code)) return LETTERS.get(letter) ?? letter;
      return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
    },
  );
}
