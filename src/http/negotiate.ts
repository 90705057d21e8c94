import type { IncomingMessage } from 'node:http';
import { exchangeOf } from './exchange.js';
import { chooseType } from './media-type.js';

/**
 * Chooses the type of the answer like `chooseType` and remembers it: errors of this request are answered in it too.
 *
 * @throws GatewayError `not-acceptable`
 */
export function negotiate(req: IncomingMessage, offered: readonly string[]): string {
  const type = chooseType(req.headers.accept, offered);
  exchangeOf(req).responseType = type;
  return type;
}
