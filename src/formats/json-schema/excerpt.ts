/** Characters of a client's text that are repeated in a message. */
const EXCERPT = 40;

const IDENTIFIER = /^[A-Za-z_]\w*$/;

/** A text for use in a message: on one line, cut to a length that reads well. */
export function excerpt(text: string, length = EXCERPT): string {
  const line = text
    .slice(0, length + 1)
    .replace(/\s+/g, ' ')
    .toWellFormed();
  return line.length <= length && text.length <= length ? line : `${line.slice(0, length).replace(/\ufffd$/, '')}…`;
}

/** A value of JSON for use in a message. Arrays and objects are only named: their text may be long. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'string' ? JSON.stringify(excerpt(value)) : String(value);
}

/** The step of a path that leads to a member. */
export function memberStep(name: string): string {
  return IDENTIFIER.test(name) ? `.${excerpt(name)}` : `[${JSON.stringify(excerpt(name))}]`;
}
