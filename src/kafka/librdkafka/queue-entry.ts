import { GatewayError } from '../../errors/gateway-error.js';
import type { ProduceBatch, ProduceResult } from '../record.js';
import type { DeliveryReports } from './delivery-reports.js';
import { KafkaCode } from './errors.js';
import { declare } from './library.js';
import { MESSAGE_WORDS, MessageArray, WORD } from './message-array.js';
import { produceOne } from './variadic-produce.js';

const produceBatch = declare('produce_batch', 'int', 'pointer', 'int', 'int', 'pointer', 'int');

const PARTITION_UNASSIGNED = -1;
const MSG_F_COPY = 0x2;
const MSG_F_PARTITION = 0x8;

/** Where records enter the queue of one `rd_kafka_t`. */
export class QueueEntrance {
  private readonly messages = new MessageArray();

  constructor(
    private readonly native: bigint,
    readonly reports: DeliveryReports,
    /** Called for each record that fails for want of room. */
    readonly onRefused: () => void,
  ) {}

  /**
   * Hands over records `from` up to, but not including, `to`. Returns the first one that found the queue full, behind which
   * none was taken; `to` when there is none. What is refused for another reason has failed.
   */
  handOver(topic: bigint, batch: ProduceBatch, id: number, from: number, to: number): number {
    if (batch.headers || batch.timestamps) return this.oneByOne(topic, batch, id, from, to);
    this.messages.fill(batch, id, from, to);
    const words = this.messages.words;
    const taken = produceBatch(topic, PARTITION_UNASSIGNED, MSG_F_COPY | MSG_F_PARTITION, words, to - from);
    if (taken === to - from) return to;
    for (let i = from, at = 0; i < to; i++, at += MESSAGE_WORDS) {
      const code = words[at + WORD.ERR]!;
      // librdkafka refuses everything behind it too.
      if (code === KafkaCode.QUEUE_FULL) return i;
      if (code !== 0) this.reports.fail(id, i, code);
    }
    return to;
  }

  private oneByOne(topic: bigint, batch: ProduceBatch, id: number, from: number, to: number): number {
    for (let i = from; i < to; i++) {
      const code = produceOne(this.native, topic, batch, i, id);
      if (code === KafkaCode.QUEUE_FULL) return i;
      if (code !== 0) this.reports.fail(id, i, code);
    }
    return to;
  }
}

/** One batch on its way into the queue. */
export class QueueEntry {
  /** Settles with the last of the records; rejects with `kafka-retriable` when the queue took none at all. */
  readonly result: Promise<ProduceResult>;
  private readonly id: number;
  private next = 0;
  private untaken = 0;

  constructor(
    private readonly entrance: QueueEntrance,
    private readonly topic: bigint,
    private readonly batch: ProduceBatch,
  ) {
    const { promise, resolve, reject } = Promise.withResolvers<ProduceResult>();
    this.result = promise;
    this.id = entrance.reports.open(batch.count, batch.timestampsWanted === true, (result) => {
      if (this.untaken === batch.count) reject(queueFull());
      else resolve(result);
    });
  }

  /** Records that were not handed over yet. */
  get waiting(): number {
    return this.batch.count - this.next;
  }

  /**
   * Hands over as much as the queue takes. False: it is full.
   *
   * @param atATime records of one native call, all of which are prepared in vain when the first finds the queue full
   */
  push(atATime = this.batch.count): boolean {
    const { count } = this.batch;
    while (this.next < count) {
      const to = Math.min(this.next + atATime, count);
      this.next = this.entrance.handOver(this.topic, this.batch, this.id, this.next, to);
      if (this.next < to) return false;
    }
    return true;
  }

  /** The next record fails for want of room. */
  skip(): void {
    this.untaken++;
    this.entrance.onRefused();
    this.entrance.reports.fail(this.id, this.next++, KafkaCode.QUEUE_FULL);
  }

  /** All records that wait fail for want of room. */
  giveUp(): void {
    while (this.waiting > 0) this.skip();
  }
}

function queueFull(): GatewayError {
  return new GatewayError(
    'kafka-retriable',
    'The queue of the gateway is full (producer.queue.buffering.max.*); nothing was sent. Try again.',
  );
}
