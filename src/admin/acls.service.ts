import { Injectable } from '@nestjs/common';
import type { GatewayError } from '../errors/gateway-error.js';
import { type Acl, type AclFilter, AclsClient } from '../kafka/acls.client.js';

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
    const failures = (await this.acls.create(acls)).flatMap(({ error }, index) => (error ? [{ index, error }] : []));
    const [first] = failures;
    if (first && failures.length === acls.length) throw first.error;
    return failures;
  }

  /** Deletes what matches, and answers what was deleted. */
  delete(filter: AclFilter): Promise<Acl[]> {
    return this.acls.delete(filter);
  }
}
