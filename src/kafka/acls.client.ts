import type { Outcome } from './admin.client.js';

/** Kafka's names, as its own tools write them. */
export const ACL_RESOURCE_TYPES = [
  'TOPIC',
  'GROUP',
  'CLUSTER',
  'TRANSACTIONAL_ID',
  'DELEGATION_TOKEN',
  'USER',
] as const;
export const ACL_PATTERN_TYPES = ['LITERAL', 'PREFIXED'] as const;
export const ACL_OPERATIONS = [
  'ALL',
  'READ',
  'WRITE',
  'CREATE',
  'DELETE',
  'ALTER',
  'DESCRIBE',
  'CLUSTER_ACTION',
  'DESCRIBE_CONFIGS',
  'ALTER_CONFIGS',
  'IDEMPOTENT_WRITE',
  'CREATE_TOKENS',
  'DESCRIBE_TOKENS',
  'TWO_PHASE_COMMIT',
] as const;
export const ACL_PERMISSIONS = ['ALLOW', 'DENY'] as const;

/** One rule: who may, or must not, do what with which resource from where. */
export interface Acl {
  resourceType: (typeof ACL_RESOURCE_TYPES)[number];
  resourceName: string;
  patternType: (typeof ACL_PATTERN_TYPES)[number];
  /** `User:alice` */
  principal: string;
  /** An address, or `*`. */
  host: string;
  operation: (typeof ACL_OPERATIONS)[number];
  permission: (typeof ACL_PERMISSIONS)[number];
}

/** What rules to look for; null matches everything. */
export interface AclFilter {
  resourceType: Acl['resourceType'] | 'ANY';
  resourceName: string | null;
  /** MATCH: rules that apply to the resource name, literal, prefixed and wildcard ones. */
  patternType: Acl['patternType'] | 'ANY' | 'MATCH';
  principal: string | null;
  host: string | null;
  operation: Acl['operation'] | 'ANY';
  permission: Acl['permission'] | 'ANY';
}

/** Access control lists. Injection token. Methods reject with `GatewayError` like those of `AdminClient`. */
export abstract class AclsClient {
  abstract describe(filter: AclFilter): Promise<Acl[]>;
  /** One outcome per rule, in order. Creating one that exists succeeds. */
  abstract create(acls: readonly Acl[]): Promise<Outcome<void>[]>;
  /** Deletes what matches; answers what was deleted. */
  abstract delete(filter: AclFilter): Promise<Acl[]>;
}
