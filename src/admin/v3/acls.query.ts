import { GatewayError } from '../../errors/gateway-error.js';
import { type Query, queryText } from '../../http/resources/query-flag.js';
import {
  ACL_OPERATIONS,
  ACL_PATTERN_TYPES,
  ACL_PERMISSIONS,
  ACL_RESOURCE_TYPES,
  type AclFilter,
} from '../../kafka/acls.client.js';

export const ACL_PARAMETERS = [
  'resource_type',
  'resource_name',
  'pattern_type',
  'principal',
  'host',
  'operation',
  'permission',
] as const;

/**
 * What rules a query looks for; what it does not name matches everything.
 *
 * @throws GatewayError `bad-request` for UNKNOWN, `not-found` for any other word that Kafka does not have
 */
export function readSearch(query: Query): AclFilter {
  return {
    resourceType: choice(query, 'resource_type', 'ResourceType', [...ACL_RESOURCE_TYPES, 'ANY'] as const),
    resourceName: text(query, 'resource_name'),
    patternType: choice(query, 'pattern_type', 'PatternType', [...ACL_PATTERN_TYPES, 'MATCH', 'ANY'] as const),
    principal: text(query, 'principal'),
    host: text(query, 'host'),
    operation: choice(query, 'operation', 'Operation', [...ACL_OPERATIONS, 'ANY'] as const),
    permission: choice(query, 'permission', 'Permission', [...ACL_PERMISSIONS, 'ANY'] as const),
  };
}

/** Like `readSearch`; the four kinds must be named, so that a slip does not delete everything. */
export function readDeletion(query: Query): AclFilter {
  for (const name of ['resource_type', 'pattern_type', 'operation', 'permission']) {
    const given = queryText(query, name);
    if (!given || given.toUpperCase() === 'UNKNOWN') {
      throw new GatewayError('bad-request', `${name} cannot be unspecified or UNKNOWN`);
    }
  }
  return readSearch(query);
}

function choice<T extends string>(query: Query, name: string, type: string, words: readonly T[]): T | 'ANY' {
  const given = queryText(query, name);
  if (given === undefined || given === '') return 'ANY';
  const upper = given.toUpperCase();
  if (upper === 'UNKNOWN') throw new GatewayError('bad-request', `${name} cannot be UNKNOWN`);
  const found = words.find((word) => word === upper);
  if (found) return found;
  throw new GatewayError('not-found', `The valid values for ${type} do not include '${given.slice(0, 80)}'`);
}

/** Empty means anything, as with Confluent. A NUL would cut the text on its way to Kafka and widen the search. */
function text(query: Query, name: string): string | null {
  const given = queryText(query, name);
  if (given === undefined || given === '') return null;
  if (given.includes('\0')) throw new GatewayError('bad-request', `${name}: must not hold NUL.`);
  return given;
}
