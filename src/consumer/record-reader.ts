import { setImmediate as nextTurn } from 'node:timers/promises';
import type { OnDecodeError } from '../config/settings.js';
import type { GatewayError } from '../errors/gateway-error.js';
import type { ConsumerClient } from '../kafka/consumer.client.js';
import type { Log } from '../logging/log.js';
import { Delivery } from './delivery.js';
import type { InstanceOptions } from './instance-options.js';
import type { Membership } from './membership.js';
import { PendingRecords, type TakenRecords } from './pending-records.js';
import { hasSchemas } from './record-format.js';
import { RecordFetch } from './record-fetch.js';
import type { RecordSlice } from './record-slice.js';
import type { SchemaDecoder } from './schema-decoder.js';
import { reportSkipped } from './skipped-records.js';
import { Turns } from './turns.js';

/** One read, all defaults and limits applied. */
export interface ReadRequest {
  /** Longest wait for data in milliseconds; null: the instance's own, behind the wait for the group to assign partitions. */
  timeoutMs: number | null;
  /** Most bytes of keys and values, 1 or more. */
  maxBytes: number;
  onUndecodable: OnDecodeError;
  /** Timestamps and headers are wanted. */
  extras: boolean;
}

/** Bytes after which an answer goes out although more may be asked for: waiting for more costs memory and brings no speed. */
const GATHER_BYTES = 2 * 1024 * 1024;

/** Reads of one instance: one behind another, each from what is pending and what the client has fetched. */
export class RecordReader {
  private readonly turns = new Turns();
  private readonly pending = new PendingRecords();
  private readonly fetch: RecordFetch;
  /** How many positions were retired when pending records were looked through last. */
  private retired = 0;

  constructor(
    private readonly membership: Membership,
    private readonly options: InstanceOptions,
    client: ConsumerClient,
    decoder: SchemaDecoder,
    private readonly log: Log,
  ) {
    this.fetch = new RecordFetch(membership, this.pending, client, hasSchemas(options.format) ? decoder : null);
  }

  /**
   * Waits for its turn and then for data.
   *
   * @returns what to send, or null when the signal aborted first: nothing was taken
   */
  async read(request: ReadRequest, signal?: AbortSignal): Promise<Delivery | null> {
    const endTurn = await this.turns.take(signal);
    if (!endTurn) return null;
    let delivery: Delivery | null = null;
    try {
      delivery = await this.collect(request, endTurn, signal);
    } finally {
      if (!delivery) endTurn();
    }
    return delivery;
  }

  close(error: GatewayError): void {
    this.turns.close(error);
    this.fetch.clear();
  }

  private async collect(request: ReadRequest, endTurn: () => void, signal?: AbortSignal): Promise<Delivery | null> {
    const { membership, pending } = this;
    membership.checkReadable();
    // What failed for an earlier read is tried again.
    this.fetch.takeFault();
    if (request.timeoutMs === null && pending.empty) await membership.joined(signal);
    const deadline = performance.now() + (request.timeoutMs ?? this.options.requestTimeoutMs);
    const enough = Math.min(Math.max(this.options.fetchMinBytes, 1), request.maxBytes);
    const gathered = Math.min(Math.max(GATHER_BYTES, enough), request.maxBytes);
    for (;;) {
      if (signal?.aborted) return null;
      membership.checkReadable();
      this.dropStale();
      if (request.extras) this.fetch.wantExtras();
      if (this.fetch.fill(gathered)) {
        await nextTurn();
        continue;
      }
      // What comes behind the pending records cannot be decoded now: no use in waiting for more.
      const late = membership.draining || this.fetch.failed || performance.now() >= deadline;
      // A record of no bytes at all is a record: only fetch.min.bytes beyond 1 is about bytes.
      if (!pending.empty && (late || enough === 1 || pending.bytes >= enough)) {
        const delivery = this.take(request, endTurn);
        if (delivery) return delivery;
        if (!late) continue;
      } else if (pending.empty) {
        const fault = membership.takeFault();
        if (fault) throw fault;
        const failed = this.fetch.takeFault();
        if (failed) throw failed.error;
      }
      if (late) return this.deliver({ slices: [], visible: 0, failure: null }, request, endTurn);
      await membership.changed.wait(deadline - performance.now(), signal);
    }
  }

  /** Null: there was nothing to show. */
  private take(request: ReadRequest, endTurn: () => void): Delivery | null {
    const { onUndecodable, maxBytes } = request;
    const taken = this.pending.take(maxBytes, this.options.format, onUndecodable);
    if (taken.failure && onUndecodable === 'stop') {
      this.pending.putBack(taken.slices);
      throw taken.failure;
    }
    if (onUndecodable === 'skip') reportSkipped(taken.slices, this.log);
    if (taken.visible > 0 || taken.failure) return this.deliver(taken, request, endTurn);
    this.advance(taken.slices);
    return null;
  }

  private deliver(taken: TakenRecords, request: ReadRequest, endTurn: () => void): Delivery {
    const { format } = this.options;
    return new Delivery(taken, format, request.onUndecodable, (slices, delivered) => {
      if (delivered) this.advance(slices);
      else this.pending.putBack(slices);
      endTurn();
    });
  }

  private advance(slices: readonly RecordSlice[]): void {
    let moved = false;
    for (const { batch, to, position } of slices) {
      if (!position.current) continue;
      position.moveTo(batch.offsets[to - 1]! + 1);
      moved = true;
    }
    if (moved) this.membership.autoCommit.schedule();
  }

  /** Forgets what was fetched before a seek, a revocation or a new assignment. */
  private dropStale(): void {
    const { retired } = this.membership.positions;
    if (retired === this.retired) return;
    this.retired = retired;
    this.fetch.dropStale();
  }
}
