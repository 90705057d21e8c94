import { GatewayError } from '../../errors/gateway-error.js';
import type { PatientSend } from '../../kafka/producer.client.js';
import type { ProduceBatch, ProduceResult, RecordFailure } from '../../kafka/record.js';
import type { ProducerService } from '../producer.service.js';
import { partitionAt, rowsOf } from './batch-rows.js';
import type { RecordRun } from './record-run.js';
import type { RunCounts } from './run-counts.js';
import type { RunEncoder } from './run-encoder.js';

/** A run whose records are all settled. */
export interface SettledRun {
  run: RecordRun;
  /** By row of the run's batch. */
  result: ProduceResult;
}

/** A run on its way. */
export interface SentRun {
  /** The records are where nothing later can overtake them; null: they were so at once. */
  handedOver: Promise<unknown> | null;
  settled: Promise<SettledRun>;
}

/** Sends runs. Whatever is wrong becomes failures of their records: nothing here rejects but for a bug. */
export class RunSender {
  /** @param whenFull whether records wait for room in the producer's queue or fail */
  constructor(
    private readonly producer: ProducerService,
    private readonly encoder: RunEncoder,
    private readonly whenFull: 'wait' | 'fail',
    private readonly counts: RunCounts,
  ) {}

  send(topic: string, run: RecordRun): SentRun {
    if (run.needsSchemas) {
      const encoded = this.encoder.encode(topic, run);
      const sent = encoded.then((ready) => this.sendEncoded(topic, ready));
      const settled = sent.then((each) => each.settled);
      return { handedOver: sent.then((each) => each.handedOver), settled };
    }
    return this.sendEncoded(topic, run);
  }

  private sendEncoded(topic: string, run: RecordRun): SentRun {
    const { batch } = run;
    if (batch.count === 0)
      return { handedOver: null, settled: this.settle(topic, run, Promise.resolve(emptyResult(0))) };
    const atOnce = this.producer.sendsAtOnce(topic, batch);
    const { taken, result } = this.produce(topic, batch);
    const settled = this.settle(topic, run, result);
    return { handedOver: atOnce ? taken : settled, settled };
  }

  private async settle(topic: string, run: RecordRun, result: Promise<ProduceResult>): Promise<SettledRun> {
    const settled = { run, result: await this.produced(topic, run, result) };
    this.counts.add(settled);
    return settled;
  }

  private async produced(topic: string, run: RecordRun, result: Promise<ProduceResult>): Promise<ProduceResult> {
    try {
      return await result;
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      return this.produceOthers(topic, run.batch, error);
    }
  }

  private produce(topic: string, batch: ProduceBatch): PatientSend {
    if (this.whenFull === 'wait') return this.producer.producePatiently(topic, batch);
    return { taken: null, result: this.producer.produce(topic, null, batch) };
  }

  /**
   * Nothing of the batch was sent. When that is because a partition does not exist, the records that name it are to blame,
   * and it is the highest of all: the others are sent without them.
   */
  private async produceOthers(topic: string, batch: ProduceBatch, refusal: GatewayError): Promise<ProduceResult> {
    const result = emptyResult(batch.count);
    let error = refusal;
    for (let rows = Array.from({ length: batch.count }, (_, row) => row); ;) {
      const missing = error.code === 'partition-not-found';
      const highest = rows.reduce((most, row) => Math.max(most, partitionAt(batch, row)), -1);
      const refused = missing ? rows.filter((row) => partitionAt(batch, row) === highest) : rows;
      addFailures(result, refused, error);
      rows = missing ? rows.filter((row) => partitionAt(batch, row) !== highest) : [];
      if (rows.length === 0) return result;
      try {
        addResult(result, rows, await this.produce(topic, rowsOf(batch, rows, batch.bytes)).result);
        return result;
      } catch (next) {
        if (!(next instanceof GatewayError)) throw next;
        error = next;
      }
    }
  }
}

function emptyResult(count: number): ProduceResult {
  return {
    count,
    partitions: new Int32Array(count).fill(-1),
    offsets: new Float64Array(count).fill(-1),
    timestamps: new Float64Array(count),
    failures: null,
  };
}

/** The same failure for these records. */
function addFailures(result: ProduceResult, rows: readonly number[], { code, message }: GatewayError): void {
  result.failures ??= new Map();
  for (const row of rows) result.failures.set(row, { code, message });
}

/** What became of these records, which were sent by themselves. */
function addResult(result: ProduceResult, rows: readonly number[], own: ProduceResult): void {
  rows.forEach((row, index) => {
    result.partitions[row] = own.partitions[index]!;
    result.offsets[row] = own.offsets[index]!;
    if (own.timestamps) result.timestamps![row] = own.timestamps[index]!;
    const failure = own.failures?.get(index);
    if (failure) (result.failures ??= new Map<number, RecordFailure>()).set(row, failure);
  });
}
