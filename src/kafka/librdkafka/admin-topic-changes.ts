import { GatewayError } from '../../errors/gateway-error.js';
import type { NewTopic, Outcome } from '../admin.client.js';
import type { PlacedTopic } from '../partitions.client.js';
import { plainName, withObjects } from './admin-arguments.js';
import type { AdminRequest } from './admin-calls.js';
import { outcomeOf, topicNotFound } from './admin-errors.js';
import { AdminOperation, validateOnly, waitForChange } from './admin-options.js';
import { errstr, lastErrorText } from './handle.js';
import { declare, listOf } from './library.js';

const create = declare('CreateTopics', 'void', 'pointer', 'pointer', 'size', 'pointer', 'pointer');
const createResultOf = declare('event_CreateTopics_result', 'pointer', 'pointer');
const createdTopics = declare('CreateTopics_result_topics', 'pointer', 'pointer', 'pointer');
const newTopic = declare('NewTopic_new', 'pointer', 'string', 'int', 'int', 'pointer', 'size');
const newTopicDestroy = declare('NewTopic_destroy', 'void', 'pointer');
const newTopicConfig = declare('NewTopic_set_config', 'int', 'pointer', 'string', 'string');
const replicaAssignment = declare(
  'NewTopic_set_replica_assignment',
  'int',
  'pointer',
  'int',
  'pointer',
  'size',
  'pointer',
  'size',
);
const remove = declare('DeleteTopics', 'void', 'pointer', 'pointer', 'size', 'pointer', 'pointer');
const removeResultOf = declare('event_DeleteTopics_result', 'pointer', 'pointer');
const removedTopics = declare('DeleteTopics_result_topics', 'pointer', 'pointer', 'pointer');
const deleteTopic = declare('DeleteTopic_new', 'pointer', 'string');
const deleteTopicDestroy = declare('DeleteTopic_destroy', 'void', 'pointer');
const topicName = declare('topic_result_name', 'string', 'pointer');
const topicError = declare('topic_result_error', 'int', 'pointer');
const topicErrorText = declare('topic_result_error_string', 'string', 'pointer');

const UNKNOWN_TOPIC_OR_PARTITION = 3;
/** RD_KAFKAP_PARTITIONS_MAX, RD_KAFKAP_BROKERS_MAX: librdkafka builds nothing beyond. */
const PARTITIONS_MAX = 100_000;
const REPLICAS_MAX = 10_000;

/** Per topic why it is not even asked for; null: Kafka decides. */
export function refusalsOf(topics: readonly NewTopic[]): (GatewayError | null)[] {
  const names = new Set<string>();
  return topics.map((topic) => {
    const reason = names.has(topic.name) ? 'is named more than once' : flawOf(topic);
    names.add(topic.name);
    return reason === null ? null : new GatewayError('kafka-refused', `Topic "${topic.name}" ${reason}.`);
  });
}

function flawOf({ partitions, replicationFactor, configs }: NewTopic): string | null {
  if (!(partitions >= -1 && partitions <= PARTITIONS_MAX)) return `must have 1 to ${PARTITIONS_MAX} partitions, or -1`;
  if (!(replicationFactor >= -1 && replicationFactor <= REPLICAS_MAX))
    return `must have 1 to ${REPLICAS_MAX} replicas, or -1`;
  return Object.keys(configs ?? {}).includes('') ? 'has a setting without a name' : null;
}

/** Outcomes by name. At least one topic; none that `refusalsOf` refuses. */
export function createTopics(
  topics: readonly PlacedTopic[],
  timeoutMs: number,
  dryRun = false,
): AdminRequest<Map<string, Outcome<void>>> {
  for (const { name } of topics) plainName(name);
  return {
    operation: AdminOperation.CreateTopics,
    configure: (options) => {
      waitForChange(options, timeoutMs);
      if (dryRun) validateOnly(options);
    },
    submit: (handle, options, queue) =>
      withObjects(topics.map(buildTopic), newTopicDestroy, (array, count) =>
        create(handle, array, count, options, queue),
      ),
    decode: (event) => readResults(listOf(createdTopics, createResultOf(event))),
  };
}

/** Outcomes by name. At least one name; the names must differ. */
export function deleteTopics(names: readonly string[], timeoutMs: number): AdminRequest<Map<string, Outcome<void>>> {
  for (const name of names) plainName(name);
  return {
    operation: AdminOperation.DeleteTopics,
    configure: (options) => waitForChange(options, timeoutMs),
    submit: (handle, options, queue) =>
      withObjects(names.map(buildDeletion), deleteTopicDestroy, (array, count) =>
        remove(handle, array, count, options, queue),
      ),
    decode: (event) => readResults(listOf(removedTopics, removeResultOf(event))),
  };
}

function buildTopic({ name, partitions, replicationFactor, configs, assignments }: PlacedTopic): bigint {
  const counts = assignments ? ([assignments.length, -1] as const) : ([partitions, replicationFactor] as const);
  const topic = newTopic(name, ...counts, errstr.buffer, errstr.size);
  if (!topic) throw new Error(lastErrorText());
  assignments?.forEach((brokers, partition) => {
    const ids = Int32Array.from(brokers);
    const code = replicaAssignment(topic, partition, ids, ids.length, errstr.buffer, errstr.size);
    if (code !== 0) throw new Error(lastErrorText());
  });
  for (const [key, value] of Object.entries(configs ?? {})) newTopicConfig(topic, key, value);
  return topic;
}

function buildDeletion(name: string): bigint {
  const topic = deleteTopic(name);
  if (!topic) throw new Error('out of memory');
  return topic;
}

function readResults(results: readonly bigint[]): Map<string, Outcome<void>> {
  return new Map(results.map((result) => [topicName(result) ?? '', readResult(result)]));
}

function readResult(result: bigint): Outcome<void> {
  const code = topicError(result);
  if (code === UNKNOWN_TOPIC_OR_PARTITION) return { error: topicNotFound(topicName(result) ?? '') };
  return outcomeOf(code, topicErrorText(result), () => undefined);
}
