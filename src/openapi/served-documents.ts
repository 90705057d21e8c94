import { readFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { GatewayError } from '../errors/gateway-error.js';

/** Names of all documents, in the order in which Swagger UI offers them. */
export const DOCUMENTED: readonly string[] = ['v2', 'v3', 'v1', 'draft', 'schema-registry'];

/** The generated documents lie beside `src` and `dist` alike. */
const FOLDER = new URL('../../openapi/', import.meta.url);

/** The documents that `npm run openapi` wrote; a test holds them against the code. */
@Injectable()
export class ServedDocuments {
  /** Of the APIs that are not switched off. */
  readonly names: readonly string[];

  constructor({ http: { apis } }: Settings) {
    const enabled = new Map(Object.entries(apis));
    this.names = DOCUMENTED.filter((name) => enabled.get(name) ?? true);
  }

  /** Rejects with `not-found` when there is no such document. */
  async get(file: string): Promise<Buffer> {
    if (!this.names.some((name) => file === `${name}.json`)) {
      const names = this.names.map((name) => `${name}.json`).join(', ');
      throw new GatewayError('not-found', `There is no such document. Documents: ${names}.`);
    }
    return readFile(new URL(file, FOLDER));
  }
}
