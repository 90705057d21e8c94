import { GatewayError } from '../../errors/gateway-error.js';

/** Characters of a client's text that a message shows. */
const EXCERPT = 40;

/** @param why what is wrong, in words; ends without a full stop */
export function invalidSchema(why: string, cause?: unknown): GatewayError {
  return new GatewayError('schema-invalid', `Invalid schema: ${why}.`, cause === undefined ? {} : { cause });
}

/** Text of a client for use in a message, in quotes, cut to a length that reads well. */
export function excerpt(text: string): string {
  return JSON.stringify(text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text);
}
