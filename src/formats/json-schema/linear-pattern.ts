import { RE2JS } from 're2js';
import { excerpt } from './excerpt.js';
import { invalidSchema } from './schema-fault.js';
import { spend } from './work-budget.js';

/**
 * Linear is not cheap: most texts pass at 15 ns a character, but a pattern that makes too many states of a text takes 36 ns for
 * each of its instructions. Which it will be cannot be told before; counted repetition of more than a hundred is meant for
 * short texts, so there it counts little.
 */
const PER_CHARACTER = 2;
const SHORT = 4096;
const INSTRUCTIONS_PER_UNIT = 64;
const INSTRUCTIONS_PER_UNIT_OF_LONG = 4;

/** Letters that mean something behind a backslash, in ECMA 262 or in RE2. */
const ESCAPED_LETTERS = 'bBdDsSwWfnrtvcuxpPaAzQE';

/** A regular expression of a schema, found anywhere in a text in time linear in its length, by RE2. */
export class LinearPattern {
  private readonly expression: RE2JS;
  private readonly instructions: number;

  /** @throws GatewayError `schema-invalid` when it is none, or needs what cannot be done in linear time */
  constructor(private readonly source: string) {
    const escape = unknownEscape(source);
    if (escape !== null) throw invalidSchema(`the pattern "${excerpt(source)}" ${escape}`);
    try {
      this.expression = RE2JS.compile(RE2JS.translateRegExp(source));
    } catch (cause) {
      throw invalidSchema(`the pattern "${excerpt(source)}" ${whyNot(source, cause)}`, cause);
    }
    this.instructions = this.expression.programSize();
  }

  test(text: string): boolean {
    const per = text.length > SHORT ? INSTRUCTIONS_PER_UNIT_OF_LONG : INSTRUCTIONS_PER_UNIT;
    spend(1 + text.length * (PER_CHARACTER + this.instructions / per));
    return this.expression.test(text);
  }

  /** The library keeps patterns under this name. */
  toString(): string {
    return this.source;
  }
}

function whyNot(source: string, cause: unknown): string {
  if (/\(\?<?[=!]/.test(source)) return 'uses lookaround, which is not supported (RE2 syntax)';
  const reason = cause instanceof Error ? cause.message.replace(/^error parsing regexp: /, '') : 'bad syntax';
  return `is no regular expression that is supported (RE2 syntax): ${excerpt(reason, 80)}`;
}

/** The library takes an escaped letter that it does not know for the letter, which would let the wrong texts pass. */
function unknownEscape(source: string): string | null {
  for (const [escape] of source.matchAll(/\\[^]/g)) {
    const letter = escape[1]!;
    if (/[1-9k]/.test(letter)) return 'uses a backreference, which is not supported (RE2 syntax)';
    if (/[A-Za-z]/.test(letter) && !ESCAPED_LETTERS.includes(letter)) return `has the unknown escape ${escape}`;
  }
  return null;
}
