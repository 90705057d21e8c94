import { GatewayError } from '../errors/gateway-error.js';

const LEGAL = /^[a-zA-Z0-9._-]{1,249}$/;

/**
 * Names that Kafka could not give a topic are refused here: librdkafka would read one that begins with `^` as a regular
 * expression of its own, which is not a linear-time one.
 *
 * @param field what to call it in the message, e.g. `topics[0]`
 * @throws GatewayError `bad-request`
 */
export function checkTopicName(topic: string, field: string): void {
  if (LEGAL.test(topic) && topic !== '.' && topic !== '..') return;
  throw new GatewayError(
    'bad-request',
    `${field}: ${JSON.stringify(topic.slice(0, 249))} is not a topic name (1 to 249 letters, digits, ".", "_", "-")`,
  );
}
