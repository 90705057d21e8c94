import type { ServerResponse } from 'node:http';
import { constants, deflate, gzip } from 'node:zlib';

/** Smaller answers fit into a packet anyway. */
const MIN_BYTES = 1_024;

/** What gets smaller: JSON of all types, text, scripts. */
const COMPRESSIBLE = /^text\/|[/+](?:json|javascript)\b/;

const ENCODERS = { gzip, deflate };

export type Encoding = keyof typeof ENCODERS;

/** Near the size of the default level for JSON, at a fraction of its time. */
const LEVEL = constants.Z_BEST_SPEED;

/**
 * The encoding that an answer should have; null: none. Where the client has the choice, `Vary` says so to caches.
 *
 * @param length bytes of the body
 */
export function encodingFor(res: ServerResponse, contentType: string, length: number): Encoding | null {
  if (length < MIN_BYTES || !COMPRESSIBLE.test(contentType)) return null;
  res.appendHeader('Vary', 'Accept-Encoding');
  return chooseEncoding(res.req.headers['accept-encoding'] ?? '');
}

/** The best of an Accept-Encoding header (RFC 9110, 12.5.3), `gzip` before `deflate`; null: the body as it is. */
export function chooseEncoding(accept: string): Encoding | null {
  const qualities = new Map(accept.split(',').map(quality));
  const any = qualities.get('*') ?? 0;
  const gzipped = qualities.get('gzip') ?? qualities.get('x-gzip') ?? any;
  const deflated = qualities.get('deflate') ?? any;
  const best = Math.max(gzipped, deflated);
  // What is not named is what everybody reads, and the last choice.
  if (best === 0 || best < (qualities.get('identity') ?? 0)) return null;
  return gzipped === best ? 'gzip' : 'deflate';
}

/** Compresses outside of the event loop. `then` gets null where that failed. */
export function encode(encoding: Encoding, body: string | Buffer, then: (encoded: Buffer | null) => void): void {
  ENCODERS[encoding](body, { level: LEVEL }, (error, encoded) => then(error === null ? encoded : null));
}

function quality(entry: string): [string, number] {
  const [name = '', ...parameters] = entry.split(';');
  const weight = parameters.map((each) => /^\s*q\s*=\s*([\d.]+)\s*$/i.exec(each)?.[1]).find(Boolean);
  return [name.trim().toLowerCase(), weight === undefined ? 1 : Number(weight)];
}
