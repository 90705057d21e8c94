import { GatewayError } from '../../errors/gateway-error.js';

/** The text is no JSON Schema that can be used; `why` goes on from "Invalid schema: ". */
export function invalidSchema(why: string, cause?: unknown): GatewayError {
  return new GatewayError('schema-invalid', `Invalid schema: ${why}`, cause === undefined ? {} : { cause });
}
