import { GatewayError } from '../../errors/gateway-error.js';
import { parseJson } from '../../http/strict-json.js';

/**
 * Checks that a body is a JSON object with texts as members. Its names are the client's own, so there is no DTO for it.
 *
 * @param maxDepth deepest nesting of arrays and objects
 * @throws GatewayError `bad-request` for malformed JSON, `invalid-body` for JSON of another shape
 */
export function checkStringMap(bytes: Buffer, maxDepth: number): void {
  const body = parseJson(bytes, maxDepth);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new GatewayError('invalid-body', 'The body must be a JSON object.');
  }
  for (const [name, value] of Object.entries(body)) {
    if (typeof value !== 'string') throw new GatewayError('invalid-body', `${name}: must be a string.`);
  }
}
