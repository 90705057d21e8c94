import type { ConsumerListener } from '../consumer.client.js';
import type { RecordBatch, TopicPartition, TopicPartitionOffset } from '../record.js';
import { gatewayError, KafkaCode } from './errors.js';
import { copyBytes, declare, type Pointer, readInt64, readPointer } from './library.js';
import { readRecords } from './record-columns.js';
import { onWake } from './wake-pipe.js';

const queueNew = declare('queue_new', 'pointer', 'pointer');
const queueDestroy = declare('queue_destroy', 'void', 'pointer');
const queueGetPartition = declare('queue_get_partition', 'pointer', 'pointer', 'string', 'int');
const queueForward = declare('queue_forward', 'void', 'pointer', 'pointer');
const consumeBatchQueue = declare('consume_batch_queue', 'int64', 'pointer', 'int', 'pointer', 'size');
const messageDestroy = declare('message_destroy', 'void', 'pointer');
const lastError = declare('last_error', 'int');

/** Most records of one native call. */
export const TAKE_MAX = 1000;

// rd_kafka_message_t: payload 24, len 32
const MESSAGE_PAYLOAD = 24;
const MESSAGE_LENGTH = 32;

/**
 * The records that librdkafka fetched for one consumer, apart from its other events: the queues of its partitions are
 * forwarded here, so that one call takes many records. librdkafka bounds it (`queued.max.messages.kbytes`, fetching pauses)
 * and leaves out what a seek or a rebalance made stale.
 */
export class FetchQueue {
  private readonly queue: Pointer;
  private readonly pointers = new BigUint64Array(TAKE_MAX);
  private readonly stopWaking: () => void;

  constructor(
    private readonly handle: Pointer,
    private readonly listener: ConsumerListener,
    private readonly positions: Map<string, TopicPartitionOffset>,
    private readonly keyOf: (entry: TopicPartition) => string,
  ) {
    this.queue = queueNew(handle);
    this.stopWaking = onWake(this.queue, () => this.listener.onReadable());
  }

  /** Records of these partitions come here, those that wait already included. */
  collect(partitions: readonly TopicPartition[]): void {
    for (const { topic, partition } of partitions) {
      const queue = queueGetPartition(this.handle, topic, partition);
      if (!queue) throw gatewayError(lastError());
      queueForward(queue, this.queue);
      queueDestroy(queue);
    }
  }

  take(maxRecords: number, extras: boolean): RecordBatch | null {
    const { pointers } = this;
    for (;;) {
      const count = Number(consumeBatchQueue(this.queue, 0, pointers, Math.min(maxRecords, TAKE_MAX)));
      if (count <= 0) return null;
      const batch = readRecords(pointers, count, extras, this.onErrorMessage);
      for (let i = 0; i < count; i++) messageDestroy(pointers[i]!);
      if (batch.count === 0) continue;
      this.advance(batch);
      return batch;
    }
  }

  /** An error of a partition in the shape of a message; its payload is librdkafka's sentence. */
  private readonly onErrorMessage = (message: bigint, code: number): void => {
    if (code === KafkaCode.PARTITION_EOF) return;
    const text = copyBytes(readPointer(message, MESSAGE_PAYLOAD), readInt64(message, MESSAGE_LENGTH)).toString();
    const error = gatewayError(code, text || null);
    queueMicrotask(() => this.listener.onError(error));
  };

  /** Runs of one partition move its position once. */
  private advance(batch: RecordBatch): void {
    for (let i = 0; i < batch.count; i++) {
      const next = i + 1;
      if (
        next < batch.count &&
        batch.partitions[next] === batch.partitions[i] &&
        batch.topics[next] === batch.topics[i]
      )
        continue;
      const position = this.positions.get(this.keyOf({ topic: batch.topics[i]!, partition: batch.partitions[i]! }));
      if (position) position.offset = batch.offsets[i]! + 1;
    }
  }

  /** Takes and frees what is left. The partitions must be unassigned. */
  close(): void {
    this.stopWaking();
    for (;;) {
      const count = Number(consumeBatchQueue(this.queue, 0, this.pointers, TAKE_MAX));
      if (count <= 0) break;
      for (let i = 0; i < count; i++) messageDestroy(this.pointers[i]!);
    }
    queueDestroy(this.queue);
  }
}
