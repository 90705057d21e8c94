import { GatewayError } from '../../../src/errors/gateway-error.js';
import { type PatientSend, ProducerClient } from '../../../src/kafka/producer.client.js';
import {
  PRODUCE_STRIDE,
  type ProduceBatch,
  type ProduceResult,
  type RecordFailure,
  type RecordHeader,
} from '../../../src/kafka/record.js';
import { partitionOfKey } from '../murmur2.js';
import type { FakeAdminClient } from './admin.fake.js';

export interface FakeRecord {
  key: Buffer | null;
  value: Buffer | null;
  /** Milliseconds since the epoch; 0: none was given. */
  timestamp: number;
  headers: RecordHeader[];
}

/** Decides which records of a batch fail; null: this one does not. */
export type RecordFault = (index: number, record: FakeRecord) => RecordFailure | null;

/**
 * Logs in memory. With an admin fake it knows that one's topics and lets it see the end of its logs; without, every topic
 * exists with one partition.
 */
export class FakeProducerClient extends ProducerClient {
  /** Brokers create topics that a producer asks for. */
  autoCreates = false;
  /** All brokers seem to be out of reach. */
  override suspect = false;
  inFlight = 0;
  closed = false;
  /** Topics that were asked to be created, in order. */
  readonly creations: string[] = [];
  /** Topics of the batches that were sent, in order. */
  readonly sends: string[] = [];
  fault: RecordFault = () => null;
  private readonly logs = new Map<string, FakeRecord[][]>();
  private refusal: GatewayError | null = null;
  private held: Promise<void> | null = null;
  private sticky = 0;

  constructor(private readonly admin: FakeAdminClient | null = null) {
    super();
    if (admin !== null) admin.endOffsets = (topic, partition) => this.logs.get(topic)?.[partition]?.length;
  }

  /** What was written to a partition, oldest first. */
  records(topic: string, partition = 0): readonly FakeRecord[] {
    return this.logs.get(topic)?.[partition] ?? [];
  }

  /** Forgets everything that was written and everything that was made to go wrong. */
  clear(): void {
    this.logs.clear();
    this.creations.length = 0;
    this.sends.length = 0;
    this.fault = () => null;
    this.refusal = null;
    this.suspect = false;
    this.autoCreates = false;
  }

  /** All further batches are refused as a whole; null: they work again. */
  refuseWith(error: GatewayError | null): void {
    this.refusal = error;
  }

  /** Acknowledgements of all further batches wait until the returned function is called. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.held = promise;
    return () => {
      this.held = null;
      resolve();
    };
  }

  override trust(): void {
    this.suspect = false;
  }

  override async send(topic: string, batch: ProduceBatch): Promise<ProduceResult> {
    if (this.closed) throw new GatewayError('shutting-down', 'The gateway is shutting down.');
    if (this.refusal) throw this.refusal;
    this.sends.push(topic);
    const result = this.write(topic, batch);
    this.inFlight += batch.count;
    await this.held;
    this.inFlight -= batch.count;
    return result;
  }

  /** There is always room. */
  override sendPatiently(topic: string, batch: ProduceBatch): PatientSend {
    return { taken: null, result: this.send(topic, batch) };
  }

  override async autoCreateTopic(topic: string): Promise<number> {
    this.creations.push(topic);
    await this.held;
    if (this.autoCreates && this.partitionsOf(topic) === 0) this.admin?.addTopic(topic);
    return this.partitionsOf(topic);
  }

  override async close(): Promise<void> {
    this.closed = true;
    await this.held;
  }

  private partitionsOf(topic: string): number {
    return this.admin === null ? 1 : (this.admin.topics.get(topic)?.partitions.length ?? 0);
  }

  private write(topic: string, batch: ProduceBatch): ProduceResult {
    const count = this.partitionsOf(topic);
    const logs = this.logs.get(topic) ?? [];
    this.logs.set(topic, logs);
    this.sticky++;
    const partitions = new Int32Array(batch.count).fill(-1);
    const offsets = new Float64Array(batch.count).fill(-1);
    const timestamps = batch.timestampsWanted ? new Float64Array(batch.count) : null;
    const failures = new Map<number, RecordFailure>();
    for (let index = 0; index < batch.count; index++) {
      const record = recordOf(batch, index);
      const named = batch.table[index * PRODUCE_STRIDE]!;
      const partition = named >= 0 ? named : this.partitionFor(record.key, count);
      const failure = this.fault(index, record) ?? missing(partition, count);
      if (failure !== null) {
        failures.set(index, failure);
        continue;
      }
      partitions[index] = partition;
      offsets[index] = (logs[partition] ??= []).push(record) - 1;
      if (timestamps) timestamps[index] = record.timestamp || Date.now();
    }
    return { count: batch.count, partitions, offsets, timestamps, failures: failures.size === 0 ? null : failures };
  }

  private partitionFor(key: Buffer | null, count: number): number {
    if (count === 0) return 0;
    return key === null ? this.sticky % count : partitionOfKey(key, count);
  }
}

function missing(partition: number, count: number): RecordFailure | null {
  if (count === 0) return { code: 'topic-not-found', message: 'Unknown topic.' };
  return partition < count ? null : { code: 'partition-not-found', message: 'Unknown partition.' };
}

/** A copy, as a record on its way has left the memory of the request. */
function recordOf({ bytes, table, timestamps, headers }: ProduceBatch, index: number): FakeRecord {
  const at = index * PRODUCE_STRIDE;
  const datum = (start: number, length: number): Buffer | null =>
    length < 0 ? null : Buffer.from(bytes.subarray(start, start + length));
  return {
    key: datum(table[at + 1]!, table[at + 2]!),
    value: datum(table[at + 3]!, table[at + 4]!),
    timestamp: timestamps?.[index] ?? 0,
    headers: (headers?.[index] ?? []).map(({ name, value }) => ({ name, value: value && Buffer.from(value) })),
  };
}
