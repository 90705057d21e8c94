import type { UriResolver } from 'ajv/dist/types/index.js';
import uris from 'ajv/dist/runtime/uri.js';

/** Where schemas without an absolute `$id` are thought to be. */
const BASE = 'schema:///';

const DRAFTS = /^https?:\/\/json-schema\.org\//;

/**
 * Finds referenced schemas by what the registry calls them, wherever in a schema a `$ref` stands, and otherwise by URL as
 * JSON Schema has it. All URLs are absolute, so that no name can be mistaken for a member that every object has.
 */
export class ReferenceResolver implements UriResolver {
  private readonly byName = new Map<string, string>();
  private readonly byUrl = new Map<string, string>();
  private readonly taken = new Set<string>();

  /** The URL of the schema that was asked for; its `$id` when it has one. */
  readonly mainUrl: string;

  constructor(mainId: unknown) {
    this.mainUrl = ownUrl(mainId) ?? BASE;
    this.taken.add(withoutFragment(this.mainUrl));
  }

  /** The URL of a referenced schema: its `$id` unless another has that already. */
  add(name: string, id: unknown): string {
    const own = withoutFragment(ownUrl(id) ?? this.mainUrl);
    const url = this.taken.has(own) ? `${BASE}references/${this.taken.size}/` : own;
    this.taken.add(url);
    this.byName.set(name, url);
    this.byUrl.set(uris.default.resolve(this.mainUrl, name), url);
    return url;
  }

  parse = uris.default.parse.bind(uris.default);
  serialize = uris.default.serialize.bind(uris.default);

  resolve = (base: string, ref: string): string => {
    const hash = ref.indexOf('#');
    const name = hash < 0 ? ref : ref.slice(0, hash);
    const fragment = hash < 0 ? '' : ref.slice(hash);
    const whole = this.byName.get(ref);
    if (whole !== undefined) return whole;
    const named = name === '' ? undefined : this.byName.get(name);
    if (named !== undefined) return named + fragment;
    const url = uris.default.resolve(base, ref);
    const plain = withoutFragment(url);
    const known = this.taken.has(plain) ? undefined : this.byUrl.get(plain);
    return known === undefined ? url : known + url.slice(plain.length);
  };

  /** A URL as the user knows it, for a message. */
  static shown(url: string): string {
    return url.replace(/schema:\/\/\/(?:references\/\d+\/)?/g, '');
  }
}

/** The URL that a schema gives itself. Those of the drafts are taken. */
function ownUrl(id: unknown): string | null {
  if (typeof id !== 'string' || id.startsWith('#') || DRAFTS.test(id)) return null;
  return uris.default.resolve(BASE, id.replace(/#$/, ''));
}

function withoutFragment(url: string): string {
  const hash = url.indexOf('#');
  return hash < 0 ? url : url.slice(0, hash);
}
