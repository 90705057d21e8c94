import { GatewayError } from '../../errors/gateway-error.js';

/** Far above the name of any topic and record. */
const NAME_MAX = 1024;

/**
 * Refuses subjects that cannot be a part of a path. They are made of names in schemas, so anything may be in them.
 *
 * @throws GatewayError `schema-invalid`
 */
export function checkSubject(subject: string): void {
  const fault = faultOf(subject);
  if (fault === null) return;
  throw new GatewayError('schema-invalid', `Invalid schema: the name of its subject ${fault}.`);
}

function faultOf(subject: string): string | null {
  if (subject === '') return 'is empty';
  if (subject === '.' || subject === '..') return `is ${JSON.stringify(subject)}`;
  if (subject.length > NAME_MAX) return `has more than ${NAME_MAX} characters`;
  return subject.isWellFormed() ? null : 'is not valid Unicode';
}
