import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Settings } from '../../config/settings.js';
import { answer, answerEmpty } from '../../http/answer.js';
import { readBody } from '../../http/body.js';
import { refuseOtherTypes } from '../../http/content-type.js';
import { exchangeOf } from '../../http/exchange.js';
import { type RegistryRequest, SchemaRegistryClient } from '../schema-registry.client.js';
import { registryPath } from './registry-path.js';
import { REGISTRY_TYPES } from './registry-types.js';

const METHODS: ReadonlyMap<string, RegistryRequest['method']> = new Map([
  ['POST', 'POST'],
  ['PUT', 'PUT'],
  ['DELETE', 'DELETE'],
]);

/** Passes requests of the registry's own API on to the registry, and its answers back. */
@Injectable()
export class RegistryForwarder {
  constructor(
    private readonly registry: SchemaRegistryClient,
    private readonly settings: Settings,
  ) {}

  /**
   * Sends a request on with its path, query and body, under the gateway's own credentials, and answers what the registry
   * answers, errors included. Rejects with `GatewayError` when there is no such answer.
   */
  async forward(req: Request, res: Response): Promise<void> {
    const { status, body, retryAfterSeconds } = await this.registry.forward({
      // A HEAD is a GET whose body is left out on the way back.
      method: METHODS.get(req.method) ?? 'GET',
      path: registryPath(req.path),
      query: queryOf(req.originalUrl),
      body: await this.bodyOf(req),
    });
    if (retryAfterSeconds !== undefined) res.setHeader('Retry-After', String(retryAfterSeconds));
    if (body.length === 0) answerEmpty(res, status);
    else answer(res, status, exchangeOf(req).responseType ?? REGISTRY_TYPES[0]!, body);
  }

  private async bodyOf(req: Request): Promise<Buffer | null> {
    if (req.method !== 'POST' && req.method !== 'PUT') return null;
    const body = await readBody(req, this.settings.http.bodyMaxBytes);
    refuseOtherTypes(req.headers['content-type'], REGISTRY_TYPES);
    return body;
  }
}

function queryOf(url: string): string {
  const at = url.indexOf('?');
  return at < 0 ? '' : url.slice(at + 1);
}
