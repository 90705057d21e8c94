import { setImmediate as nextTurn } from 'node:timers/promises';
import type { OnDecodeError } from '../config/settings.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { RecordBatch, TopicPartition } from '../kafka/record.js';
import type { Log } from '../logging/log.js';
import { Position } from './partition-positions.js';
import { PendingRecords } from './pending-records.js';
import { hasSchemas, type RecordFormat } from './record-format.js';
import { bytesBetween, recordBytes, type RecordSlice } from './record-slice.js';
import type { SchemaDecoder } from './schema-decoder.js';
import type { ShownRecords } from './shown-records.js';
import { reportSkipped } from './skipped-records.js';

/** Limits of one answer. */
export interface SelectionLimits extends TopicPartition {
  maxBytes: number;
}

/** What of the records that were read goes into an answer: decoded, up to the limit, up to the first that cannot be shown. */
export class RecordSelection implements ShownRecords {
  readonly slices: RecordSlice[] = [];
  count = 0;
  private readonly position: Position;
  private readonly pending = new PendingRecords();
  private room: number;

  constructor(
    { topic, partition, maxBytes }: SelectionLimits,
    readonly format: RecordFormat,
    readonly onUndecodable: OnDecodeError,
    private readonly decoder: SchemaDecoder,
    private readonly log: Log,
  ) {
    this.position = new Position(topic, partition, null);
    this.room = maxBytes;
  }

  /**
   * Adds what can be of further records. Other requests get a turn between batches.
   *
   * @throws GatewayError `record-undecodable` when the first record of all cannot be shown
   */
  async add(batches: readonly RecordBatch[]): Promise<void> {
    for (const batch of batches) {
      const { position } = this;
      const bytes = bytesBetween(batch, 0, batch.count);
      let rest: RecordSlice[] = [{ batch, from: 0, to: batch.count, position, bytes, undecoded: null, faults: null }];
      while (rest.length > 0) {
        const next = await this.decode(rest);
        if (!next || !this.take(next.decoded)) return;
        rest = next.rest;
      }
      await nextTurn();
    }
  }

  /** Null: what comes next cannot be decoded now, and there is something to show without it. */
  private async decode(slices: RecordSlice[]): Promise<{ decoded: RecordSlice[]; rest: RecordSlice[] } | null> {
    if (!hasSchemas(this.format)) return { decoded: slices, rest: [] };
    try {
      return await this.decoder.decode(slices, this.room);
    } catch (error) {
      if (this.count > 0 && error instanceof GatewayError && error.code === 'record-undecodable') return null;
      throw error;
    }
  }

  /** False: the answer is complete. */
  private take(slices: readonly RecordSlice[]): boolean {
    const [first] = slices;
    if (first && this.count > 0 && recordBytes(first.batch, first.from) > this.room) return false;
    this.pending.append(slices);
    const taken = this.pending.take(this.room, this.format, this.onUndecodable);
    if (taken.failure) {
      if (this.count === 0) throw taken.failure;
      return false;
    }
    if (this.onUndecodable === 'skip') reportSkipped(taken.slices, this.log);
    this.slices.push(...taken.slices);
    this.count += taken.visible;
    for (const { bytes } of taken.slices) this.room -= bytes;
    const complete = !this.pending.empty || this.room <= 0;
    this.pending.clear();
    return !complete;
  }
}
