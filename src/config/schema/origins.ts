import { quoted, type Parsed } from './setting.js';

/** Reads the origin of a web page as browsers write it, or `*`. */
export function parseOrigin(text: string): Parsed<string> {
  if (text === '*') return { value: text };
  const url = /^https?:\/\/[^/]+\/?$/i.test(text) && URL.canParse(text) ? new URL(text) : null;
  // `null` is what any sandboxed page sends: it names nobody.
  if (url === null || url.username !== '' || url.password !== '' || /[*?#]/.test(text)) {
    return { fault: `must be origins like https://app.example.com or *, got ${quoted(text)}` };
  }
  return { value: url.origin };
}

/** Reads the name of a method or a header (RFC 9110, 5.6.2), or `*`. */
export function parseToken(text: string): Parsed<string> {
  if (/^[\w!#$%&'*+.^`|~-]+$/.test(text)) return { value: text };
  return { fault: `must be names without blanks, got ${quoted(text)}` };
}
