import type { ConsumerClient } from '../kafka/consumer.client.js';
import type { Membership } from './membership.js';
import type { PendingRecords } from './pending-records.js';
import { type RecordSlice, slicesOf } from './record-slice.js';
import type { SchemaDecoder } from './schema-decoder.js';

/** Most records of one poll. */
const CHUNK = 1000;
/** Polls after which other requests get a turn of the event loop. */
const POLLS_PER_TURN = 8;

/**
 * Brings what a client has fetched into the pending records, decoded where the format has schemas. While schemas are looked
 * up, nothing further is taken: the order stays.
 */
export class RecordFetch {
  private extras = false;
  /** Polled, not decoded yet; all of one batch. */
  private held: RecordSlice[] = [];
  /** What `held` was when its schemas were asked for; null when nothing is asked. */
  private asking: RecordSlice[] | null = null;
  private fault: { error: unknown } | null = null;

  /** @param decoder null: records are shown as they are stored */
  constructor(
    private readonly membership: Membership,
    private readonly pending: PendingRecords,
    private readonly client: ConsumerClient,
    private readonly decoder: SchemaDecoder | null,
  ) {}

  /** Why what comes next cannot be decoded now, once: after that it is tried again. */
  takeFault(): { error: unknown } | null {
    const { fault } = this;
    this.fault = null;
    return fault;
  }

  /** Nothing comes next until somebody has taken the fault. */
  get failed(): boolean {
    return this.fault !== null;
  }

  /**
   * Takes what the client has fetched, until `bytes` are pending. True: there is more, but others should get a turn.
   * False: that is all for now; `membership.changed` tells when there is more.
   */
  fill(bytes: number): boolean {
    const { pending, membership } = this;
    let chunk = CHUNK;
    for (let polls = 0; pending.bytes < bytes; polls++) {
      if (polls === POLLS_PER_TURN) return true;
      if (this.held.length > 0) {
        if (!this.decodeHeld(bytes - pending.bytes)) return false;
        continue;
      }
      const batch = this.client.poll(chunk, this.extras);
      if (!batch) return false;
      const before = pending.bytes;
      const slices = slicesOf(batch, membership.positions);
      if (this.decoder) this.held = slices;
      else pending.append(slices);
      // Large records: no more of them than this read can take, the others are better kept in librdkafka's bounded queue.
      const each = Math.max((pending.bytes - before) / batch.count, 1);
      chunk = Math.min(CHUNK, Math.max(1, Math.ceil((bytes - pending.bytes) / each)));
    }
    return false;
  }

  /** Forgets the records of retired positions. */
  dropStale(): void {
    this.pending.dropStale();
    this.held = this.held.filter(({ position }) => position.current);
    this.fault = null;
  }

  /** From now on timestamps and headers are fetched; what is there without them is fetched again. */
  wantExtras(): void {
    this.extras = true;
    const { pending, held } = this;
    if (pending.haveExtras && held.every(({ batch }) => batch.timestamps !== null)) return;
    pending.append(held);
    const restart = pending.firstOfEach().map(({ batch, from, position }) => {
      const offset = batch.offsets[from]!;
      position.fetched = offset;
      return { topic: position.topic, partition: position.partition, offset };
    });
    this.clear();
    this.client.seek(restart);
  }

  clear(): void {
    this.pending.clear();
    this.held = [];
    this.fault = null;
  }

  /** False: the schemas are being looked up, or could not be. */
  private decodeHeld(maxBytes: number): boolean {
    const { decoder, held } = this;
    if (!decoder || this.failed || this.asking === held) return false;
    const outcome = decoder.decodeNow(held, maxBytes);
    if (!outcome) {
      void this.askFor(decoder, held, maxBytes);
      return false;
    }
    this.pending.append(outcome.decoded);
    this.held = outcome.rest;
    return true;
  }

  /** Never rejects: the fault is for the next read to tell. */
  private async askFor(decoder: SchemaDecoder, held: RecordSlice[], maxBytes: number): Promise<void> {
    this.asking = held;
    try {
      const { decoded, rest } = await decoder.decode(held, maxBytes);
      // Otherwise they are not wanted any more, or not all of them.
      if (this.held === held) {
        this.pending.append(decoded);
        this.held = rest;
      }
    } catch (error) {
      if (this.held === held) this.fault = { error };
    } finally {
      if (this.asking === held) this.asking = null;
      this.membership.changed.notify();
    }
  }
}
