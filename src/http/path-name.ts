import { GatewayError } from '../errors/gateway-error.js';

const NAME_MAX = 249;
// A NUL in a name ends the process inside librdkafka; the other control characters never name anything either.
const CONTROL = /\p{Cc}/u;

/**
 * A name from the URL or a body: topic, group, instance.
 *
 * @param value as decoded, 1 to 249 characters without control characters
 * @param field what the message calls it
 * @throws GatewayError `bad-request`
 */
export function checkName(value: string, field: string): string {
  if (value.length === 0) throw new GatewayError('bad-request', `${field}: must not be empty.`);
  if (value.length > NAME_MAX) {
    throw new GatewayError('bad-request', `${field}: ${value.length} characters, at most ${NAME_MAX} are allowed.`);
  }
  if (CONTROL.test(value)) throw new GatewayError('bad-request', `${field}: must not contain control characters.`);
  if (!value.isWellFormed()) throw new GatewayError('bad-request', `${field}: is not valid Unicode.`);
  return value;
}

const PARTITION_MAX = 2 ** 31 - 1;

/**
 * A partition id from the URL.
 *
 * @returns 0 to 2³¹ − 1
 * @throws GatewayError `bad-request` for what is not a whole number (Confluent: 404, no such path), `partition-not-found`
 *   for a number that no partition can have
 */
export function checkPartition(value: string): number {
  if (!/^[+-]?\d+$/.test(value)) {
    throw new GatewayError(
      'bad-request',
      `partition: must be a whole number, not ${JSON.stringify(value.slice(0, 40))}.`,
    );
  }
  const partition = Number(value);
  if (partition < 0 || partition > PARTITION_MAX) {
    throw new GatewayError('partition-not-found', 'Partition not found.');
  }
  return partition;
}
