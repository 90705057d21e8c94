import { Injectable } from '@nestjs/common';
import type { GatewayError } from '../errors/gateway-error.js';
import { type Acl, type AclFilter, AclsClient } from '../kafka/acls.client.js';
import { untilShown } from './visibility.js';

export interface AclFailure {
  /** Place in what was asked for. */
  index: number;
  error: GatewayError;
}

/** Access control lists. Rejects with `forbidden` and with `kafka-refused` for what Kafka does not take. */
@Injectable()
export class AclsService {
  constructor(private readonly acls: AclsClient) {}

  search(filter: AclFilter): Promise<Acl[]> {
    return this.acls.describe(filter);
  }

  /** Each rule by itself: what is not among the failures was created. Rejects when all were refused, with the first error. */
  async create(acls: readonly Acl[]): Promise<AclFailure[]> {
    if (acls.length === 0) return [];
    const outcomes = await this.acls.create(acls);
    const failures = outcomes.flatMap(({ error }, index) => (error ? [{ index, error }] : []));
    const [first] = failures;
    if (first && failures.length === acls.length) throw first.error;
    const created = acls.filter((_, index) => !outcomes[index]?.error);
    await untilShown(async () => {
      const shown = new Set((await this.acls.describe(commonFilter(created))).map(keyOf));
      return created.every((acl) => shown.has(keyOf(acl)));
    });
    return failures;
  }

  /** Deletes what matches, and answers what was deleted. */
  async delete(filter: AclFilter): Promise<Acl[]> {
    const deleted = await this.acls.delete(filter);
    if (deleted.length === 0) return deleted;
    const gone = new Set(deleted.map(keyOf));
    await untilShown(async () => !(await this.acls.describe(filter)).some((acl) => gone.has(keyOf(acl))));
    return deleted;
  }
}

/** Finds all of these in one search, and as little else as one search can. */
function commonFilter(acls: readonly Acl[]): AclFilter {
  const common = <K extends keyof Acl, N>(name: K, anything: N): Acl[K] | N => {
    const [first, ...others] = new Set(acls.map((acl) => acl[name]));
    return first === undefined || others.length > 0 ? anything : first;
  };
  return {
    resourceType: common('resourceType', 'ANY'),
    resourceName: common('resourceName', null),
    patternType: common('patternType', 'ANY'),
    principal: common('principal', null),
    host: common('host', null),
    operation: common('operation', 'ANY'),
    permission: common('permission', 'ANY'),
  };
}

function keyOf(acl: Acl): string {
  const { resourceType, resourceName, patternType, principal, host, operation, permission } = acl;
  return JSON.stringify([resourceType, resourceName, patternType, principal, host, operation, permission]);
}
