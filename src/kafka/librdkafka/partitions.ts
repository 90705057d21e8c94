import type { ErrorCode } from '../../errors/error-code.js';
import { GatewayError } from '../../errors/gateway-error.js';
import type { Outcome } from '../admin.client.js';
import {
  PartitionsClient,
  type PlacedTopic,
  type Reassignment,
  type ReassignmentChange,
  type Reassignments,
} from '../partitions.client.js';
import type { TopicPartition, TopicPartitionOffset } from '../record.js';
import { missingOutcome } from './admin-errors.js';
import type { AdminHandles } from './admin-handles.js';
import { createPartitions, deleteRecords, type Election, electLeaders } from './admin-partitions.js';
import { createTopics, refusalsOf } from './admin-topic-changes.js';
import { settledAnswer } from './admin-settling.js';
import { untilGrown, untilSeen } from './admin-visibility.js';

/** Whoever asks has just seen the partition: these come of leaders that librdkafka keeps for a while, or of a new topic. */
const DOUBTFUL = new Set<ErrorCode>(['topic-not-found', 'partition-not-found', 'kafka-retriable']);

/** Changes of topics by librdkafka; reassignments, which it has no call for, by the second door. */
export class LibrdkafkaPartitionsClient extends PartitionsClient {
  constructor(
    private readonly handles: AdminHandles,
    private readonly moving: Reassignments,
  ) {
    super();
  }

  override async createTopic(topic: PlacedTopic, { validateOnly }: { validateOnly: boolean }): Promise<void> {
    const [refusal] = refusalsOf([topic]);
    if (refusal) throw refusal;
    const { requestTimeoutMs } = this.handles;
    const outcomes = await this.handles.call(createTopics([topic], requestTimeoutMs, validateOnly));
    done(outcomes.get(topic.name));
    if (validateOnly) return;
    await untilSeen(this.handles, [topic.name], 'created');
  }

  override async createPartitions(
    topic: string,
    total: number,
    { validateOnly }: { validateOnly: boolean },
  ): Promise<void> {
    const { requestTimeoutMs } = this.handles;
    done(await this.handles.call(createPartitions(topic, total, requestTimeoutMs, validateOnly)));
    if (!validateOnly) await untilGrown(this.handles, topic, total);
  }

  override async deleteRecords(before: readonly TopicPartitionOffset[]): Promise<Outcome<number>[]> {
    const { leaders, requestTimeoutMs } = this.handles;
    const request = deleteRecords(before, requestTimeoutMs);
    const answers = await this.handles.inTime(
      settledAnswer(
        () =>
          leaders.run(async (call) => {
            const results = await call(request);
            if (results.some(isDoubtful)) leaders.renewUnlessFresh();
            return results;
          }),
        (results) => results.some(isDoubtful),
        requestTimeoutMs / 2,
      ),
    );
    const outcomes = new Map(answers.map(({ topic, partition, outcome }) => [`${partition}:${topic}`, outcome]));
    return before.map((entry) => settled(entry, outcomes.get(`${entry.partition}:${entry.topic}`) ?? missingOutcome()));
  }

  override electLeaders(
    kind: Election,
    partitions: readonly TopicPartition[] | null,
  ): Promise<(TopicPartition & { outcome: Outcome<boolean> })[]> {
    return this.handles.call(electLeaders(kind, partitions, this.handles.requestTimeoutMs));
  }

  override reassignments(partitions: readonly TopicPartition[] | null): Promise<Reassignment[]> {
    return this.moving.list(partitions);
  }

  override reassign(changes: readonly ReassignmentChange[]): Promise<Outcome<void>[]> {
    return this.moving.alter(changes);
  }
}

function isDoubtful({ outcome: { error } }: { outcome: Outcome<number> }): boolean {
  return error !== undefined && DOUBTFUL.has(error.code);
}

/** The partition is known to exist: a broker that does not know it is behind. */
function settled({ topic, partition }: TopicPartition, outcome: Outcome<number>): Outcome<number> {
  const { error } = outcome;
  if (error?.code !== 'topic-not-found' && error?.code !== 'partition-not-found') return outcome;
  const message = `Not all brokers know partition ${partition} of topic "${topic}" yet.`;
  return { error: new GatewayError('kafka-retriable', message, { cause: error }) };
}

function done(outcome: Outcome<void> | undefined): void {
  const error = outcome ? outcome.error : missingOutcome().error;
  if (error instanceof GatewayError) throw error;
}
