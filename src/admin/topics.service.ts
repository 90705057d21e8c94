import { Injectable } from '@nestjs/common';
import { GatewayError } from '../errors/gateway-error.js';
import { AdminClient } from '../kafka/admin.client.js';
import { PartitionsClient, type PlacedTopic } from '../kafka/partitions.client.js';
import { MetadataService } from '../metadata/metadata.service.js';
import { TopologyService } from '../metadata/topology.service.js';

/** A topic as far as it is known after a change. */
export interface ChangedTopic {
  name: string;
  internal: boolean;
  /** 0: not known. */
  replicationFactor: number;
  /** 0: not known. */
  partitionsCount: number;
}

/** Creates, grows and deletes topics. */
@Injectable()
export class TopicChangesService {
  constructor(
    private readonly admin: AdminClient,
    private readonly partitions: PartitionsClient,
    private readonly metadata: MetadataService,
    private readonly topology: TopologyService,
  ) {}

  /**
   * Rejects with `kafka-refused` when the topic exists or Kafka does not like it, `forbidden` …
   *
   * @param options.validateOnly have Kafka check everything and create nothing
   */
  async create(topic: PlacedTopic, options: { validateOnly: boolean }): Promise<ChangedTopic> {
    await this.partitions.createTopic(topic, options);
    if (options.validateOnly) return this.planned(topic);
    this.topology.forget(topic.name);
    try {
      return await this.seen(topic.name);
    } catch (error) {
      // Whoever may create a topic need not be allowed to look at it; the topic is there all the same.
      if (error instanceof GatewayError) return this.planned(topic);
      throw error;
    }
  }

  /**
   * Rejects with `topic-not-found`, and with `kafka-refused` when the topic has as many partitions already.
   *
   * @param total partitions it shall have
   */
  async grow(name: string, total: number, options: { validateOnly: boolean }): Promise<ChangedTopic> {
    const before = await this.seen(name);
    await this.partitions.createPartitions(name, total, options);
    if (options.validateOnly) return { ...before, partitionsCount: total };
    this.topology.forget();
    return { ...before, partitionsCount: total };
  }

  /** Rejects with `topic-not-found`. */
  async delete(name: string): Promise<void> {
    const [outcome] = await this.admin.deleteTopics([name]);
    this.topology.forget();
    if (outcome?.error) throw outcome.error;
  }

  private async seen(name: string): Promise<ChangedTopic> {
    const { internal, partitions } = await this.metadata.topic(name);
    return {
      name,
      internal,
      replicationFactor: partitions[0]?.replicas.length ?? 0,
      partitionsCount: partitions.length,
    };
  }

  /** What the request says, and what the brokers would fill in. */
  private async planned({ name, partitions, replicationFactor, assignments }: PlacedTopic): Promise<ChangedTopic> {
    if (assignments) {
      const replicas = assignments[0]?.length ?? 0;
      return { name, internal: false, replicationFactor: replicas, partitionsCount: assignments.length };
    }
    const [partitionsCount, replicas] = await Promise.all([
      partitions < 0 ? this.brokerDefault('num.partitions') : partitions,
      replicationFactor < 0 ? this.brokerDefault('default.replication.factor') : replicationFactor,
    ]);
    return { name, internal: false, replicationFactor: replicas, partitionsCount };
  }

  /** 0: not known. */
  private async brokerDefault(config: string): Promise<number> {
    return Number((await this.admin.describeBrokerConfig(config)) ?? 0);
  }
}
