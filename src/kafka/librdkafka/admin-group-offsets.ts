import { GatewayError } from '../../errors/gateway-error.js';
import type { Outcome } from '../admin.client.js';
import type { TopicPartition, TopicPartitionOffset } from '../record.js';
import { plainName, readError, withObjects } from './admin-arguments.js';
import type { AdminRequest } from './admin-calls.js';
import { adminError } from './admin-errors.js';
import { groupNotFound } from './admin-groups.js';
import { AdminOperation } from './admin-options.js';
import { declare, listOf, type Pointer } from './library.js';
import { readPartitionList, withPartitionList } from './topic-partition-list.js';

const alter = declare('AlterConsumerGroupOffsets', 'void', 'pointer', 'pointer', 'size', 'pointer', 'pointer');
const alterResultOf = declare('event_AlterConsumerGroupOffsets_result', 'pointer', 'pointer');
const alteredGroups = declare('AlterConsumerGroupOffsets_result_groups', 'pointer', 'pointer', 'pointer');
const alterationNew = declare('AlterConsumerGroupOffsets_new', 'pointer', 'string', 'pointer');
const alterationDestroy = declare('AlterConsumerGroupOffsets_destroy', 'void', 'pointer');
const remove = declare('DeleteConsumerGroupOffsets', 'void', 'pointer', 'pointer', 'size', 'pointer', 'pointer');
const removeResultOf = declare('event_DeleteConsumerGroupOffsets_result', 'pointer', 'pointer');
const removedGroups = declare('DeleteConsumerGroupOffsets_result_groups', 'pointer', 'pointer', 'pointer');
const removalNew = declare('DeleteConsumerGroupOffsets_new', 'pointer', 'string', 'pointer');
const removalDestroy = declare('DeleteConsumerGroupOffsets_destroy', 'void', 'pointer');
const list = declare('ListConsumerGroupOffsets', 'void', 'pointer', 'pointer', 'size', 'pointer', 'pointer');
const resultOf = declare('event_ListConsumerGroupOffsets_result', 'pointer', 'pointer');
const groupsOf = declare('ListConsumerGroupOffsets_result_groups', 'pointer', 'pointer', 'pointer');
const groupError = declare('group_result_error', 'pointer', 'pointer');
const groupPartitions = declare('group_result_partitions', 'pointer', 'pointer');
const requestNew = declare('ListConsumerGroupOffsets_new', 'pointer', 'string', 'pointer');
const requestDestroy = declare('ListConsumerGroupOffsets_destroy', 'void', 'pointer');

const UNKNOWN_TOPIC_OR_PARTITION = 3;
const UNKNOWN_MEMBER_ID = 25;
const REBALANCE_IN_PROGRESS = 27;
const NON_EMPTY_GROUP = 68;
const GROUP_ID_NOT_FOUND = 69;

/**
 * Committed offsets; partitions without one are omitted. At least one partition, they must differ from each other; null: all.
 */
export function listGroupOffsets(
  group: string,
  partitions: readonly TopicPartition[] | null,
): AdminRequest<TopicPartitionOffset[]> {
  plainName(group);
  for (const { topic } of partitions ?? []) plainName(topic);
  return {
    operation: AdminOperation.ListConsumerGroupOffsets,
    submit: (handle, options, queue) =>
      withObjects([buildRequest(group, partitions)], requestDestroy, (array, count) =>
        list(handle, array, count, options, queue),
      ),
    decode: (event) => {
      const [result] = listOf(groupsOf, resultOf(event));
      if (!result) throw new Error('ListConsumerGroupOffsets answered without its group');
      const { code, text } = readError(groupError(result));
      if (code !== 0) throw adminError(code, text);
      return committedOf(groupPartitions(result));
    },
  };
}

/** Sets committed offsets. Outcomes by partition, see `partitionKey`. */
export function alterGroupOffsets(
  group: string,
  offsets: readonly TopicPartitionOffset[],
): AdminRequest<Map<string, Outcome<void>>> {
  return changeOffsets(group, offsets, {
    operation: AdminOperation.AlterConsumerGroupOffsets,
    make: alterationNew,
    destroy: alterationDestroy,
    send: alter,
    groups: (event) => listOf(alteredGroups, alterResultOf(event)),
  });
}

/** Forgets committed offsets. Outcomes by partition, see `partitionKey`. */
export function deleteGroupOffsets(
  group: string,
  partitions: readonly TopicPartition[],
): AdminRequest<Map<string, Outcome<void>>> {
  return changeOffsets(group, partitions, {
    operation: AdminOperation.DeleteConsumerGroupOffsets,
    make: removalNew,
    destroy: removalDestroy,
    send: remove,
    groups: (event) => listOf(removedGroups, removeResultOf(event)),
  });
}

export function partitionKey({ topic, partition }: TopicPartition): string {
  return `${partition}:${topic}`;
}

interface OffsetChange {
  operation: AdminOperation;
  make: (group: string, list: bigint) => Pointer;
  destroy: (request: bigint) => void;
  send: typeof alter;
  groups: (event: bigint) => bigint[];
}

/** At least one partition; they must differ from each other. */
function changeOffsets(
  group: string,
  entries: readonly (TopicPartition & Partial<TopicPartitionOffset>)[],
  { operation, make, destroy, send, groups }: OffsetChange,
): AdminRequest<Map<string, Outcome<void>>> {
  plainName(group);
  for (const { topic } of entries) plainName(topic);
  return {
    operation,
    submit: (handle, options, queue) => {
      const request = withPartitionList(entries, (native) => make(group, native));
      if (!request) throw new Error('out of memory');
      withObjects([request], destroy, (array, count) => send(handle, array, count, options, queue));
    },
    decode: (event) => {
      const [result] = groups(event);
      if (!result) throw new Error('Kafka answered without the group');
      const { code, text } = readError(groupError(result));
      if (code !== 0) throw groupChangeError(group, code, text);
      return new Map(
        readPartitionList(groupPartitions(result)).map((entry): [string, Outcome<void>] => [
          partitionKey(entry),
          entry.error === 0 ? { value: undefined } : { error: groupChangeError(group, entry.error, null) },
        ]),
      );
    },
  };
}

/** A group with members refuses whoever is not one of them. */
function groupChangeError(group: string, code: number, text: string | null): GatewayError {
  if (code === UNKNOWN_MEMBER_ID || code === NON_EMPTY_GROUP || code === REBALANCE_IN_PROGRESS) {
    return new GatewayError(
      'kafka-refused',
      `Consumer group "${group}" has members: its offsets can be changed when they are gone.`,
    );
  }
  if (code === GROUP_ID_NOT_FOUND) return groupNotFound(group);
  return adminError(code, text);
}

function buildRequest(group: string, partitions: readonly TopicPartition[] | null): bigint {
  const request = partitions
    ? withPartitionList(partitions, (entries) => requestNew(group, entries))
    : requestNew(group, null);
  if (!request) throw new Error('out of memory');
  return request;
}

/** Without a commit the offset is negative; a partition that does not exist has none either. */
function committedOf(result: Pointer): TopicPartitionOffset[] {
  const committed: TopicPartitionOffset[] = [];
  for (const { topic, partition, offset, metadata, error } of readPartitionList(result)) {
    if (error !== 0 && error !== UNKNOWN_TOPIC_OR_PARTITION) throw adminError(error, null);
    if (error === 0 && offset >= 0) committed.push({ topic, partition, offset, metadata });
  }
  return committed;
}
