/** Characters of a client's data that are repeated in a message. */
const EXCERPT = 40;

/** Characters of a path in a message. */
const MAX_PATH = 160;

const IDENTIFIER = /^[A-Za-z_]\w*$/;

/** A text for use in a message: on one line, cut to a length that reads well. */
export function excerpt(text: string): string {
  const line = text
    .slice(0, EXCERPT * 4)
    .replace(/\s+/g, ' ')
    .toWellFormed();
  if (line.length <= EXCERPT && text.length <= EXCERPT * 4) return line;
  return `${line.slice(0, EXCERPT).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** The step of a path that leads to a member. */
export function memberStep(name: string): string {
  return IDENTIFIER.test(name) ? `.${excerpt(name)}` : `[${JSON.stringify(excerpt(name))}]`;
}

/** The way to a fault from its steps, the innermost first. A long one loses its middle. */
export function pathOf(steps: readonly string[]): string {
  const path = steps.toReversed().join('');
  return path.length > MAX_PATH ? `${path.slice(0, MAX_PATH / 2)}…${path.slice(-MAX_PATH / 2)}` : path;
}

/** `a, b or c`, not endlessly many. */
export function oneOf(names: readonly string[]): string {
  const shown = names.slice(0, 8);
  const last = names.length > shown.length ? `${names.length - shown.length} more` : shown.pop();
  return shown.length === 0 ? String(last) : `${shown.join(', ')} or ${last}`;
}
