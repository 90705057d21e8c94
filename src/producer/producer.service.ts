import { Injectable } from '@nestjs/common';
import { GatewayError } from '../errors/gateway-error.js';
import { type PatientSend, ProducerClient } from '../kafka/producer.client.js';
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
    if (this.isKnown(topic, highest)) return this.send(topic, batch);
    const own = detachBatch(batch);
    return this.produceAfterLookup(topic, highest, () => this.send(topic, own));
  }

  /**
   * Like `produce`, but records that find the producer's queue full wait for room: see `ProducerClient.sendPatiently`. The
   * batch must not change before it is taken. One that `sendsAtOnce` does not is taken when it is settled.
   */
  producePatiently(topic: string, batch: ProduceBatch): PatientSend {
    const highest = highestPartition(batch);
    if (this.isKnown(topic, highest)) return this.sendPatiently(topic, batch);
    const result = this.produceAfterLookup(topic, highest, () => this.sendPatiently(topic, batch).result);
    return { taken: result.then(nothing, nothing), result };
  }

  /** Whether nothing has to be asked before the batch can be sent. */
  sendsAtOnce(topic: string, batch: ProduceBatch): boolean {
    return this.isKnown(topic, highestPartition(batch));
  }

  /** Resolves when the topic exists, which it may be created for. Rejects as `produce` does when it does not. */
  async requireTopic(topic: string): Promise<void> {
    await this.lookup(topic, NO_PARTITION);
  }

  private isKnown(topic: string, highest: number): boolean {
    const partitions = this.client.suspect ? undefined : this.catalog.known(topic);
    return partitions !== undefined && highest < partitions;
  }

  private async produceAfterLookup(
    topic: string,
    highest: number,
    send: () => Promise<ProduceResult>,
  ): Promise<ProduceResult> {
    const before = this.catalog.lastKnown(topic);
    const partitions = await this.lookup(topic, highest);
    if (highest >= partitions) {
      throw new GatewayError('partition-not-found', `Topic "${topic}" has no partition ${highest}.`);
    }
    // The producer has its own, slower view of a topic it knows; asking through it renews that.
    if (before > 0 && highest >= before) await this.client.autoCreateTopic(topic, GROWTH_WAIT_MS);
    return send();
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
      return created > 0 ? created : this.catalog.insist(topic, error);
    }
  }

  private send(topic: string, batch: ProduceBatch): Promise<ProduceResult> {
    const begun = performance.now();
    return this.observed(topic, begun, this.client.send(topic, batch));
  }

  private sendPatiently(topic: string, batch: ProduceBatch): PatientSend {
    const begun = performance.now();
    const { taken, result } = this.client.sendPatiently(topic, batch);
    return { taken, result: this.observed(topic, begun, result) };
  }

  private observed(topic: string, begun: number, sent: Promise<ProduceResult>): Promise<ProduceResult> {
    return sent.then((result) => {
      this.metrics.produce.acknowledged((performance.now() - begun) / 1000);
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

function nothing(): void {}

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
