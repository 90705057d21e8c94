import { GatewayError } from '../../errors/gateway-error.js';

/** A collection of API v3. */
export interface Collection<T> {
  kind: string;
  metadata: {
    self: string;
    /** URL of the next page; null on the last one, and where no page was asked for. */
    next: string | null;
  };
  data: T[];
}

/** Query of a collection. Without `page_size` and `page_token` everything comes at once. */
export interface PageQuery {
  /** 1 to 1000. */
  page_size?: string | undefined;
  /** From the `next` of the page before. */
  page_token?: string | undefined;
}

/** What orders the entries of a collection and tells them apart. */
export type CollectionKey = readonly (string | number)[];

const PAGE_MAX = 1000;
const PAGE_DEFAULT = 100;

/**
 * The collection, or the page of it that was asked for. Pages are ordered by key: entries that come or go between two
 * requests neither shift nor repeat others.
 *
 * @param self URL of the collection; it may have a query
 * @param present makes the answer of an entry; entries outside the page are never presented
 */
export function collection<E, T>(
  kind: string,
  self: string,
  entries: readonly E[],
  present: (entry: E) => T,
  page?: { query: PageQuery; keyOf: (entry: E) => CollectionKey },
): Collection<T> {
  if (!page || (page.query.page_size === undefined && page.query.page_token === undefined)) {
    return { kind, metadata: { self, next: null }, data: entries.map(present) };
  }
  const { query, keyOf } = page;
  const size = sizeOf(query.page_size);
  const after = query.page_token === undefined ? null : keyIn(query.page_token);
  const sorted = entries
    .map((entry) => ({ entry, key: keyOf(entry) }))
    .filter(({ key }) => after === null || compare(key, after) > 0)
    .sort((a, b) => compare(a.key, b.key));
  const here = sorted.slice(0, size);
  const last = here.at(-1);
  const next = last && sorted.length > size ? pageUrl(self, size, last.key) : null;
  return { kind, metadata: { self, next }, data: here.map(({ entry }) => present(entry)) };
}

function sizeOf(text: string | undefined): number {
  if (text === undefined) return PAGE_DEFAULT;
  const size = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (size < 1 || size > PAGE_MAX) {
    throw new GatewayError('bad-request', `page_size: must be a whole number from 1 to ${PAGE_MAX}.`);
  }
  return size;
}

function pageUrl(self: string, size: number, key: CollectionKey): string {
  const token = Buffer.from(JSON.stringify(key)).toString('base64url');
  return `${self}${self.includes('?') ? '&' : '?'}page_size=${size}&page_token=${token}`;
}

function keyIn(token: string): CollectionKey {
  const key = parsed(Buffer.from(token, 'base64url').toString());
  if (Array.isArray(key) && key.every((part) => typeof part === 'string' || typeof part === 'number')) return key;
  throw new GatewayError('bad-request', 'page_token: must be taken from the "next" of the page before.');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function compare(a: CollectionKey, b: CollectionKey): number {
  for (let i = 0; i < a.length; i++) {
    const [left, right] = [a[i], b[i]];
    if (left === right) continue;
    if (right === undefined) return 1;
    if (typeof left === 'number' && typeof right === 'number') return left - right;
    return String(left) < String(right) ? -1 : 1;
  }
  return a.length - b.length;
}
