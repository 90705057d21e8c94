import type { Request } from 'express';
import type { HttpSettings } from '../../config/settings.js';
import { GatewayError } from '../../errors/gateway-error.js';
import { readBody } from '../../http/body.js';
import { parseJson } from '../../http/strict-json.js';

/**
 * Lets nothing pass but no body at all, or `{}`: whoever sends offsets believes that they are committed. Rejects with
 * `invalid-body`, or `bad-request` for what is no JSON.
 */
export async function refuseBody(req: Request, { bodyMaxBytes, bodyMaxDepth }: HttpSettings): Promise<void> {
  const bytes = await readBody(req, bodyMaxBytes);
  if (bytes.length === 0) return;
  const body: unknown = parseJson(bytes, bodyMaxDepth);
  if (typeof body === 'object' && body !== null && !Array.isArray(body) && Object.keys(body).length === 0) return;
  throw new GatewayError('invalid-body', 'body: must be empty; what was delivered is committed.');
}
