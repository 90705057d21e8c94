import type { OffsetSpec } from '../admin.client.js';
import type { TopicPartition } from '../record.js';
import { plainName } from './admin-arguments.js';
import type { AdminRequest } from './admin-calls.js';
import { AdminOperation, readCommitted } from './admin-options.js';
import { declare, listOf } from './library.js';
import { type ListedPartition, readPartition, withPartitionList } from './topic-partition-list.js';

const list = declare('ListOffsets', 'void', 'pointer', 'pointer', 'pointer', 'pointer');
const resultOf = declare('event_ListOffsets_result', 'pointer', 'pointer');
const infosOf = declare('ListOffsets_result_infos', 'pointer', 'pointer', 'pointer');
const infoPartition = declare('ListOffsetsResultInfo_topic_partition', 'pointer', 'pointer');

// RD_KAFKA_OFFSET_SPEC_*
const EARLIEST = -2;
const LATEST = -1;

const NO_LEADERS = -156; // RD_KAFKA_RESP_ERR__NOENT
const OFFSET_INVALID = -1001;
export const LEADER_NOT_AVAILABLE = 5;
export const TIMED_OUT = -185;

export interface OffsetQuestion extends TopicPartition {
  spec: OffsetSpec;
}

/**
 * One entry per question; the partitions must differ from each other, and none or all ask for `last-stable`. A time that no record has reached is offset -1.
 * Only for a handle that has nothing else in flight (see `LeaderCalls`).
 */
export function listOffsets(questions: readonly OffsetQuestion[], timeoutMs?: number): AdminRequest<ListedPartition[]> {
  for (const { topic } of questions) plainName(topic);
  const entries = questions.map(({ topic, partition, spec }) => ({ topic, partition, offset: specOf(spec) }));
  return {
    operation: AdminOperation.ListOffsets,
    timeoutMs,
    configure: (options) => {
      if (questions.some(({ spec }) => spec === 'last-stable')) readCommitted(options);
    },
    submit: (handle, options, queue) => withPartitionList(entries, (native) => list(handle, native, options, queue)),
    decode: (event) => listOf(infosOf, resultOf(event)).map(readAnswer),
    failed: (code) => (code === NO_LEADERS ? questions.map(leaderless) : undefined),
  };
}

function specOf(spec: OffsetSpec): number {
  if (spec === 'earliest') return EARLIEST;
  if (spec === 'latest' || spec === 'last-stable') return LATEST;
  return Math.max(0, Math.trunc(spec.timestampMs));
}

function leaderless({ topic, partition }: TopicPartition): ListedPartition {
  return { topic, partition, offset: -1, metadata: null, error: LEADER_NOT_AVAILABLE };
}

/** A leader that did not answer leaves its partitions without offset and without error. */
function readAnswer(info: bigint): ListedPartition {
  const partition = infoPartition(info);
  if (!partition) throw new Error('ListOffsets answered without a partition');
  const answer = readPartition(partition);
  return answer.error === 0 && answer.offset === OFFSET_INVALID ? { ...answer, error: TIMED_OUT } : answer;
}
