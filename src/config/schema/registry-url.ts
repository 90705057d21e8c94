import { MASK } from '../secret-names.js';
import { type Parsed, quoted } from './setting.js';

/** A URL of the registry and the credentials that were written into it. */
export interface RegistryUrl {
  /** Without credentials and without a trailing slash. */
  url: string;
  /** `user:password` as they are, not percent-encoded; null: none. */
  userInfo: string | null;
}

/** Printed settings hide credentials up to this length. */
const USER_INFO_MAX = 512;

/** Reads an absolute http or https URL, with a path where the registry has one. No fault shows a password. */
export function parseRegistryUrl(text: string): Parsed<RegistryUrl> {
  // More than one @ is a password that holds one: it would be found, but not hidden everywhere.
  if (/@[^/?#]*@/.test(text)) return { fault: 'must have user name and password percent-encoded (@ is %40)' };
  const url = !/\s/.test(text) && URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:\/\//i.test(text)) {
    return { fault: `must be URLs like http://registry:8081, got ${quoted(withoutPassword(text))}` };
  }
  if (url.search !== '' || url.hash !== '') {
    return { fault: `must have no query and no fragment, got ${quoted(withoutPassword(text))}` };
  }
  const { username, password, origin, pathname } = url;
  const written = password === '' ? username : `${username}:${password}`;
  const userInfo = decoded(written);
  if (userInfo === null) return { fault: 'must have user name and password percent-encoded (% is %25)' };
  if (written.length > USER_INFO_MAX) return { fault: `must have at most ${USER_INFO_MAX} characters of credentials` };
  return { value: { url: `${origin}${pathname}`.replace(/\/+$/, ''), userInfo: userInfo === '' ? null : userInfo } };
}

/** What stands behind the second colon is hidden, unless it is a port: it may be part of a password. */
function withoutPassword(text: string): string {
  return text
    .replace(/:\/\/.*@/s, `://${MASK}@`)
    .replace(/^([a-z][\w+.-]*:\/\/[^/:]*):(?!\d{1,5}(?:[/?#]|$)).*$/is, `$1:${MASK}`);
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
