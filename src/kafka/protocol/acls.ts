import { createAclsV3, deleteAclsV3, describeAclsV3, ResponseError } from '@platformatic/kafka';
import { ACL_OPERATION, ACL_PATTERN, ACL_PERMISSION, ACL_RESOURCE, aclOf } from '../acl-numbers.js';
import { type Acl, type AclFilter, AclsClient } from '../acls.client.js';
import type { Outcome } from '../admin.client.js';
import type { ProtocolDoor } from './protocol-door.js';
import { answeredError } from './protocol-errors.js';

type CreateAclsResponse = Awaited<ReturnType<typeof createAclsV3.api.async>>;
type NativeFilter = Parameters<typeof describeAclsV3.api.async>[1];
type NativeAcl = Parameters<typeof createAclsV3.api.async>[1][number];

/** Rules of every kind, and refusals to show them: librdkafka knows neither all kinds nor what was refused. */
export class ProtocolAcls extends AclsClient {
  constructor(private readonly door: ProtocolDoor) {
    super();
  }

  override async describe(filter: AclFilter): Promise<Acl[]> {
    const { resources } = await this.door.ask((connection) => describeAclsV3.api.async(connection, nativeOf(filter)));
    return resources.flatMap(({ acls, ...target }) => acls.flatMap((permission) => read({ ...target, ...permission })));
  }

  override async create(acls: readonly Acl[]): Promise<Outcome<void>[]> {
    const natives = acls.map((acl) => nativeOf(acl) as NativeAcl);
    const { results } = await this.door.ask((connection) =>
      createAclsV3.api.async(connection, natives).catch(partlyRefused),
    );
    return results.map(({ errorCode, errorMessage }) =>
      errorCode === 0 ? { value: undefined } : { error: answeredError(errorCode, errorMessage ?? null) },
    );
  }

  override async delete(filter: AclFilter): Promise<Acl[]> {
    const { filterResults } = await this.door.ask((connection) =>
      deleteAclsV3.api.async(connection, [nativeOf(filter)]),
    );
    return filterResults.flatMap(({ matchingAcls }) => matchingAcls.flatMap(read));
  }
}

/** The library rejects when one of many was refused, and keeps the answer. */
function partlyRefused(error: unknown): CreateAclsResponse {
  if (error instanceof ResponseError) return (error as unknown as { response: CreateAclsResponse }).response;
  throw error;
}

/** The library's types have constants where the protocol has numbers. */
function nativeOf(acl: AclFilter): NativeFilter {
  return {
    resourceType: ACL_RESOURCE[acl.resourceType],
    resourceName: acl.resourceName,
    resourcePatternType: ACL_PATTERN[acl.patternType],
    principal: acl.principal,
    host: acl.host,
    operation: ACL_OPERATION[acl.operation],
    permissionType: ACL_PERMISSION[acl.permission],
  } as NativeFilter;
}

function read(native: NativeAcl): Acl[] {
  const { resourceType, resourcePatternType, operation, permissionType } = native;
  const numbers = { resourceType, patternType: resourcePatternType, operation, permission: permissionType };
  const acl = aclOf(numbers, native);
  return acl ? [acl] : [];
}
