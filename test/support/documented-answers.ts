import { ServerResponse } from 'node:http';
import { gunzipSync, inflateSync } from 'node:zlib';
import type { INestApplication } from '@nestjs/common';
import type { Express, Response } from 'express';
import { dialectOf } from '../../src/http/dialect.js';
import { ServedDocuments } from '../../src/openapi/served-documents.js';
import { checkAgainstDocument } from './openapi-responses.js';

type Chunk = string | Uint8Array | (() => void) | undefined;

/** The registry's own API serves whoever asks, in whatever dialect, and has a document of its own. */
const OF_THE_REGISTRY = /^\/(?:subjects|schemas|config|mode|compatibility)(?:[/?]|$)/;

/**
 * Holds every answer that leaves an application through Express against the document of its dialect.
 *
 * @param isExempt paths that no document knows
 * @returns what was found, filled as answers leave
 */
export function watchAnswers(nest: INestApplication, isExempt: (path: string) => boolean): Error[] {
  const faults: Error[] = [];
  // What is switched off has no document.
  const { names } = nest.get(ServedDocuments);
  const app = nest.getHttpAdapter().getInstance() as Express;
  const bodies = new WeakMap<ServerResponse, Buffer[]>();
  const keep = (res: ServerResponse, chunk: Chunk, encoding: unknown): void => {
    if (chunk === undefined || chunk === null || typeof chunk === 'function') return;
    const bytes =
      typeof chunk === 'string' ? Buffer.from(chunk, encoding === 'latin1' ? 'latin1' : 'utf8') : Buffer.from(chunk);
    bodies.set(res, [...(bodies.get(res) ?? []), bytes]);
  };
  const watched = {
    write(this: Response, ...args: Parameters<ServerResponse['write']>): boolean {
      keep(this, args[0] as Chunk, args[1]);
      return ServerResponse.prototype.write.apply(this, args);
    },
    end(this: Response, ...args: Parameters<ServerResponse['end']>): Response {
      keep(this, args[0] as Chunk, args[1]);
      ServerResponse.prototype.end.apply(this, args);
      // Refused before Express saw it, a request has no original URL yet.
      const path = (this.req.originalUrl as string | undefined) ?? this.req.url;
      const name = OF_THE_REGISTRY.test(path) ? 'schema-registry' : dialectOf(this.req);
      if (!isExempt(path) && names.includes(name)) {
        try {
          const body = decoded(this.getHeader('content-encoding'), Buffer.concat(bodies.get(this) ?? [])).toString(
            'utf8',
          );
          // A stream of receipts: what the document tells is each of them.
          const parts = body.endsWith('\r\n') ? body.trimEnd().split('\r\n') : [body];
          for (const part of parts) {
            checkAgainstDocument(this.req.method, path, this.statusCode, contentTypeOf(this), part, name);
          }
        } catch (error) {
          faults.push(error as Error);
        }
      }
      return this;
    },
  };
  Object.assign(app.response, watched);
  return faults;
}

function decoded(encoding: unknown, body: Buffer): Buffer {
  if (encoding === 'gzip') return gunzipSync(body);
  return encoding === 'deflate' ? inflateSync(body) : body;
}

/** Headers that were written as a list are only to be found in the head as it was sent. */
function contentTypeOf(res: ServerResponse): string | null {
  const { _header: head } = res as ServerResponse & { _header?: string | null };
  return /^content-type: (.*)$/im.exec(head ?? '')?.[1] ?? null;
}
