import { GatewayError } from '../../errors/gateway-error.js';

/** A date, or a date and a time with a zone. */
const ISO_8601 = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/;

/**
 * An ISO-8601 time in milliseconds since the epoch.
 *
 * @param field what the message calls it
 * @throws GatewayError `bad-request`
 */
export function readTime(text: string, field: string): number {
  const time = ISO_8601.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(time)) {
    throw new GatewayError('bad-request', `${field}: not an ISO-8601 time such as 2026-01-31T12:00:00Z`);
  }
  // Before 1970 there are no records, and Kafka reads negative times as words of its own (-1: the end).
  return Math.max(time, 0);
}
