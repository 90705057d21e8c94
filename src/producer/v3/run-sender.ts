import { GatewayError } from '../../errors/gateway-error.js';
import { PRODUCE_STRIDE, type ProduceBatch, type ProduceResult, type RecordFailure } from '../../kafka/record.js';
import type { ProducerService } from '../producer.service.js';
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
    if (run.batch.count === 0) return { run, result: emptyResult(0) };
    try {
      return { run, result: await this.producer.produce(topic, null, run.batch) };
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      if (error.code !== 'partition-not-found' || run.batch.count === 1)
        return { run, result: failedResult(run.batch.count, error) };
      // One of them names a partition that there is not; the others are not to blame.
      return { run, result: await this.oneByOne(topic, rowsOf(run.batch)) };
    }
  }

  private async oneByOne(topic: string, rows: readonly ProduceBatch[]): Promise<ProduceResult> {
    const all = emptyResult(rows.length);
    for (const [row, batch] of rows.entries()) {
      const { partitions, offsets, timestamps, failures } = await this.sendOne(topic, batch);
      all.partitions[row] = partitions[0]!;
      all.offsets[row] = offsets[0]!;
      if (timestamps) all.timestamps![row] = timestamps[0]!;
      const failure = failures?.get(0);
      if (failure) (all.failures ??= new Map<number, RecordFailure>()).set(row, failure);
    }
    return all;
  }

  private async sendOne(topic: string, batch: ProduceBatch): Promise<ProduceResult> {
    try {
      return await this.producer.produce(topic, null, batch);
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      return failedResult(1, error);
    }
  }
}

/** Batches of one record each. */
function rowsOf({ count, table, timestamps, headers, ...batch }: ProduceBatch): ProduceBatch[] {
  return Array.from({ length: count }, (_, row) => ({
    ...batch,
    count: 1,
    table: table.slice(row * PRODUCE_STRIDE, (row + 1) * PRODUCE_STRIDE),
    timestamps: timestamps?.slice(row, row + 1) ?? null,
    headers: headers && [headers[row] ?? null],
  }));
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

function failedResult(count: number, { code, message }: GatewayError): ProduceResult {
  const failure: RecordFailure = { code, message };
  return { ...emptyResult(count), failures: new Map(Array.from({ length: count }, (_, row) => [row, failure])) };
}
