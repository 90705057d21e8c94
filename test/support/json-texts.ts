import fc from 'fast-check';

/** White space between tokens, often none. */
const gap = fc.oneof(
  { weight: 6, arbitrary: fc.constant('') },
  fc.array(fc.constantFrom(' ', '\n', '\t', '\r'), { maxLength: 9 }).map((spaces) => spaces.join('')),
);

const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  fc.integer().map(String),
  fc.constantFrom('-0', '0', '1.10', '1e400', '-1E+2', '9007199254740993', '12345678901234567890', '0.000', '1e-999'),
);

/** A character of a string, written in one of the ways JSON has for it. */
const character = fc
  .tuple(
    fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: 0x20, max: 0x7e }) },
      fc.integer({ min: 0, max: 0xffff }),
      fc.constantFrom(0x22, 0x5c, 0x2f, 0x0a, 0x7f, 0x2028, 0xd83d, 0xde00, 0xd800, 0xdfff),
      fc.integer({ min: 0x10000, max: 0x10ffff }),
    ),
    fc.nat({ max: 5 }),
  )
  .map(([code, how]) => {
    const text = String.fromCodePoint(code);
    if (how === 0 && code <= 0xffff) return `\\u${code.toString(16).padStart(4, '0')}`;
    if (how === 1 && code <= 0xffff) return `\\u${code.toString(16).padStart(4, '0').toUpperCase()}`;
    if (code === 0x2f && how === 2) return '\\/';
    return JSON.stringify(text).slice(1, -1);
  });

/** A string as JSON text, sometimes longer than what is looked at byte by byte. */
const string = fc
  .tuple(fc.array(character, { maxLength: 12 }), fc.nat({ max: 200 }), fc.array(character, { maxLength: 4 }))
  .map(([head, run, tail]) => `"${head.join('')}${run > 120 ? 'x'.repeat(run) : ''}${tail.join('')}"`);

const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('null', 'true', 'false'),
    number,
    string,
    fc.array(fc.tuple(gap, tie('value'), gap), { maxLength: 4 }).map((items) => `[${spaced(items)}]`),
    fc
      .array(fc.tuple(gap, fc.tuple(string, gap, gap, tie('value')), gap), { maxLength: 4 })
      .map((items) => `{${spaced(items.map(([a, [name, b, c, v], d]) => [a, `${name}${b}:${c}${v}`, d]))}}`),
  ),
}));

function spaced(items: [string, string, string][]): string {
  return items.map((item) => item.join('')).join(',');
}

/** JSON texts of all kinds: white space, escapes, numbers that a double cannot hold, duplicate names. */
export const jsonText: fc.Arbitrary<string> = value;

/** JSON texts in which a few bytes were changed, added or taken away; most are no JSON any more. */
export const damagedJson: fc.Arbitrary<Buffer> = fc
  .tuple(
    jsonText,
    fc.array(fc.tuple(fc.nat(), fc.constantFrom('set', 'insert', 'remove', 'cut'), damage()), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([text, changes]) => {
    let bytes = [...Buffer.from(text)];
    for (const [place, how, byte] of changes) {
      const at = place % (bytes.length + 1);
      if (how === 'cut') bytes = bytes.slice(0, at);
      else bytes.splice(at, how === 'insert' ? 0 : 1, ...(how === 'remove' ? [] : [byte]));
    }
    return Buffer.from(bytes);
  });

function damage(): fc.Arbitrary<number> {
  return fc.oneof(
    fc.constantFrom(...Buffer.from('{}[]:,"\\/truefalsn0123456789+-.eE \n\t\0\u007f')),
    fc.nat({ max: 255 }),
  );
}
