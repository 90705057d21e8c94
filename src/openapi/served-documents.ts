import { readFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { GatewayError } from '../errors/gateway-error.js';
import type { Dialect } from '../http/dialect.js';

/** Dialects that have a document, in the order in which Swagger UI offers them. */
export const DOCUMENTED: readonly Dialect[] = ['v2'];

/** The generated documents lie beside `src` and `dist` alike. */
const FOLDER = new URL('../../openapi/', import.meta.url);

/** The documents that `npm run openapi` wrote; a test holds them against the code. */
@Injectable()
export class ServedDocuments {
  /** Rejects with `not-found` when there is no such document. */
  async get(file: string): Promise<Buffer> {
    if (!DOCUMENTED.some((dialect) => file === `${dialect}.json`)) {
      const names = DOCUMENTED.map((dialect) => `${dialect}.json`).join(', ');
      throw new GatewayError('not-found', `There is no such document. Documents: ${names}.`);
    }
    return readFile(new URL(file, FOLDER));
  }
}
