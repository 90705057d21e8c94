import { type Acl, ACL_OPERATIONS, ACL_RESOURCE_TYPES, type AclFilter } from './acls.client.js';

type Names<T extends string> = Readonly<Record<T, number>>;

// Numbers of Kafka's protocol: https://kafka.apache.org/protocol.html, DescribeAcls; librdkafka has the same as far as it goes.
export const ACL_RESOURCE: Names<AclFilter['resourceType']> = {
  ANY: 1,
  TOPIC: 2,
  GROUP: 3,
  CLUSTER: 4,
  TRANSACTIONAL_ID: 5,
  DELEGATION_TOKEN: 6,
  USER: 7,
};
export const ACL_PATTERN: Names<AclFilter['patternType']> = { ANY: 1, MATCH: 2, LITERAL: 3, PREFIXED: 4 };
/** AclOperation: ANY, then the others in Kafka's order. */
export const ACL_OPERATION = Object.fromEntries(
  ['ANY', ...ACL_OPERATIONS].map((name, index) => [name, index + 1]),
) as Names<AclFilter['operation']>;
export const ACL_PERMISSION: Names<AclFilter['permission']> = { ANY: 1, DENY: 2, ALLOW: 3 };

interface Numbers {
  resourceType: number;
  patternType: number;
  operation: number;
  permission: number;
}

/** Null for a rule of a kind that is newer than these tables. */
export function aclOf(numbers: Numbers, texts: Pick<Acl, 'resourceName' | 'principal' | 'host'>): Acl | null {
  const resourceType = ACL_RESOURCE_TYPES.find((name) => ACL_RESOURCE[name] === numbers.resourceType);
  const operation = ACL_OPERATIONS.find((name) => ACL_OPERATION[name] === numbers.operation);
  if (!resourceType || !operation) return null;
  return {
    resourceType,
    resourceName: texts.resourceName,
    patternType: numbers.patternType === ACL_PATTERN.PREFIXED ? 'PREFIXED' : 'LITERAL',
    principal: texts.principal,
    host: texts.host,
    operation,
    permission: numbers.permission === ACL_PERMISSION.DENY ? 'DENY' : 'ALLOW',
  };
}
