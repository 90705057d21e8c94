import type { Outcome } from '../../../src/kafka/admin.client.js';
import { type Acl, type AclFilter, AclsClient } from '../../../src/kafka/acls.client.js';
import { GatewayError } from '../../../src/errors/gateway-error.js';

/** Keeps rules in memory, and finds them as Kafka does. Refuses hosts named `refused`. */
export class FakeAclsClient extends AclsClient {
  acls: Acl[] = [];
  /** So many searches after a change still find the old rules, as with brokers that have not heard of it yet. */
  lag = 0;
  /** What searches fail with. */
  refusal: GatewayError | null = null;
  private old: Acl[] = [];
  private stale = 0;

  override async describe(filter: AclFilter): Promise<Acl[]> {
    if (this.refusal) throw this.refusal;
    const shown = this.stale > 0 ? this.old : this.acls;
    this.stale--;
    return shown.filter((acl) => matches(acl, filter));
  }

  override async create(acls: readonly Acl[]): Promise<Outcome<void>[]> {
    this.changes();
    return acls.map((acl) => {
      if (acl.host === 'refused') return { error: new GatewayError('kafka-refused', 'Kafka does not take this host.') };
      if (!this.acls.some((one) => matches(one, acl))) this.acls.push(acl);
      return { value: undefined };
    });
  }

  override async delete(filter: AclFilter): Promise<Acl[]> {
    this.changes();
    const deleted = this.acls.filter((acl) => matches(acl, filter));
    this.acls = this.acls.filter((acl) => !deleted.includes(acl));
    return deleted;
  }

  private changes(): void {
    this.old = [...this.acls];
    this.stale = this.lag;
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
