/** What a request is about: an instance, or a new one in a group. */
export type Target = { group: string; name: string } | { group: string; name: null };

const ORIGIN = /^https?:\/\/[^/?#]*/i;

/** The path of a request with its query, without the origin that a client may put in front (RFC 9112, 3.2.2). */
export function pathOf(url: string): string {
  return url.startsWith('/') ? url : url.replace(ORIGIN, '');
}

/**
 * The consumer instance that a request is about, in the paths of all dialects: `/consumers/{group}/instances/{instance}…`,
 * `/consumers/{group}/{instance}/…` of KIP-80, and `POST /consumers/{group}`, whose body may name one. Null: any replica
 * answers it.
 */
export function targetOf(method: string, url: string): Target | null {
  const path = pathOf(url).split(/[?#]/, 1)[0] ?? '';
  if (!path.startsWith('/consumers/')) return null;
  // The trailing slash of a route is tolerated.
  const [, , group = '', third, ...rest] = path.replace(/\/$/, '').split('/').map(decoded);
  if (group === null || group === '') return null;
  if (third === undefined) return method === 'POST' ? { group, name: null } : null;
  const name = third === 'instances' ? rest[0] : rest.length > 0 ? third : null;
  return name === null || name === undefined || name === '' ? null : { group, name };
}

/** Null: not valid percent-encoding, which the handlers refuse. */
function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
