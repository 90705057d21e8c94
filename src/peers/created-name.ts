import type { IncomingMessage } from 'node:http';
import { GatewayError } from '../errors/gateway-error.js';
import { readBody } from '../http/body.js';
import { exchangeOf } from '../http/exchange.js';
import { parseJson } from '../http/strict-json.js';

/**
 * The name that the body of a create request gives its instance: `id`, else `name`, as in all dialects.
 *
 * @param req its body was read ahead
 * @returns null when there is none, or a body that the handler refuses, which can do so here
 */
export async function createdName(req: IncomingMessage): Promise<string | null> {
  const { bodyMaxBytes, bodyMaxDepth } = exchangeOf(req).kit.settings;
  try {
    const bytes = await readBody(req, bodyMaxBytes);
    return bytes.length === 0 ? null : nameIn(parseJson(bytes, bodyMaxDepth));
  } catch (error) {
    if (error instanceof GatewayError) return null;
    throw error;
  }
}

function nameIn(body: unknown): string | null {
  if (typeof body !== 'object' || body === null) return null;
  const { id, name } = body as { id?: unknown; name?: unknown };
  const chosen = id ?? name;
  return typeof chosen === 'string' && chosen !== '' ? chosen : null;
}
