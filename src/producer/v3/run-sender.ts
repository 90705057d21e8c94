import { GatewayError } from '../../errors/gateway-error.js';
import type { ProduceBatch, ProduceResult, RecordFailure } from '../../kafka/record.js';
import type { ProducerService } from '../producer.service.js';
import { partitionAt, rowsOf } from './batch-rows.js';
import type { RecordRun } from './record-run.js';
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
  constructor(
    private readonly producer: ProducerService,
    private readonly encoder: RunEncoder,
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
    const atOnce = run.batch.count === 0 || this.producer.sendsAtOnce(topic, run.batch);
    const settled = this.settle(topic, run);
    return { handedOver: atOnce ? null : settled, settled };
  }

  private async settle(topic: string, run: RecordRun): Promise<SettledRun> {
    const { batch } = run;
    return { run, result: batch.count === 0 ? emptyResult(0) : await this.produce(topic, batch) };
  }

  private async produce(topic: string, batch: ProduceBatch): Promise<ProduceResult> {
    try {
      return await this.producer.produce(topic, null, batch);
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      return this.produceOthers(topic, batch, error);
    }
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
        addResult(result, rows, await this.producer.produce(topic, null, rowsOf(batch, rows, batch.bytes)));
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
