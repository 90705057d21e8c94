import { GatewayError } from '../../errors/gateway-error.js';
import { v3Errors } from '../../http/dialects/v3.js';
import type { Place } from '../../http/resources/place.js';
import {
  type Acl,
  ACL_OPERATIONS,
  ACL_PATTERN_TYPES,
  ACL_PERMISSIONS,
  ACL_RESOURCE_TYPES,
} from '../../kafka/acls.client.js';
import type { AclFailure } from '../acls.service.js';
import { ACL_TEXT_MAX, type AclFailuresResponse, type CreateAclRequest, type KafkaAclResponse } from './acls.dto.js';
import { ACL_PARAMETERS } from './acls.query.js';

const CONTROL = /\p{Cc}/u;

/** Words of searches, which no rule can have. */
const ONLY_SEARCHED = ['ANY', 'UNKNOWN', 'MATCH'];

/**
 * @param path of the rule in the body, e.g. `data[1].`
 * @throws GatewayError `bad-request` for words that only a search may use, `invalid-body`
 */
export function readAcl(body: CreateAclRequest, path = ''): Acl {
  return {
    resourceType: choice(body, 'resource_type', path, ACL_RESOURCE_TYPES),
    resourceName: text(body, 'resource_name', path),
    patternType: choice(body, 'pattern_type', path, ACL_PATTERN_TYPES),
    principal: text(body, 'principal', path),
    host: text(body, 'host', path),
    operation: choice(body, 'operation', path, ACL_OPERATIONS),
    permission: choice(body, 'permission', path, ACL_PERMISSIONS),
  };
}

export function readAcls(data: readonly CreateAclRequest[]): Acl[] {
  return data.map((body, index) => readAcl(body, `data[${index}].`));
}

/** What orders rules and tells them apart. */
export function aclKey(acl: Acl): string[] {
  return [acl.resourceType, acl.resourceName, acl.patternType, acl.principal, acl.host, acl.operation, acl.permission];
}

/** By the seven things that make a rule. */
export function sortAcls(acls: readonly Acl[]): Acl[] {
  return acls
    .map((acl) => ({ acl, key: aclKey(acl) }))
    .sort((a, b) => {
      const index = a.key.findIndex((part, at) => part !== b.key[at]);
      return index < 0 ? 0 : String(a.key[index]) < String(b.key[index]) ? -1 : 1;
    })
    .map(({ acl }) => acl);
}

/** URL of a search that finds the rule. */
export function aclUrl(cluster: Place, acl: Acl): string {
  const key = aclKey(acl);
  const search = ACL_PARAMETERS.map((name, index): [string, string] => [name, String(key[index])]);
  return `${cluster.url}/acls?${new URLSearchParams(search).toString()}`;
}

export function presentAcl(cluster: Place, clusterId: string, acl: Acl): KafkaAclResponse {
  return {
    kind: 'KafkaAcl',
    metadata: { self: aclUrl(cluster, acl) },
    cluster_id: clusterId,
    resource_type: acl.resourceType,
    resource_name: acl.resourceName,
    pattern_type: acl.patternType,
    principal: acl.principal,
    host: acl.host,
    operation: acl.operation,
    permission: acl.permission,
  };
}

export function presentAclFailures(failures: readonly AclFailure[]): AclFailuresResponse {
  return {
    failures: failures.map(({ index, error }) => ({
      index,
      error_code: v3Errors[error.code].errorCode,
      message: error.message,
    })),
  };
}

function choice<T extends string>(
  body: CreateAclRequest,
  name: keyof CreateAclRequest,
  path: string,
  words: readonly T[],
): T {
  const given = body[name];
  const found = words.find((word) => word === given);
  if (found) return found;
  if (ONLY_SEARCHED.includes(given)) throw new GatewayError('bad-request', `${path}${name} cannot be ${given}`);
  throw new GatewayError('invalid-body', `${path}${name}: must be one of ${words.join(', ')}.`);
}

/** A NUL would cut the text on its way to Kafka and make another rule of it, half a surrogate pair would be replaced. */
function text(body: CreateAclRequest, name: keyof CreateAclRequest, path: string): string {
  const given = body[name];
  if (given.length > 0 && given.length <= ACL_TEXT_MAX && !CONTROL.test(given) && given.isWellFormed()) return given;
  throw new GatewayError(
    'invalid-body',
    `${path}${name}: must be a text of 1 to ${ACL_TEXT_MAX} characters without control characters.`,
  );
}
