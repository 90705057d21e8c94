import { GatewayError } from '../../../src/errors/gateway-error.js';
import type { Outcome } from '../../../src/kafka/admin.client.js';
import {
  PartitionsClient,
  type PlacedTopic,
  type Reassignment,
  type ReassignmentChange,
} from '../../../src/kafka/partitions.client.js';
import type { TopicPartition, TopicPartitionOffset } from '../../../src/kafka/record.js';
import type { FakeAdminClient, FakePartition } from './admin.fake.js';

type Results = (TopicPartition & { outcome: Outcome<boolean> })[];

/** Changes the topics of a `FakeAdminClient` as Kafka would. Reassignments go on until a test ends them. */
export class FakePartitionsClient extends PartitionsClient {
  moving: Reassignment[] = [];

  constructor(private readonly admin: FakeAdminClient) {
    super();
  }

  override async createTopic(topic: PlacedTopic, { validateOnly }: { validateOnly: boolean }): Promise<void> {
    const brokers = this.admin.brokers.map(({ id }) => id);
    if (topic.assignments?.flat().some((id) => !brokers.includes(id))) {
      throw new GatewayError('kafka-refused', 'Unknown broker id in replica assignment.');
    }
    if (topic.partitions === 0) throw new GatewayError('kafka-refused', 'Number of partitions must be larger than 0.');
    if (topic.replicationFactor > brokers.length) {
      throw new GatewayError('kafka-refused', 'Replication factor is larger than the number of brokers.');
    }
    if (validateOnly && !this.admin.topics.has(topic.name)) return;
    const partitions = topic.assignments?.length ?? topic.partitions;
    const [outcome] = await this.admin.createTopics([{ ...topic, partitions }]);
    if (outcome?.error) throw outcome.error;
    topic.assignments?.forEach((replicas, index) => {
      const partition = this.partition({ topic: topic.name, partition: index });
      Object.assign(partition, { leader: replicas[0], replicas: [...replicas], inSyncReplicas: [...replicas] });
    });
  }

  override async createPartitions(name: string, total: number, options: { validateOnly: boolean }): Promise<void> {
    const topic = this.admin.topics.get(name);
    if (!topic) throw new GatewayError('topic-not-found', `Topic "${name}" not found.`);
    if (total <= topic.partitions.length) {
      throw new GatewayError('kafka-refused', `Topic currently has ${topic.partitions.length} partitions.`);
    }
    if (options.validateOnly) return;
    for (let partition = topic.partitions.length; partition < total; partition++) {
      topic.partitions.push({ ...topic.partitions[0]!, partition, beginningOffset: 0, endOffset: 0 });
    }
  }

  override async deleteRecords(before: readonly TopicPartitionOffset[]): Promise<Outcome<number>[]> {
    return before.map((entry) => {
      const partition = this.partition(entry);
      partition.beginningOffset = Math.max(partition.beginningOffset, entry.offset);
      return { value: partition.beginningOffset };
    });
  }

  override async electLeaders(
    _kind: 'PREFERRED' | 'UNCLEAN',
    partitions: readonly TopicPartition[] | null,
  ): Promise<Results> {
    const all = [...this.admin.topics.values()].flatMap((topic) =>
      topic.partitions.map(({ partition }) => ({ topic: topic.name, partition })),
    );
    return (partitions ?? all).map((entry) => ({
      topic: entry.topic,
      partition: entry.partition,
      outcome: this.elect(entry),
    }));
  }

  override async reassignments(partitions: readonly TopicPartition[] | null): Promise<Reassignment[]> {
    return partitions === null
      ? this.moving
      : this.moving.filter((entry) => partitions.some((one) => same(one, entry)));
  }

  override async reassign(changes: readonly ReassignmentChange[]): Promise<Outcome<void>[]> {
    return changes.map((change) => {
      const current = this.moving.find((entry) => same(entry, change));
      this.moving = this.moving.filter((entry) => entry !== current);
      if (change.replicas === null) {
        return current
          ? { value: undefined }
          : { error: new GatewayError('not-found', 'No reassignment in progress.') };
      }
      const { replicas } = this.partition(change);
      const adding = change.replicas.filter((id) => !replicas.includes(id));
      const removing = replicas.filter((id) => !change.replicas?.includes(id));
      if (adding.some((id) => !this.admin.brokers.some((broker) => broker.id === id))) {
        return {
          error: new GatewayError('kafka-refused', 'The manual partition assignment includes an unknown broker.'),
        };
      }
      const { topic, partition } = change;
      this.moving.push({ topic, partition, replicas: [...replicas, ...adding], adding, removing });
      return { value: undefined };
    });
  }

  private elect({ topic, partition }: TopicPartition): Outcome<boolean> {
    const found = this.admin.topics.get(topic)?.partitions.find((entry) => entry.partition === partition);
    if (!found) return { error: new GatewayError('topic-not-found', `Topic "${topic}" not found.`) };
    const [preferred = -1] = found.replicas;
    if (found.leader === preferred) return { value: false };
    found.leader = preferred;
    return { value: true };
  }

  private partition({ topic, partition }: TopicPartition): FakePartition {
    const found = this.admin.topics.get(topic)?.partitions.find((entry) => entry.partition === partition);
    if (!found) throw new GatewayError('partition-not-found', 'Partition not found.');
    return found;
  }
}

function same(a: TopicPartition, b: TopicPartition): boolean {
  return a.topic === b.topic && a.partition === b.partition;
}
