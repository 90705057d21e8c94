import type { Outcome } from '../admin.client.js';
import type { TopicPartition, TopicPartitionOffset } from '../record.js';
import { plainName, readError, withObjects } from './admin-arguments.js';
import type { AdminRequest } from './admin-calls.js';
import { adminError, outcomeOf, topicNotFound } from './admin-errors.js';
import { AdminOperation, validateOnly, waitForChange } from './admin-options.js';
import { LEADER_NOT_AVAILABLE } from './admin-offsets.js';
import { errstr, lastErrorText } from './handle.js';
import { declare, listOf, type Pointer } from './library.js';
import { readPartition, readPartitionList, withPartitionList } from './topic-partition-list.js';

const grow = declare('CreatePartitions', 'void', 'pointer', 'pointer', 'size', 'pointer', 'pointer');
const growResultOf = declare('event_CreatePartitions_result', 'pointer', 'pointer');
const grownTopics = declare('CreatePartitions_result_topics', 'pointer', 'pointer', 'pointer');
const newPartitions = declare('NewPartitions_new', 'pointer', 'string', 'size', 'pointer', 'size');
const newPartitionsDestroy = declare('NewPartitions_destroy', 'void', 'pointer');
const topicError = declare('topic_result_error', 'int', 'pointer');
const topicErrorText = declare('topic_result_error_string', 'string', 'pointer');
const deletion = declare('DeleteRecords', 'void', 'pointer', 'pointer', 'size', 'pointer', 'pointer');
const deletionResultOf = declare('event_DeleteRecords_result', 'pointer', 'pointer');
const deletionOffsets = declare('DeleteRecords_result_offsets', 'pointer', 'pointer');
const deletionNew = declare('DeleteRecords_new', 'pointer', 'pointer');
const deletionDestroy = declare('DeleteRecords_destroy', 'void', 'pointer');
const elect = declare('ElectLeaders', 'void', 'pointer', 'pointer', 'pointer', 'pointer');
const electResultOf = declare('event_ElectLeaders_result', 'pointer', 'pointer');
const electedPartitions = declare('ElectLeaders_result_partitions', 'pointer', 'pointer', 'pointer');
const electionNew = declare('ElectLeaders_new', 'pointer', 'int', 'pointer');
const electionDestroy = declare('ElectLeaders_destroy', 'void', 'pointer');
const electedPartition = declare('topic_partition_result_partition', 'pointer', 'pointer');
const electedError = declare('topic_partition_result_error', 'pointer', 'pointer');

const UNKNOWN_TOPIC_OR_PARTITION = 3;
const ELECTION_NOT_NEEDED = 84;
const NO_LEADERS = -156; // RD_KAFKA_RESP_ERR__NOENT

/** rd_kafka_ElectionType_t */
const ELECTION = { PREFERRED: 0, UNCLEAN: 1 } as const;

export type Election = keyof typeof ELECTION;

/** @param total 1 to 100 000 */
export function createPartitions(
  topic: string,
  total: number,
  timeoutMs: number,
  dryRun: boolean,
): AdminRequest<Outcome<void>> {
  plainName(topic);
  return {
    operation: AdminOperation.CreatePartitions,
    configure: (options) => {
      waitForChange(options, timeoutMs);
      if (dryRun) validateOnly(options);
    },
    submit: (handle, options, queue) => {
      const request = newPartitions(topic, total, errstr.buffer, errstr.size);
      if (!request) throw new Error(lastErrorText());
      withObjects([request], newPartitionsDestroy, (array, count) => grow(handle, array, count, options, queue));
    },
    decode: (event) => {
      const [result] = listOf(grownTopics, growResultOf(event));
      if (!result) throw new Error('CreatePartitions answered without its topic');
      const code = topicError(result);
      if (code === UNKNOWN_TOPIC_OR_PARTITION) return { error: topicNotFound(topic) };
      return outcomeOf(code, topicErrorText(result), () => undefined);
    },
  };
}

/** The first offsets afterwards. Only for partitions that exist, on a handle for leaders. */
export function deleteRecords(
  before: readonly TopicPartitionOffset[],
  timeoutMs: number,
): AdminRequest<(TopicPartition & { outcome: Outcome<number> })[]> {
  for (const { topic } of before) plainName(topic);
  return {
    operation: AdminOperation.DeleteRecords,
    configure: (options) => waitForChange(options, timeoutMs),
    submit: (handle, options, queue) => {
      const request = withPartitionList(before, (list) => deletionNew(list));
      if (!request) throw new Error('out of memory');
      withObjects([request], deletionDestroy, (array, count) => deletion(handle, array, count, options, queue));
    },
    decode: (event) =>
      readPartitionList(deletionOffsets(deletionResultOf(event))).map(({ topic, partition, offset, error }) => ({
        topic,
        partition,
        outcome: outcomeOf(error, null, () => offset),
      })),
    failed: (code) => (code === NO_LEADERS ? before.map(leaderless) : undefined),
  };
}

function leaderless({ topic, partition }: TopicPartition): TopicPartition & { outcome: Outcome<number> } {
  return { topic, partition, outcome: { error: adminError(LEADER_NOT_AVAILABLE, null) } };
}

/** @param partitions null: all of the cluster */
export function electLeaders(
  kind: Election,
  partitions: readonly TopicPartition[] | null,
  timeoutMs: number,
): AdminRequest<(TopicPartition & { outcome: Outcome<boolean> })[]> {
  for (const { topic } of partitions ?? []) plainName(topic);
  return {
    operation: AdminOperation.ElectLeaders,
    configure: (options) => waitForChange(options, timeoutMs),
    submit: (handle, options, queue) => {
      const request = buildElection(kind, partitions);
      elect(handle, request, options, queue);
      electionDestroy(request);
    },
    decode: (event) => listOf(electedPartitions, electResultOf(event)).map(readElection),
  };
}

function buildElection(kind: Election, partitions: readonly TopicPartition[] | null): bigint {
  const election = (list: Pointer): Pointer => electionNew(ELECTION[kind], list);
  const request = partitions ? withPartitionList(partitions, election) : election(null);
  if (!request) throw new Error('out of memory');
  return request;
}

function readElection(result: bigint): TopicPartition & { outcome: Outcome<boolean> } {
  const { code, text } = readError(electedError(result));
  const { topic, partition } = readPartition(electedPartition(result)!);
  const outcome: Outcome<boolean> =
    code === 0 || code === ELECTION_NOT_NEEDED ? { value: code === 0 } : { error: adminError(code, text) };
  return { topic, partition, outcome };
}
