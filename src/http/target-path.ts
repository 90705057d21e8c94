import type { IncomingMessage } from 'node:http';

/** Of an absolute URL, as proxies send it: it may even hold a password. */
const ORIGIN = /^[A-Za-z][\w+.-]*:\/\/[^/?#]*/;

/** Express keeps the URL as it came where it gives itself another one. */
interface Mounted extends IncomingMessage {
  originalUrl?: string;
}

/** The path of a request as the client wrote it: nothing of what may stand before it, and no query. */
export function targetPath({ originalUrl, url = '' }: Mounted): string {
  return (originalUrl ?? url).replace(ORIGIN, '').split(/[?#]/, 1)[0] || '/';
}

/** The same for people, with the names in it readable. A slash in a name stays `%2F`; what is no UTF-8 stays as it came. */
export function readablePath(req: IncomingMessage): string {
  return targetPath(req).split('/').map(readable).join('/');
}

function readable(segment: string): string {
  try {
    return decodeURIComponent(segment).replaceAll('/', '%2F');
  } catch {
    return segment;
  }
}
