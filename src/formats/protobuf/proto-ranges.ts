import type { ProtoTokens } from './proto-tokens.js';

/**
 * Passes what does not matter to data (`reserved`, `extensions`, an `rpc`) up to its semicolon or the end of its braces.
 * Counts instead of calling itself: the text may nest as deep as it is long.
 */
export function skipStatement(tokens: ProtoTokens): void {
  for (let depth = 0; ;) {
    if (tokens.ended) throw tokens.unexpected('";"');
    if (depth === 0 && tokens.is('}')) throw tokens.unexpected('";"');
    const braces = tokens.is('{') ? 1 : tokens.is('}') ? -1 : 0;
    const semicolon = tokens.is(';');
    tokens.take();
    depth += braces;
    if (depth === 0 && (semicolon || braces < 0)) return;
  }
}
