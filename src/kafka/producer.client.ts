import type { ProduceBatch, ProduceResult } from './record.js';

/** A batch that may have to wait for room in the queue. */
export interface PatientSend {
  /** Resolves when nothing that is sent from then on can overtake the batch any more. Null: nothing can already. */
  taken: Promise<void> | null;
  /** As of `send`. */
  result: Promise<ProduceResult>;
}

/** Produces batches. Injection token; the implementation is librdkafka's idempotent producer, or a working fake in tests. */
export abstract class ProducerClient {
  /**
   * Sends all records of a batch to one topic: one native call, one promise. Order is kept per partition. The batch has
   * been read completely when the call returns. Failures of single records are values in the result; the promise rejects
   * with a `GatewayError` only when nothing at all was handed over (client closed or being rebuilt).
   */
  abstract send(topic: string, batch: ProduceBatch): Promise<ProduceResult>;

  /**
   * Like `send`, but records that find the queue full (`producer.queue.buffering.max.*`) wait for room, behind others that
   * wait, for as long as an acknowledgement may take (`producer.delivery.timeout.ms`); then they fail. A record that does
   * not fit into an empty queue fails at once. The batch must not change before `taken` resolves.
   */
  abstract sendPatiently(topic: string, batch: ProduceBatch): PatientSend;

  /**
   * Asks the brokers to create a topic by Kafka's own auto-creation (`auto.create.topics.enable`) and waits until it has
   * partitions. Resolves to the number of partitions, or 0 when the brokers do not create it within `timeoutMs`.
   */
  abstract autoCreateTopic(topic: string, timeoutMs: number): Promise<number>;

  /**
   * All brokers were out of reach when last heard of and nothing was acknowledged since: ask the cluster before sending,
   * so that a request fails at once and not by the delivery timeout. `trust` ends the suspicion.
   */
  abstract readonly suspect: boolean;
  abstract trust(): void;

  /** Records handed over and not yet settled. */
  abstract readonly inFlight: number;

  /** Waits until everything in flight is settled, at most `drainMs`; what is left fails. */
  abstract close(drainMs: number): Promise<void>;
}
