import { type Acl, type AclFilter, AclsClient } from '../acls.client.js';
import type { Outcome } from '../admin.client.js';
import { createAcls, deleteAcls, describeAcls } from './admin-acls.js';
import { missingOutcome } from './admin-errors.js';
import type { AdminHandles } from './admin-handles.js';

/** Rules by librdkafka; those for delegation tokens, which it does not know, by the second door. */
export class LibrdkafkaAclsClient extends AclsClient {
  constructor(
    private readonly handles: AdminHandles,
    private readonly tokens: AclsClient,
  ) {
    super();
  }

  override async describe(filter: AclFilter): Promise<Acl[]> {
    if (isForTokens(filter)) return this.tokens.describe(filter);
    const acls = await this.handles.calls.call(describeAcls(filter));
    const known = acls.filter((acl) => acl !== null);
    if (known.length === acls.length) return known;
    return [...known, ...(await this.tokens.describe({ ...filter, resourceType: 'DELEGATION_TOKEN' }))];
  }

  override async create(acls: readonly Acl[]): Promise<Outcome<void>[]> {
    const own = acls.filter((acl) => !isForTokens(acl));
    const others = acls.filter(isForTokens);
    const outcomes = new Map<Acl, Outcome<void>>();
    const note = (some: readonly Acl[], told: readonly Outcome<void>[]): void =>
      some.forEach((acl, index) => outcomes.set(acl, told[index] ?? missingOutcome()));
    if (own.length > 0) note(own, await this.handles.calls.call(createAcls(own)));
    if (others.length > 0) note(others, await this.tokens.create(others));
    return acls.map((acl) => outcomes.get(acl) ?? missingOutcome());
  }

  /** What librdkafka deletes and cannot name is looked up before. */
  override async delete(filter: AclFilter): Promise<Acl[]> {
    if (isForTokens(filter)) return this.tokens.delete(filter);
    const tokens = filter.resourceType === 'ANY' ? await this.describe(filter) : [];
    const deleted = await this.handles.calls.call(deleteAcls(filter));
    return [...deleted.filter((acl) => acl !== null), ...tokens.filter(isForTokens)];
  }
}

function isForTokens({ resourceType }: AclFilter): boolean {
  return resourceType === 'DELEGATION_TOKEN';
}
