import { setImmediate as nextTurn } from 'node:timers/promises';
import type { OnDecodeError } from '../config/settings.js';
import type { GatewayError } from '../errors/gateway-error.js';
import type { ConsumerClient } from '../kafka/consumer.client.js';
import type { Log } from '../logging/log.js';
import { Delivery } from './delivery.js';
import type { InstanceOptions } from './instance-options.js';
import type { Membership } from './membership.js';
import { PendingRecords, type TakenRecords } from './pending-records.js';
import { type RecordSlice, slicesOf } from './record-slice.js';
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

/** Most records of one poll. */
const CHUNK = 1000;
/** Bytes after which an answer goes out although more may be asked for: waiting for more costs memory and brings no speed. */
const GATHER_BYTES = 2 * 1024 * 1024;
/** Polls after which other requests get a turn of the event loop. */
const POLLS_PER_TURN = 8;

/** Reads of one instance: one behind another, each from what is pending and what the client has fetched. */
export class RecordReader {
  private readonly turns = new Turns();
  private readonly pending = new PendingRecords();
  private extras = false;
  /** How many positions were retired when pending records were looked through last. */
  private retired = 0;

  constructor(
    private readonly membership: Membership,
    private readonly options: InstanceOptions,
    private readonly client: ConsumerClient,
    private readonly log: Log,
  ) {}

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
    this.pending.clear();
  }

  private async collect(request: ReadRequest, endTurn: () => void, signal?: AbortSignal): Promise<Delivery | null> {
    const { membership, pending } = this;
    membership.checkReadable();
    if (request.timeoutMs === null && pending.empty) await membership.joined(signal);
    const deadline = performance.now() + (request.timeoutMs ?? this.options.requestTimeoutMs);
    const enough = Math.min(Math.max(this.options.fetchMinBytes, 1), request.maxBytes);
    const gathered = Math.min(Math.max(GATHER_BYTES, enough), request.maxBytes);
    for (;;) {
      if (signal?.aborted) return null;
      membership.checkReadable();
      this.dropStale();
      if (request.extras) this.wantExtras();
      if (this.fill(gathered)) {
        await nextTurn();
        continue;
      }
      const late = membership.draining || performance.now() >= deadline;
      // A record of no bytes at all is a record: only fetch.min.bytes beyond 1 is about bytes.
      if (!pending.empty && (late || enough === 1 || pending.bytes >= enough)) {
        const delivery = this.take(request, endTurn);
        if (delivery) return delivery;
        if (!late) continue;
      } else if (pending.empty) {
        const fault = membership.takeFault();
        if (fault) throw fault;
      }
      if (late) return this.deliver({ slices: [], visible: 0, failure: null }, request, endTurn);
      await membership.changed.wait(deadline - performance.now(), signal);
    }
  }

  /** Takes what the client has fetched, until `bytes` are pending. True: there is more, but others should get a turn. */
  private fill(bytes: number): boolean {
    const { pending } = this;
    const { positions } = this.membership;
    let chunk = CHUNK;
    for (let polls = 0; pending.bytes < bytes; polls++) {
      if (polls === POLLS_PER_TURN) return true;
      const batch = this.client.poll(chunk, this.extras);
      if (!batch) return false;
      const before = pending.bytes;
      pending.append(slicesOf(batch, positions));
      // Large records: no more of them than this read can take, the others are better kept in librdkafka's bounded queue.
      const each = Math.max((pending.bytes - before) / batch.count, 1);
      chunk = Math.min(CHUNK, Math.max(1, Math.ceil((bytes - pending.bytes) / each)));
    }
    return false;
  }

  /** Null: there was nothing to show. */
  private take(request: ReadRequest, endTurn: () => void): Delivery | null {
    const { onUndecodable, maxBytes } = request;
    const taken = this.pending.take(maxBytes, this.options.format, onUndecodable);
    if (taken.failure && onUndecodable === 'stop') {
      this.pending.putBack(taken.slices);
      throw taken.failure;
    }
    if (onUndecodable === 'skip') this.reportSkipped(taken.slices);
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

  private reportSkipped(slices: readonly RecordSlice[]): void {
    for (const { batch, position, faults } of slices) {
      for (const [i, part] of faults ?? []) {
        const { topic, partition } = position;
        this.log.warn(
          { topic, partition, offset: batch.offsets[i], part },
          'stepped over a record that is not valid JSON',
        );
      }
    }
  }

  /** Forgets what was fetched before a seek, a revocation or a new assignment. */
  private dropStale(): void {
    const { retired } = this.membership.positions;
    if (retired === this.retired) return;
    this.retired = retired;
    this.pending.dropStale();
  }

  /** From now on timestamps and headers are fetched; what is pending without them is fetched again. */
  private wantExtras(): void {
    this.extras = true;
    if (this.pending.haveExtras) return;
    const restart = this.pending.firstOfEach().map(({ batch, from, position: { topic, partition } }) => ({
      topic,
      partition,
      offset: batch.offsets[from]!,
    }));
    this.pending.clear();
    this.client.seek(restart);
  }
}
