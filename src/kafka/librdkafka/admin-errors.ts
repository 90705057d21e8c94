import { GatewayError } from '../../errors/gateway-error.js';
import { errorCodeOf } from '../error-codes.js';
import { gatewayError } from './errors.js';
import type { Outcome } from '../admin.client.js';

/**
 * The error of an Admin request or of one of its entries, in Kafka's own words where it sent some. What librdkafka says about
 * its own doings is not for clients; that it waited in vain becomes `unavailable()`, where given. Where Kafka sent none,
 * the text ends behind the name of the request.
 */
export function adminError(code: number, text: string | null, unavailable?: () => GatewayError): GatewayError {
  if (unavailable && errorCodeOf(code) === 'kafka-unavailable') return unavailable();
  return gatewayError(code, text === null || /(^|: )(Broker|Local): |: $/.test(text) ? null : text);
}

/** The outcome of one entry of a request about many. */
export function outcomeOf<T>(code: number, text: string | null, value: () => T): Outcome<T> {
  return code === 0 ? { value: value() } : { error: adminError(code, text) };
}

export function noAnswer(timeoutMs: number, lastTrouble: string | null): GatewayError {
  return new GatewayError('kafka-unavailable', `No Kafka broker answered within ${timeoutMs} ms.`, {
    cause: lastTrouble === null ? undefined : new Error(lastTrouble),
  });
}

export function topicNotFound(name: string): GatewayError {
  return new GatewayError('topic-not-found', `Topic "${name}" not found.`);
}

export function closedError(): GatewayError {
  return new GatewayError('shutting-down', 'The gateway is shutting down.');
}

/** The outcome of an entry that Kafka's answer lacks. */
export function missingOutcome(): { error: GatewayError } {
  return { error: new GatewayError('internal', 'Kafka answered without an entry that was asked for.') };
}
