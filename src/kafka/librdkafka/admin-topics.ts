import type { Outcome, PartitionDescription, TopicDescription } from '../admin.client.js';
import { intsAt, readError, withNames } from './admin-arguments.js';
import type { AdminRequest } from './admin-calls.js';
import { outcomeOf, topicNotFound } from './admin-errors.js';
import { AdminOperation, withAuthorizedOperations } from './admin-options.js';
import { declare, listOf, type Pointer } from './library.js';

const submit = declare('DescribeTopics', 'void', 'pointer', 'pointer', 'pointer', 'pointer');
const resultOf = declare('event_DescribeTopics_result', 'pointer', 'pointer');
const topicsOf = declare('DescribeTopics_result_topics', 'pointer', 'pointer', 'pointer');
const collectionOfNames = declare('TopicCollection_of_topic_names', 'pointer', 'pointer', 'size');
const collectionDestroy = declare('TopicCollection_destroy', 'void', 'pointer');
const topicName = declare('TopicDescription_name', 'string', 'pointer');
const topicError = declare('TopicDescription_error', 'pointer', 'pointer');
const isInternal = declare('TopicDescription_is_internal', 'int', 'pointer');
const authorizedOperations = declare('TopicDescription_authorized_operations', 'pointer', 'pointer', 'pointer');
const operationName = declare('AclOperation_name', 'string', 'int');
const partitionsOf = declare('TopicDescription_partitions', 'pointer', 'pointer', 'pointer');
const partitionId = declare('TopicPartitionInfo_partition', 'int', 'pointer');
const partitionLeader = declare('TopicPartitionInfo_leader', 'pointer', 'pointer');
const partitionReplicas = declare('TopicPartitionInfo_replicas', 'pointer', 'pointer', 'pointer');
const partitionIsr = declare('TopicPartitionInfo_isr', 'pointer', 'pointer', 'pointer');
const nodeId = declare('Node_id', 'int', 'pointer');

const UNKNOWN_TOPIC_OR_PARTITION = 3;
const INVALID_TOPIC_EXCEPTION = 17;

/**
 * Outcomes by name. The names must differ from each other.
 *
 * @param operations also tell what the principal may do
 */
export function describeTopics(
  names: readonly string[],
  operations = false,
): AdminRequest<Map<string, Outcome<TopicDescription>>> {
  return {
    operation: AdminOperation.DescribeTopics,
    repeatable: true,
    configure: (options) => {
      if (operations) withAuthorizedOperations(options);
    },
    submit: (handle, options, queue) =>
      withNames(names, (array, count) => {
        const collection = collectionOfNames(array, count);
        submit(handle, collection, options, queue);
        collectionDestroy(collection);
      }),
    decode: (event) =>
      new Map(listOf(topicsOf, resultOf(event)).map((topic) => [topicName(topic) ?? '', readTopic(topic, operations)])),
  };
}

function readTopic(topic: bigint, operations: boolean): Outcome<TopicDescription> {
  const name = topicName(topic) ?? '';
  const { code, text } = readError(topicError(topic));
  // A name that Kafka does not allow is the name of no topic.
  if (code === UNKNOWN_TOPIC_OR_PARTITION || code === INVALID_TOPIC_EXCEPTION) return { error: topicNotFound(name) };
  return outcomeOf(code, text, () => ({
    name,
    internal: isInternal(topic) !== 0,
    partitions: listOf(partitionsOf, topic).map(readPartitionInfo),
    ...(operations ? { authorizedOperations: readOperations(topic) } : {}),
  }));
}

function readOperations(topic: bigint): string[] {
  const count = new BigUint64Array(1);
  const operations = authorizedOperations(topic, count);
  return intsAt(operations, Number(count[0])).map((operation) => operationName(operation) ?? 'UNKNOWN');
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
