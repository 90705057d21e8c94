import type { Outcome } from '../admin.client.js';
import { ACL_OPERATION, ACL_PATTERN, ACL_PERMISSION, ACL_RESOURCE, aclOf } from '../acl-numbers.js';
import type { Acl, AclFilter } from '../acls.client.js';
import { plainName, readError, withObjects } from './admin-arguments.js';
import type { AdminRequest } from './admin-calls.js';
import { adminError, outcomeOf } from './admin-errors.js';
import { AdminOperation } from './admin-options.js';
import { errstr, lastErrorText } from './handle.js';
import { declare, listOf, type NativeFunction, type Pointer } from './library.js';

const FIELDS = ['int', 'string', 'int', 'string', 'string', 'int', 'int', 'pointer', 'size'] as const;
const bindingNew = declare('AclBinding_new', 'pointer', ...FIELDS);
const filterNew = declare('AclBindingFilter_new', 'pointer', ...FIELDS);
const bindingDestroy = declare('AclBinding_destroy', 'void', 'pointer');
const create = declare('CreateAcls', 'void', 'pointer', 'pointer', 'size', 'pointer', 'pointer');
const createResultOf = declare('event_CreateAcls_result', 'pointer', 'pointer');
const createdAcls = declare('CreateAcls_result_acls', 'pointer', 'pointer', 'pointer');
const createdError = declare('acl_result_error', 'pointer', 'pointer');
const describe = declare('DescribeAcls', 'void', 'pointer', 'pointer', 'pointer', 'pointer');
const describeResultOf = declare('event_DescribeAcls_result', 'pointer', 'pointer');
const describedAcls = declare('DescribeAcls_result_acls', 'pointer', 'pointer', 'pointer');
const remove = declare('DeleteAcls', 'void', 'pointer', 'pointer', 'size', 'pointer', 'pointer');
const removeResultOf = declare('event_DeleteAcls_result', 'pointer', 'pointer');
const removedResponses = declare('DeleteAcls_result_responses', 'pointer', 'pointer', 'pointer');
const removedError = declare('DeleteAcls_result_response_error', 'pointer', 'pointer');
const removedAcls = declare('DeleteAcls_result_response_matching_acls', 'pointer', 'pointer', 'pointer');
const restype = declare('AclBinding_restype', 'int', 'pointer');
const nameOf = declare('AclBinding_name', 'string', 'pointer');
const patternOf = declare('AclBinding_resource_pattern_type', 'int', 'pointer');
const principalOf = declare('AclBinding_principal', 'string', 'pointer');
const hostOf = declare('AclBinding_host', 'string', 'pointer');
const operationOf = declare('AclBinding_operation', 'int', 'pointer');
const bindingError = declare('AclBinding_error', 'pointer', 'pointer');
const permissionOf = declare('AclBinding_permission_type', 'int', 'pointer');

/** One outcome per rule, in order. */
export function createAcls(acls: readonly Acl[]): AdminRequest<Outcome<void>[]> {
  for (const acl of acls) for (const text of [acl.resourceName, acl.principal, acl.host]) plainName(text);
  return {
    operation: AdminOperation.CreateAcls,
    submit: (handle, options, queue) =>
      withObjects(
        acls.map((acl) => build(bindingNew, acl)),
        bindingDestroy,
        (array, count) => create(handle, array, count, options, queue),
      ),
    decode: (event) =>
      listOf(createdAcls, createResultOf(event)).map((result) => {
        const { code, text } = readError(createdError(result));
        return outcomeOf(code, text, () => undefined);
      }),
  };
}

/** Null for rules of a kind that librdkafka does not know. Empty also when Kafka refuses: librdkafka passes over its error. */
export function describeAcls(filter: AclFilter): AdminRequest<(Acl | null)[]> {
  checkNames(filter);
  return {
    operation: AdminOperation.DescribeAcls,
    repeatable: true,
    submit: (handle, options, queue) =>
      withObjects([build(filterNew, filter)], bindingDestroy, (array) => describe(handle, array[0]!, options, queue)),
    decode: (event) => listOf(describedAcls, describeResultOf(event)).map(read),
  };
}

/** Answers what was deleted; null for rules of a kind that librdkafka does not know. */
export function deleteAcls(filter: AclFilter): AdminRequest<(Acl | null)[]> {
  checkNames(filter);
  return {
    operation: AdminOperation.DeleteAcls,
    submit: (handle, options, queue) =>
      withObjects([build(filterNew, filter)], bindingDestroy, (array, count) =>
        remove(handle, array, count, options, queue),
      ),
    decode: (event) =>
      listOf(removedResponses, removeResultOf(event)).flatMap((response) => {
        const { code, text } = readError(removedError(response));
        if (code !== 0) throw adminError(code, text);
        return listOf(removedAcls, response).map((binding) => {
          const failure = readError(bindingError(binding));
          if (failure.code !== 0) throw adminError(failure.code, failure.text);
          return read(binding);
        });
      }),
  };
}

function checkNames(filter: AclFilter): void {
  for (const text of [filter.resourceName, filter.principal, filter.host]) if (text !== null) plainName(text);
}

function build(make: NativeFunction<Parameters<typeof filterNew>, Pointer>, acl: AclFilter): bigint {
  const binding = make(
    ACL_RESOURCE[acl.resourceType],
    acl.resourceName,
    ACL_PATTERN[acl.patternType],
    acl.principal,
    acl.host,
    ACL_OPERATION[acl.operation],
    ACL_PERMISSION[acl.permission],
    errstr.buffer,
    errstr.size,
  );
  if (!binding) throw new Error(lastErrorText());
  return binding;
}

/** Null for a rule of a kind that librdkafka does not know. */
function read(binding: bigint): Acl | null {
  return aclOf(
    {
      resourceType: restype(binding),
      patternType: patternOf(binding),
      operation: operationOf(binding),
      permission: permissionOf(binding),
    },
    { resourceName: nameOf(binding) ?? '', principal: principalOf(binding) ?? '', host: hostOf(binding) ?? '' },
  );
}
