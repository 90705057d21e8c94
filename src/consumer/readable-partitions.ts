import { Injectable } from '@nestjs/common';
import { GatewayError } from '../errors/gateway-error.js';
import { AdminClient } from '../kafka/admin.client.js';
import type { TopicPartition } from '../kafka/record.js';

/** How long in ms it is taken for granted that a topic exists. */
const FRESH_MS = 2_000;
/** Most topics that are remembered; the oldest go first. */
const MOST = 10_000;

interface KnownTopic {
  partitions: ReadonlySet<number>;
  /** Monotonic, ms. */
  at: number;
}

/** Which partitions exist, so that many reads of one topic ask once. What does not exist is not remembered. */
@Injectable()
export class ReadablePartitions {
  private readonly topics = new Map<string, KnownTopic>();
  private readonly lookups = new Map<string, Promise<ReadonlySet<number>>>();

  constructor(private readonly admin: AdminClient) {}

  /** Rejects with `topic-not-found`, `partition-not-found`, `forbidden`, `kafka-unavailable` … */
  async check({ topic, partition }: TopicPartition): Promise<void> {
    const known = this.topics.get(topic);
    if (known && performance.now() - known.at < FRESH_MS && known.partitions.has(partition)) return;
    // Also for a partition that an older answer does not name: topics grow.
    if ((await this.lookUp(topic)).has(partition)) return;
    throw new GatewayError('partition-not-found', `Topic "${topic}" has no partition ${partition}.`);
  }

  /** A read failed: unless it was the client's fault, the next one asks again. */
  doubt(topic: string, error: unknown): void {
    if (!(error instanceof GatewayError) || error.code === 'bad-request' || error.code === 'record-undecodable') return;
    this.topics.delete(topic);
  }

  /** One question per topic at a time. */
  private async lookUp(topic: string): Promise<ReadonlySet<number>> {
    let lookup = this.lookups.get(topic);
    if (!lookup) {
      lookup = this.ask(topic).finally(() => this.lookups.delete(topic));
      this.lookups.set(topic, lookup);
    }
    return lookup;
  }

  private async ask(topic: string): Promise<ReadonlySet<number>> {
    const [outcome] = await this.admin.describeTopics([topic]);
    if (!outcome) throw new GatewayError('internal', 'The topic could not be described.');
    if (outcome.error) throw outcome.error;
    const partitions = new Set(outcome.value.partitions.map(({ partition }) => partition));
    this.topics.delete(topic);
    this.topics.set(topic, { partitions, at: performance.now() });
    if (this.topics.size > MOST) this.topics.delete(this.topics.keys().next().value!);
    return partitions;
  }
}
