import type { GatewayError } from '../../errors/gateway-error.js';
import type { ReadRange } from '../reader.client.js';
import type { RecordBatch } from '../record.js';
import { gatewayError, KafkaCode } from './errors.js';
import { copyBytes, declare, type Pointer, readInt64, readPointer } from './library.js';
import { readRecords } from './record-columns.js';
import { onWake } from './wake-pipe.js';

const consumeStart = declare('consume_start_queue', 'int', 'pointer', 'int', 'int64', 'pointer');
const consumeStop = declare('consume_stop', 'int', 'pointer', 'int');
const consumeBatchQueue = declare('consume_batch_queue', 'int64', 'pointer', 'int', 'pointer', 'size');
const messageDestroy = declare('message_destroy', 'void', 'pointer');
const queueNew = declare('queue_new', 'pointer', 'pointer');
const queueDestroy = declare('queue_destroy', 'void', 'pointer');
const lastError = declare('last_error', 'int');

/** Most records of one native call. */
const TAKE_MAX = 1000;
/** Native calls after which others get a turn of the event loop. */
const CALLS_PER_TURN = 8;
/** RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET: the offset does not exist, and `auto.offset.reset` is `error`. */
const AUTO_OFFSET_RESET = -140;

// rd_kafka_message_t: payload 24, len 32
const MESSAGE_PAYLOAD = 24;
const MESSAGE_LENGTH = 32;

const pointers = new BigUint64Array(TAKE_MAX);

/** Fetches one partition from an offset on into a queue of its own, until the limits are reached or it is stopped. */
export class RangeFetch {
  readonly batches: RecordBatch[] = [];
  /** The broker has nothing behind what came. */
  atEnd = false;
  outOfRange = false;
  /** Why nothing more will come. */
  error: GatewayError | null = null;
  private records = 0;
  private bytes = 0;
  private readonly queue: Pointer;
  private readonly stopWaking: () => void;
  private stopped = false;

  /**
   * @param topic a `rd_kafka_topic_t *` of the handle; nothing else may fetch this partition of it until `stop` has resolved
   * @param onProgress called when one of the public fields has changed
   */
  constructor(
    handle: bigint,
    private readonly topic: bigint,
    private readonly range: ReadRange,
    private readonly onProgress: () => void,
  ) {
    this.queue = queueNew(handle);
    this.stopWaking = onWake(this.queue, () => this.take());
    if (consumeStart(topic, range.partition, range.offset, this.queue) !== 0) this.error = gatewayError(lastError());
  }

  /** Whether the broker has said anything. */
  get answered(): boolean {
    return this.atEnd || this.complete;
  }

  /** Whether it is of no use to go on. */
  get complete(): boolean {
    if (this.error || this.outOfRange || this.full) return true;
    return this.atEnd && this.records > 0;
  }

  /** Resolves when the partition may be fetched again. librdkafka waits for its own thread here: not on this one. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.stopWaking();
    await new Promise<void>((resolve) => consumeStop.async(this.topic, this.range.partition, () => resolve()));
    queueDestroy(this.queue);
  }

  private get full(): boolean {
    return this.records >= this.range.maxRecords || this.bytes >= this.range.maxBytes;
  }

  private take(): void {
    for (let calls = 0; !this.stopped && !this.complete; calls++) {
      if (calls === CALLS_PER_TURN) {
        setImmediate(() => this.take());
        return;
      }
      const wanted = Math.min(this.range.maxRecords - this.records, TAKE_MAX);
      const count = Number(consumeBatchQueue(this.queue, 0, pointers, wanted));
      if (count <= 0) return;
      const batch = readRecords(pointers, count, this.range.extras, this.onErrorMessage);
      for (let i = 0; i < count; i++) messageDestroy(pointers[i]!);
      this.add(batch);
      this.onProgress();
    }
  }

  /** Adds what the limit of bytes allows; the first record always. */
  private add(batch: RecordBatch): void {
    let fitting = 0;
    for (; fitting < batch.count && !this.full; fitting++) {
      const bytes = Math.max(batch.keyLength[fitting]!, 0) + Math.max(batch.valueLength[fitting]!, 0);
      if (this.records > 0 && this.bytes + bytes > this.range.maxBytes) {
        this.bytes = this.range.maxBytes;
        break;
      }
      this.records++;
      this.bytes += bytes;
    }
    batch.count = fitting;
    if (fitting > 0) this.batches.push(batch);
  }

  /** The payload of an error in the shape of a message is librdkafka's sentence. */
  private readonly onErrorMessage = (message: bigint, code: number): void => {
    if (code === KafkaCode.PARTITION_EOF) this.atEnd = true;
    else if (code === AUTO_OFFSET_RESET) this.outOfRange = true;
    else {
      const text = copyBytes(readPointer(message, MESSAGE_PAYLOAD), readInt64(message, MESSAGE_LENGTH)).toString();
      this.error = gatewayError(code, text || null);
    }
  };
}
