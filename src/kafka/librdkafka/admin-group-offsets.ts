import type { TopicPartition, TopicPartitionOffset } from '../record.js';
import { plainName, readError, withObjects } from './admin-arguments.js';
import type { AdminRequest } from './admin-calls.js';
import { adminError } from './admin-errors.js';
import { AdminOperation } from './admin-options.js';
import { declare, listOf, type Pointer } from './library.js';
import { readPartitionList, withPartitionList } from './topic-partition-list.js';

const list = declare('ListConsumerGroupOffsets', 'void', 'pointer', 'pointer', 'size', 'pointer', 'pointer');
const resultOf = declare('event_ListConsumerGroupOffsets_result', 'pointer', 'pointer');
const groupsOf = declare('ListConsumerGroupOffsets_result_groups', 'pointer', 'pointer', 'pointer');
const groupError = declare('group_result_error', 'pointer', 'pointer');
const groupPartitions = declare('group_result_partitions', 'pointer', 'pointer');
const requestNew = declare('ListConsumerGroupOffsets_new', 'pointer', 'string', 'pointer');
const requestDestroy = declare('ListConsumerGroupOffsets_destroy', 'void', 'pointer');

const UNKNOWN_TOPIC_OR_PARTITION = 3;

/** Committed offsets; partitions without one are omitted. At least one partition; they must differ from each other. */
export function listGroupOffsets(
  group: string,
  partitions: readonly TopicPartition[],
): AdminRequest<TopicPartitionOffset[]> {
  plainName(group);
  for (const { topic } of partitions) plainName(topic);
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

function buildRequest(group: string, partitions: readonly TopicPartition[]): bigint {
  const request = withPartitionList(partitions, (entries) => requestNew(group, entries));
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
