import type { SubjectNameStrategy } from '../config/settings.js';
import { GatewayError } from '../errors/gateway-error.js';

/** The part of a record that a schema is for. */
export type Side = 'key' | 'value';

/**
 * The subject under which a schema is registered.
 *
 * @param recordName of the schema; null when it has none, which strategies by record name refuse
 * @throws GatewayError `schema-invalid`
 */
export function subjectOf(strategy: SubjectNameStrategy, topic: string, side: Side, recordName: string | null): string {
  if (strategy === 'topic') return `${topic}-${side}`;
  if (recordName === null) {
    throw new GatewayError(
      'schema-invalid',
      `Invalid schema: the ${side} schema has no name, and ${side}.subject.name.strategy names subjects after records.`,
    );
  }
  return strategy === 'record' ? recordName : `${topic}-${recordName}`;
}
