import { alterPartitionReassignmentsV0, listPartitionReassignmentsV0, ResponseError } from '@platformatic/kafka';
import { GatewayError } from '../../errors/gateway-error.js';
import type { Outcome } from '../admin.client.js';
import type { Reassignment, ReassignmentChange, Reassignments } from '../partitions.client.js';
import type { TopicPartition } from '../record.js';
import type { ProtocolDoor } from './protocol-door.js';
import { answeredError } from './protocol-errors.js';

type AlterPartitionReassignmentsResponse = Awaited<ReturnType<typeof alterPartitionReassignmentsV0.api.async>>;

/**
 * Reassignments of partitions, which librdkafka has no call for. In version 0: the library reads answers of version 1 without
 * their AllowReplicationFactorChange, and so not at all.
 */
export class ProtocolReassignments implements Reassignments {
  constructor(private readonly door: ProtocolDoor) {}

  async list(partitions: readonly TopicPartition[] | null): Promise<Reassignment[]> {
    const wanted =
      partitions && byTopic(partitions).map(([name, some]) => ({ name, partitionIndexes: some.map(indexOf) }));
    const { topics } = await this.door.ask((connection) =>
      // null, all of the cluster, is missing in the types
      listPartitionReassignmentsV0.api.async(connection, this.door.timeoutMs, wanted as NonNullable<typeof wanted>),
    );
    return topics.flatMap(({ name, partitions: moving }) =>
      moving.map(({ partitionIndex, replicas, addingReplicas, removingReplicas }) => ({
        topic: name,
        partition: partitionIndex,
        replicas,
        adding: addingReplicas,
        removing: removingReplicas,
      })),
    );
  }

  async alter(changes: readonly ReassignmentChange[]): Promise<Outcome<void>[]> {
    const topics = byTopic(changes).map(([name, some]) => ({
      name,
      partitions: some.map(({ partition, replicas }) => ({
        partitionIndex: partition,
        // null, which cancels, is missing in the types
        replicas: (replicas && [...replicas]) as number[],
      })),
    }));
    const response = await this.door.ask((connection) =>
      alterPartitionReassignmentsV0.api.async(connection, this.door.timeoutMs, true, topics).catch(partlyRefused),
    );
    const results = new Map(
      response.responses.flatMap(({ name, partitions }) =>
        partitions.map(({ partitionIndex, errorCode, errorMessage }): [string, Outcome<void>] => [
          `${partitionIndex}:${name}`,
          outcomeOf(errorCode, errorMessage),
        ]),
      ),
    );
    return changes.map(
      ({ topic, partition }) =>
        results.get(`${partition}:${topic}`) ?? {
          error: new GatewayError('internal', 'Kafka answered without an entry that was asked for.'),
        },
    );
  }
}

/** The library rejects when one of many was refused, and keeps the answer. */
function partlyRefused(error: unknown): AlterPartitionReassignmentsResponse {
  if (error instanceof ResponseError) {
    const { response } = error as { response?: AlterPartitionReassignmentsResponse };
    if (response?.errorCode === 0) return response;
  }
  throw error;
}

function outcomeOf(code: number, message: string | null | undefined): Outcome<void> {
  return code === 0 ? { value: undefined } : { error: answeredError(code, message ?? null) };
}

function byTopic<T extends TopicPartition>(entries: readonly T[]): [string, T[]][] {
  const topics = new Map<string, T[]>();
  for (const entry of entries) {
    const some = topics.get(entry.topic);
    if (some) some.push(entry);
    else topics.set(entry.topic, [entry]);
  }
  return [...topics];
}

function indexOf({ partition }: TopicPartition): number {
  return partition;
}
