import type { Outcome } from '../../../src/kafka/admin.client.js';
import { type Acl, type AclFilter, AclsClient } from '../../../src/kafka/acls.client.js';
import { GatewayError } from '../../../src/errors/gateway-error.js';

/** Keeps rules in memory, and finds them as Kafka does. Refuses hosts named `refused`. */
export class FakeAclsClient extends AclsClient {
  acls: Acl[] = [];

  override async describe(filter: AclFilter): Promise<Acl[]> {
    return this.acls.filter((acl) => matches(acl, filter));
  }

  override async create(acls: readonly Acl[]): Promise<Outcome<void>[]> {
    return acls.map((acl) => {
      if (acl.host === 'refused') return { error: new GatewayError('kafka-refused', 'Kafka does not take this host.') };
      if (!this.acls.some((one) => matches(one, acl))) this.acls.push(acl);
      return { value: undefined };
    });
  }

  override async delete(filter: AclFilter): Promise<Acl[]> {
    const deleted = await this.describe(filter);
    this.acls = this.acls.filter((acl) => !deleted.includes(acl));
    return deleted;
  }
}

function matches(acl: Acl, filter: AclFilter): boolean {
  const any = (wanted: string | null, value: string): boolean =>
    wanted === null || wanted === 'ANY' || wanted === value;
  return (
    any(filter.resourceType, acl.resourceType) &&
    matchesName(acl, filter) &&
    any(filter.principal, acl.principal) &&
    any(filter.host, acl.host) &&
    any(filter.operation, acl.operation) &&
    any(filter.permission, acl.permission)
  );
}

function matchesName(acl: Acl, { resourceName, patternType }: AclFilter): boolean {
  if (patternType !== 'MATCH') {
    return (
      (patternType === 'ANY' || patternType === acl.patternType) &&
      (resourceName ?? acl.resourceName) === acl.resourceName
    );
  }
  if (resourceName === null || acl.resourceName === resourceName || acl.resourceName === '*') return true;
  return acl.patternType === 'PREFIXED' && resourceName.startsWith(acl.resourceName);
}
