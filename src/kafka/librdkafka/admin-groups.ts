import type { Outcome } from '../admin.client.js';
import type { GroupListing, GroupState, GroupType } from '../groups.client.js';
import { GatewayError } from '../../errors/gateway-error.js';
import { plainName, readError, withObjects } from './admin-arguments.js';
import type { AdminRequest } from './admin-calls.js';
import { adminError, outcomeOf } from './admin-errors.js';
import { AdminOperation } from './admin-options.js';
import { declare, listOf } from './library.js';

const list = declare('ListConsumerGroups', 'void', 'pointer', 'pointer', 'pointer');
const listResultOf = declare('event_ListConsumerGroups_result', 'pointer', 'pointer');
const listedGroups = declare('ListConsumerGroups_result_valid', 'pointer', 'pointer', 'pointer');
const listErrors = declare('ListConsumerGroups_result_errors', 'pointer', 'pointer', 'pointer');
const listedId = declare('ConsumerGroupListing_group_id', 'string', 'pointer');
const listedSimple = declare('ConsumerGroupListing_is_simple_consumer_group', 'int', 'pointer');
const listedState = declare('ConsumerGroupListing_state', 'int', 'pointer');
const listedType = declare('ConsumerGroupListing_type', 'int', 'pointer');
const remove = declare('DeleteGroups', 'void', 'pointer', 'pointer', 'size', 'pointer', 'pointer');
const removeResultOf = declare('event_DeleteGroups_result', 'pointer', 'pointer');
const removedGroups = declare('DeleteGroups_result_groups', 'pointer', 'pointer', 'pointer');
const groupError = declare('group_result_error', 'pointer', 'pointer');
const groupName = declare('group_result_name', 'string', 'pointer');
const deletionNew = declare('DeleteGroup_new', 'pointer', 'string');
const deletionDestroy = declare('DeleteGroup_destroy', 'void', 'pointer');

const GROUP_ID_NOT_FOUND = 69;

/** rd_kafka_consumer_group_state_t */
const STATES: readonly GroupState[] = [
  'UNKNOWN',
  'PREPARING_REBALANCE',
  'COMPLETING_REBALANCE',
  'STABLE',
  'DEAD',
  'EMPTY',
];
/** rd_kafka_consumer_group_type_t */
const TYPES: readonly GroupType[] = ['UNKNOWN', 'CONSUMER', 'CLASSIC'];

export function groupState(native: number): GroupState {
  return STATES[native] ?? 'UNKNOWN';
}

export function groupType(native: number): GroupType {
  return TYPES[native] ?? 'UNKNOWN';
}

function unlisted(): GatewayError {
  return new GatewayError(
    'kafka-unavailable',
    'A broker did not answer: the consumer groups that it coordinates are unknown.',
  );
}

export function groupNotFound(group: string): GatewayError {
  return new GatewayError('not-found', `Consumer group "${group}" could not be found.`);
}

/** Groups of all brokers; rejects when one of them does not answer. */
export function listGroups(): AdminRequest<GroupListing[]> {
  return {
    operation: AdminOperation.ListConsumerGroups,
    submit: (handle, options, queue) => list(handle, options, queue),
    decode: (event) => {
      const result = listResultOf(event);
      const [failure] = listOf(listErrors, result);
      // Of a broker that cannot be asked, the groups would be missing without a word.
      if (failure !== undefined) {
        const { code, text } = readError(failure);
        throw adminError(code, text, unlisted);
      }
      return listOf(listedGroups, result).map((listing) => ({
        group: listedId(listing) ?? '',
        isSimple: listedSimple(listing) !== 0,
        state: groupState(listedState(listing)),
        type: groupType(listedType(listing)),
      }));
    },
  };
}

/** At least one group; they must differ. Outcomes by name. */
export function deleteGroups(groups: readonly string[]): AdminRequest<Map<string, Outcome<void>>> {
  for (const group of groups) plainName(group);
  return {
    operation: AdminOperation.DeleteGroups,
    submit: (handle, options, queue) =>
      withObjects(groups.map(buildDeletion), deletionDestroy, (array, count) =>
        remove(handle, array, count, options, queue),
      ),
    decode: (event) =>
      new Map(
        listOf(removedGroups, removeResultOf(event)).map((result) => {
          const name = groupName(result) ?? '';
          const { code, text } = readError(groupError(result));
          if (code === GROUP_ID_NOT_FOUND) return [name, { error: groupNotFound(name) }];
          return [name, outcomeOf(code, text, () => undefined)];
        }),
      ),
  };
}

function buildDeletion(group: string): bigint {
  const deletion = deletionNew(group);
  if (!deletion) throw new Error('out of memory');
  return deletion;
}
