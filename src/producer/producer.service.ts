import { Injectable } from '@nestjs/common';
import { GatewayError } from '../errors/gateway-error.js';
import { ProducerClient } from '../kafka/producer.client.js';
import { detachBatch, PRODUCE_STRIDE, type ProduceBatch, type ProduceResult } from '../kafka/record.js';
import { Metrics } from '../metrics/metrics.js';
import { TopicCatalog } from './topic-catalog.js';
import { TopicCreation } from './topic-creation.js';

/** How long in ms the producer may take to see partitions that were added to a topic. */
const GROWTH_WAIT_MS = 1_000;

/** How long in ms brokers that seemed to be gone have for an answer: longer than the pause between two attempts to connect. */
const SUSPECT_WAIT_MS = 2_500;

/** The highest partition where none is named. */
const NO_PARTITION = -1;

/** Sends batches to topics and partitions that exist. */
@Injectable()
export class ProducerService {
  constructor(
    private readonly client: ProducerClient,
    private readonly catalog: TopicCatalog,
    private readonly creation: TopicCreation,
    private readonly metrics: Metrics,
  ) {}

  /**
   * Sends all records of a batch. It is read before control goes back to the event loop, or copied. Nothing is sent when
   * the promise rejects: `topic-not-found`, `partition-not-found`, `kafka-unavailable` …
   *
   * @param partition for records that name none; null: the partitioner decides
   */
  produce(topic: string, partition: number | null, batch: ProduceBatch): Promise<ProduceResult> {
    if (partition !== null) fillPartition(batch, partition);
    const highest = Math.max(highestPartition(batch), partition ?? NO_PARTITION);
    const partitions = this.client.suspect ? undefined : this.catalog.known(topic);
    if (partitions !== undefined && highest < partitions) return this.send(topic, batch);
    return this.produceAfterLookup(topic, highest, detachBatch(batch));
  }

  /** Whether `produce` would send before it returns: nothing has to be asked first, so nothing later can overtake it. */
  sendsAtOnce(topic: string, batch: ProduceBatch): boolean {
    const partitions = this.client.suspect ? undefined : this.catalog.known(topic);
    return partitions !== undefined && highestPartition(batch) < partitions;
  }

  /** Resolves when the topic exists, which it may be created for. Rejects as `produce` does when it does not. */
  async requireTopic(topic: string): Promise<void> {
    await this.lookup(topic, NO_PARTITION);
  }

  private async produceAfterLookup(topic: string, highest: number, batch: ProduceBatch): Promise<ProduceResult> {
    const before = this.catalog.lastKnown(topic);
    const partitions = await this.lookup(topic, highest);
    if (highest >= partitions) {
      throw new GatewayError('partition-not-found', `Topic "${topic}" has no partition ${highest}.`);
    }
    // The producer has its own, slower view of a topic it knows; asking through it renews that.
    if (before > 0 && highest >= before) await this.client.autoCreateTopic(topic, GROWTH_WAIT_MS);
    return this.send(topic, batch);
  }

  private async lookup(topic: string, highest: number): Promise<number> {
    try {
      if (this.client.suspect) {
        const partitions = await this.catalog.confirm(topic, SUSPECT_WAIT_MS);
        this.client.trust();
        return partitions;
      }
      const partitions = await this.catalog.partitionsOf(topic);
      return highest < partitions ? partitions : await this.catalog.partitionsNow(topic);
    } catch (error) {
      if (!(error instanceof GatewayError) || error.code !== 'topic-not-found') throw error;
      const created = await this.creation.create(topic);
      if (created > 0) return created;
      this.catalog.refuse(topic, error);
      throw error;
    }
  }

  private send(topic: string, batch: ProduceBatch): Promise<ProduceResult> {
    const begun = performance.now();
    return this.client.send(topic, batch).then((result) => {
      this.metrics.produce.settled(result.count, result.failures, (performance.now() - begun) / 1000);
      if (result.failures !== null) this.learnFrom(topic, result.failures);
      return result;
    });
  }

  /** A topic that was deleted, or deleted and created smaller, while it was thought to be known. */
  private learnFrom(topic: string, failures: NonNullable<ProduceResult['failures']>): void {
    for (const { code } of failures.values()) {
      if (code === 'topic-not-found' || code === 'partition-not-found') return this.catalog.forget(topic);
    }
  }
}

function fillPartition({ count, table }: ProduceBatch, partition: number): void {
  const end = count * PRODUCE_STRIDE;
  for (let at = 0; at < end; at += PRODUCE_STRIDE) if (table[at] === -1) table[at] = partition;
}

/** -1 when no record names one. */
function highestPartition({ count, table }: ProduceBatch): number {
  const end = count * PRODUCE_STRIDE;
  let highest = -1;
  for (let at = 0; at < end; at += PRODUCE_STRIDE) if (table[at]! > highest) highest = table[at]!;
  return highest;
}
