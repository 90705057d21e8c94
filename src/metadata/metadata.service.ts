import { Injectable } from '@nestjs/common';
import { GatewayError } from '../errors/gateway-error.js';
import {
  AdminClient,
  type ConfigEntry,
  type PartitionDescription,
  type TopicDescription,
} from '../kafka/admin.client.js';

/** Topics in one request: answers about more would hold up everything else while they are read. */
const AT_A_TIME = 500;

/** First offset of a partition and the next one to be written. */
export interface PartitionOffsets {
  beginning: number;
  end: number;
}

export interface TopicDetails extends TopicDescription {
  /** All effective settings; empty where the cluster cannot tell. */
  configs: ConfigEntry[];
}

/** What can be read about the cluster and its topics. Nothing is cached: an answer is as fresh as Kafka's own. */
@Injectable()
export class MetadataService {
  constructor(private readonly admin: AdminClient) {}

  /** Ids of the live brokers, ascending. */
  async brokerIds(): Promise<number[]> {
    const { brokers } = await this.admin.describeCluster();
    return brokers.map((broker) => broker.id).sort((a, b) => a - b);
  }

  /** Names of all topics, internal ones included, sorted. */
  async topicNames(): Promise<string[]> {
    return this.admin.listTopics();
  }

  /**
   * All topics, internal ones included, sorted by name. A topic that is deleted meanwhile is left out.
   *
   * @param also names that may be missing in the list of a broker that has not heard of them yet
   */
  async topics(also: readonly string[] = []): Promise<TopicDescription[]> {
    const listed = await this.topicNames();
    const names = also.length > 0 ? [...new Set([...listed, ...also])].sort() : listed;
    return this.described(names, { skipMissing: true });
  }

  /** Rejects with `topic-not-found`. Partitions are ordered by id. */
  async topic(name: string): Promise<TopicDescription> {
    const [topic] = await this.described([name], { skipMissing: false });
    if (!topic) throw new GatewayError('internal', 'The topic could not be described.');
    return topic;
  }

  /**
   * These topics, in order. Rejects with the error of the first that cannot be described.
   *
   * @param options.skipMissing leaves out what does not exist
   */
  async described(
    names: readonly string[],
    { skipMissing, authorizedOperations = false }: { skipMissing: boolean; authorizedOperations?: boolean },
  ): Promise<TopicDescription[]> {
    const topics: TopicDescription[] = [];
    for (let from = 0; from < names.length; from += AT_A_TIME) {
      const some = names.slice(from, from + AT_A_TIME);
      for (const { value, error } of await this.admin.describeTopics(some, { authorizedOperations })) {
        if (error && !(skipMissing && error.code === 'topic-not-found')) throw error;
        if (value)
          topics.push({ ...value, partitions: value.partitions.toSorted((a, b) => a.partition - b.partition) });
      }
    }
    return topics;
  }

  /**
   * The topic with its settings. Rejects with `forbidden` when settings may not be described: an empty object would be a
   * wrong statement about the topic.
   */
  async topicDetails(name: string): Promise<TopicDetails> {
    // One after the other: asked together, an unknown topic would be reported by whichever answer comes first.
    const topic = await this.topic(name);
    return { ...topic, configs: await this.admin.describeTopicConfigs(name) };
  }

  /** Rejects with `topic-not-found` or `partition-not-found`. */
  async partition(topic: string, partition: number): Promise<PartitionDescription> {
    const { partitions } = await this.topic(topic);
    const found = partitions.find((candidate) => candidate.partition === partition);
    if (!found) {
      throw new GatewayError('partition-not-found', `Topic "${topic}" has no partition ${partition}.`);
    }
    return found;
  }

  /**
   * The log start and log end (uncommitted transactions included). Rejects with `topic-not-found`, `partition-not-found`,
   * or `kafka-retriable` when the partition has no leader: only a leader knows its offsets.
   */
  async partitionOffsets(topic: string, partition: number): Promise<PartitionOffsets> {
    const { leader } = await this.partition(topic, partition);
    if (leader < 0) {
      throw new GatewayError(
        'kafka-retriable',
        `Partition ${partition} of topic "${topic}" has no leader at the moment.`,
      );
    }
    const [beginning, end] = await Promise.all([
      this.offset(topic, partition, 'earliest'),
      this.offset(topic, partition, 'latest'),
    ]);
    return { beginning, end };
  }

  private async offset(topic: string, partition: number, which: 'earliest' | 'latest'): Promise<number> {
    const [outcome] = await this.admin.listOffsets([{ topic, partition }], which);
    if (!outcome) throw new GatewayError('internal', 'The offsets could not be looked up.');
    if (outcome.error) throw settling(outcome.error, topic, partition);
    return outcome.value;
  }
}

/** The partition was seen just now: a broker that does not know it is behind, or ahead because it is being deleted. */
function settling(error: GatewayError, topic: string, partition: number): GatewayError {
  if (error.code !== 'topic-not-found' && error.code !== 'partition-not-found') return error;
  return new GatewayError('kafka-retriable', `Not all brokers know partition ${partition} of topic "${topic}" yet.`, {
    cause: error,
  });
}
