import { Injectable } from '@nestjs/common';
import { GatewayError } from '../errors/gateway-error.js';
import {
  AdminClient,
  type ConfigEntry,
  type PartitionDescription,
  type TopicDescription,
} from '../kafka/admin.client.js';

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

  /** Rejects with `topic-not-found`. Partitions are ordered by id. */
  async topic(name: string): Promise<TopicDescription> {
    const [outcome] = await this.admin.describeTopics([name]);
    if (!outcome) throw new GatewayError('internal', 'The topic could not be described.');
    if (outcome.error) throw outcome.error;
    const partitions = [...outcome.value.partitions].sort((a, b) => a.partition - b.partition);
    return { ...outcome.value, partitions };
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
    if (outcome.error) throw outcome.error;
    return outcome.value;
  }
}
