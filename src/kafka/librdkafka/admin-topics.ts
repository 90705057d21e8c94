import type { Outcome, PartitionDescription, TopicDescription } from '../admin.client.js';
import { readError, withNames } from './admin-arguments.js';
import type { AdminRequest } from './admin-calls.js';
import { outcomeOf, topicNotFound } from './admin-errors.js';
import { AdminOperation } from './admin-options.js';
import { declare, listOf, type Pointer } from './library.js';

const submit = declare('DescribeTopics', 'void', 'pointer', 'pointer', 'pointer', 'pointer');
const resultOf = declare('event_DescribeTopics_result', 'pointer', 'pointer');
const topicsOf = declare('DescribeTopics_result_topics', 'pointer', 'pointer', 'pointer');
const collectionOfNames = declare('TopicCollection_of_topic_names', 'pointer', 'pointer', 'size');
const collectionDestroy = declare('TopicCollection_destroy', 'void', 'pointer');
const topicName = declare('TopicDescription_name', 'string', 'pointer');
const topicError = declare('TopicDescription_error', 'pointer', 'pointer');
const isInternal = declare('TopicDescription_is_internal', 'int', 'pointer');
const partitionsOf = declare('TopicDescription_partitions', 'pointer', 'pointer', 'pointer');
const partitionId = declare('TopicPartitionInfo_partition', 'int', 'pointer');
const partitionLeader = declare('TopicPartitionInfo_leader', 'pointer', 'pointer');
const partitionReplicas = declare('TopicPartitionInfo_replicas', 'pointer', 'pointer', 'pointer');
const partitionIsr = declare('TopicPartitionInfo_isr', 'pointer', 'pointer', 'pointer');
const nodeId = declare('Node_id', 'int', 'pointer');

const UNKNOWN_TOPIC_OR_PARTITION = 3;
const INVALID_TOPIC_EXCEPTION = 17;

/** Outcomes by name. The names must differ from each other. */
export function describeTopics(names: readonly string[]): AdminRequest<Map<string, Outcome<TopicDescription>>> {
  return {
    operation: AdminOperation.DescribeTopics,
    submit: (handle, options, queue) =>
      withNames(names, (array, count) => {
        const collection = collectionOfNames(array, count);
        submit(handle, collection, options, queue);
        collectionDestroy(collection);
      }),
    decode: (event) =>
      new Map(listOf(topicsOf, resultOf(event)).map((topic) => [topicName(topic) ?? '', readTopic(topic)])),
  };
}

function readTopic(topic: bigint): Outcome<TopicDescription> {
  const name = topicName(topic) ?? '';
  const { code, text } = readError(topicError(topic));
  // A name that Kafka does not allow is the name of no topic.
  if (code === UNKNOWN_TOPIC_OR_PARTITION || code === INVALID_TOPIC_EXCEPTION) return { error: topicNotFound(name) };
  return outcomeOf(code, text, () => ({
    name,
    internal: isInternal(topic) !== 0,
    partitions: listOf(partitionsOf, topic).map(readPartitionInfo),
  }));
}

function readPartitionInfo(info: bigint): PartitionDescription {
  return {
    partition: partitionId(info),
    leader: readNodeId(partitionLeader(info)),
    replicas: listOf(partitionReplicas, info).map(readNodeId),
    inSyncReplicas: listOf(partitionIsr, info).map(readNodeId),
  };
}

/** -1 for NULL: no such node. */
function readNodeId(node: Pointer): number {
  return node ? nodeId(node) : -1;
}
