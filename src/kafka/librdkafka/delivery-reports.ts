import { Slots } from '../../collections/slots.js';
import type { ProduceResult } from '../record.js';
import { KafkaCode, recordFailure } from './errors.js';
import { declare } from './library.js';
import { word64, WORD } from './message-array.js';
import { forEachMessage, scratch } from './message-runs.js';

const eventMessageArray = declare('event_message_array', 'size', 'pointer', 'pointer', 'size');

const messageTimestamp = declare('message_timestamp', 'int64', 'pointer', 'pointer');

/** Where librdkafka tells which kind of timestamp it is. */
const timestampType = new Int32Array(2);

/** A request whose records are on their way. */
export interface PendingRequest {
  result: ProduceResult;
  left: number;
  settle(result: ProduceResult): void;
}

/** Reports are taken this many at a time. */
const REPORTS = 4096;
/** Offset of a record that has no report yet. */
const UNSETTLED = -2;

/** The requests in flight, and what delivery reports say about their records. */
export class DeliveryReports {
  private readonly requests = new Slots<PendingRequest>();
  private readonly pointers = new BigUint64Array(REPORTS);
  /** Records not yet settled. */
  inFlight = 0;
  /** Records acknowledged since the start. */
  acknowledged = 0;

  /** Reserves a slot; its id goes into the opaque of every record. */
  open(count: number, timestampsWanted: boolean, settle: (result: ProduceResult) => void): number {
    const result: ProduceResult = {
      count,
      partitions: new Int32Array(count),
      offsets: new Float64Array(count).fill(UNSETTLED),
      timestamps: timestampsWanted ? new Float64Array(count) : null,
      failures: null,
    };
    this.inFlight += count;
    return this.requests.add({ result, left: count, settle });
  }

  /** A record that was not taken by librdkafka, or whose report says so. */
  fail(id: number, index: number, code: number): void {
    const request = this.requests.get(id);
    if (!request) return;
    const result = request.result;
    (result.failures ??= new Map()).set(index, recordFailure(code));
    result.partitions[index] = -1;
    result.offsets[index] = -1;
    this.countDown(id, request);
  }

  /** The reports of one DR event. */
  take(event: bigint): void {
    for (;;) {
      const count = Number(eventMessageArray(event, this.pointers, REPORTS));
      forEachMessage(this.pointers, count, this.report);
      if (count < REPORTS) return;
    }
  }

  private readonly report = (at: number, i: number): void => {
    const words = scratch;
    const index = words[at + WORD.OPAQUE]!;
    const id = words[at + WORD.OPAQUE + 1]!;
    const code = words[at + WORD.ERR]!;
    if (code !== 0) return this.fail(id, index, code);
    const offset = word64(words, at + WORD.OFFSET);
    // No broker has said so: librdkafka concludes it from the success of a later batch ("implicit ack"). That is wrong where
    // the broker knew nothing of this producer yet, since it then takes any sequence number for the first one.
    if (offset < 0) return this.fail(id, index, KafkaCode.INCONSISTENT);
    const request = this.requests.get(id);
    if (!request) return;
    request.result.partitions[index] = words[at + WORD.PARTITION]!;
    request.result.offsets[index] = offset;
    const { timestamps } = request.result;
    if (timestamps) timestamps[index] = Number(messageTimestamp(this.pointers[i]!, timestampType));
    this.acknowledged++;
    this.countDown(id, request);
  };

  private countDown(id: number, request: PendingRequest): void {
    this.inFlight--;
    if (--request.left > 0) return;
    this.requests.delete(id);
    request.settle(request.result);
  }

  /** Fails every record that has no report yet; for the moment after which none can come. */
  failAll(code: number): void {
    for (const [id, request] of this.requests.entries()) {
      for (let i = 0; i < request.result.count && this.requests.get(id) === request; i++) {
        if (request.result.offsets[i] === UNSETTLED) this.fail(id, i, code);
      }
    }
  }
}
