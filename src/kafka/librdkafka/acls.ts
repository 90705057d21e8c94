import { type Acl, type AclFilter, AclsClient } from '../acls.client.js';
import type { Outcome } from '../admin.client.js';
import { createAcls, deleteAcls, describeAcls } from './admin-acls.js';
import { missingOutcome } from './admin-errors.js';
import type { AdminHandles } from './admin-handles.js';

/** Of later versions of Kafka than librdkafka knows. */
const UNKNOWN_RESOURCES: readonly AclFilter['resourceType'][] = ['DELEGATION_TOKEN', 'USER'];
const UNKNOWN_OPERATIONS: readonly AclFilter['operation'][] = ['CREATE_TOKENS', 'DESCRIBE_TOKENS', 'TWO_PHASE_COMMIT'];

/** Rules by librdkafka; what it does not know goes through the second door. */
export class LibrdkafkaAclsClient extends AclsClient {
  constructor(
    private readonly handles: AdminHandles,
    private readonly others: AclsClient,
  ) {
    super();
  }

  /** No rules may also mean that Kafka refused to show them: the second door tells. */
  override async describe(filter: AclFilter): Promise<Acl[]> {
    if (isUnknown(filter)) return this.others.describe(filter);
    const acls = await this.handles.call(describeAcls(filter));
    const known = acls.filter((acl) => acl !== null);
    return known.length > 0 && known.length === acls.length ? known : this.others.describe(filter);
  }

  override async create(acls: readonly Acl[]): Promise<Outcome<void>[]> {
    const own = acls.filter((acl) => !isUnknown(acl));
    const others = acls.filter(isUnknown);
    const outcomes = new Map<Acl, Outcome<void>>();
    const note = (some: readonly Acl[], told: readonly Outcome<void>[]): void =>
      some.forEach((acl, index) => outcomes.set(acl, told[index] ?? missingOutcome()));
    if (own.length > 0) note(own, await this.handles.call(createAcls(own)));
    if (others.length > 0) note(others, await this.others.create(others));
    return acls.map((acl) => outcomes.get(acl) ?? missingOutcome());
  }

  /** librdkafka deletes what it cannot name as well, and could not tell. */
  override async delete(filter: AclFilter): Promise<Acl[]> {
    if (isUnknown(filter) || (isWide(filter) && (await this.describe(filter)).some(isUnknown))) {
      return this.others.delete(filter);
    }
    return (await this.handles.call(deleteAcls(filter))).filter((acl) => acl !== null);
  }
}

function isUnknown({ resourceType, operation }: AclFilter): boolean {
  return UNKNOWN_RESOURCES.includes(resourceType) || UNKNOWN_OPERATIONS.includes(operation);
}

/** Whether it may find rules that librdkafka does not know. */
function isWide({ resourceType, operation }: AclFilter): boolean {
  return resourceType === 'ANY' || operation === 'ANY';
}
