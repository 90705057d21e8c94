import type { IncomingHttpHeaders } from 'node:http';
import type { HttpSettings } from '../config/settings.js';
import { acceptedTypes, mediaTypeOf } from './media-type.js';

/** The generations of the wire API. One path may be served in several. */
export type Dialect = 'v1' | 'v2' | 'v3' | 'draft';

/** Media types that choose a dialect by name. `application/vnd.kafka*.v2+json` and everything else means v2. */
const DIALECT_OF_TYPE: ReadonlyMap<string, Dialect> = new Map([
  ['application/vnd.kafka.v1+json', 'v1'],
  ['application/vnd.kafka.binary.v1+json', 'v1'],
  ['application/vnd.kafka.json.v1+json', 'v1'],
  ['application/vnd.kafka.avro.v1+json', 'v1'],
  ['application/vnd.kafka+json', 'v2'],
  ['application/vnd.kafka.v2+json', 'v2'],
  ['application/vnd.kafka.binary.v2+json', 'v2'],
  ['application/vnd.kafka.json.v2+json', 'v2'],
  ['application/vnd.kafka.avro.v2+json', 'v2'],
  ['application/vnd.kafka.jsonschema.v2+json', 'v2'],
  ['application/vnd.kafka.protobuf.v2+json', 'v2'],
  ['application/vnd.schemaregistry.v1+json', 'draft'],
  ['application/vnd.schemaregistry+json', 'draft'],
]);

const V3_PATH = /^(?:[A-Za-z]+:\/\/[^/?#]*)?(?:\/kafka)?\/v3(?:[/?#]|$)/;

/**
 * The dialect a request speaks: v3 by its path, else the one its Content-Type names, else the best Accept entry (a type
 * that names a dialect beats one of equal quality that does not), else v2.
 */
export function dialectOf(req: { url?: string; headers: IncomingHttpHeaders }): Dialect {
  if (req.url !== undefined && mayBeV3(req.url) && V3_PATH.test(req.url)) return 'v3';
  const contentType = req.headers['content-type'];
  if (contentType !== undefined) {
    const named = DIALECT_OF_TYPE.get(contentType) ?? DIALECT_OF_TYPE.get(mediaTypeOf(contentType) ?? '');
    if (named !== undefined) return named;
  }
  const { accept } = req.headers;
  if (accept === undefined || accept === '*/*') return 'v2';
  return DIALECT_OF_TYPE.get(accept) ?? dialectOfBest(accept);
}

/** Whether a dialect is spoken here at all. */
export function isServed(dialect: Dialect, { apis }: HttpSettings): boolean {
  return dialect === 'v1' || dialect === 'draft' ? apis[dialect] : true;
}

/** Spares ordinary paths the regular expression: `/v3…`, `/kafka/v3…` or an absolute URL. */
function mayBeV3(url: string): boolean {
  const second = url.charCodeAt(1);
  return second === 0x76 || second === 0x6b || url.charCodeAt(0) !== 0x2f;
}

function dialectOfBest(accept: string): Dialect {
  let quality = 0;
  for (const entry of acceptedTypes(accept)) {
    if (entry.quality < quality) break;
    quality = entry.quality;
    const named = DIALECT_OF_TYPE.get(entry.type);
    if (named !== undefined) return named;
  }
  return 'v2';
}
