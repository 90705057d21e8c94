import { GatewayError } from '../../errors/gateway-error.js';

const ID_MAX = 2 ** 31 - 1;

/**
 * A broker id from the URL.
 *
 * @throws GatewayError `bad-request` for what is not a whole number, `not-found` for a number that no broker can have
 */
export function checkBroker(text: string): number {
  if (!/^[+-]?\d+$/.test(text)) {
    throw new GatewayError('bad-request', `broker: must be a whole number, not ${JSON.stringify(text.slice(0, 40))}.`);
  }
  const id = Number(text);
  if (id < 0 || id > ID_MAX) throw new GatewayError('not-found', `Broker ${text.slice(0, 40)} cannot be found.`);
  return id;
}
