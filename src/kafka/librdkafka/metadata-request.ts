import { adminError } from './admin-errors.js';
import { declare, type Pointer, readInt, readPointer } from './library.js';

const metadata = declare('metadata', 'int', 'pointer', 'int', 'pointer', 'pointer', 'int');
const metadataDestroy = declare('metadata_destroy', 'void', 'pointer');

// struct rd_kafka_metadata, 64 bit: broker_cnt i32 0, brokers 8, topic_cnt i32 16, topics 24
const BROKER_COUNT = 0;
const BROKERS = 8;
const TOPIC_COUNT = 16;
const TOPICS = 24;
// struct rd_kafka_metadata_broker: id i32 0, host 8, port i32 16
const BROKER_SIZE = 24;
// struct rd_kafka_metadata_topic: topic 0, partition_cnt i32 8, partitions 16, err i32 24
const TOPIC_SIZE = 32;

export interface NativeMetadata {
  /** `rd_kafka_metadata_broker *` of each broker. */
  brokers: bigint[];
  /** `rd_kafka_metadata_topic *` of each topic. */
  topics: bigint[];
}

/**
 * Metadata of all topics, or of the one given (`rd_kafka_topic_t *`), and of all brokers. A thread of the pool waits for
 * the answer. Everything passed to `read` is freed when it returns.
 */
export function requestMetadata<T>(
  handle: bigint,
  topic: Pointer,
  timeoutMs: number,
  read: (answer: NativeMetadata) => T,
): Promise<T> {
  const result = new BigUint64Array(1);
  return new Promise((resolve, reject) => {
    metadata.async(handle, topic ? 0 : 1, topic, result, timeoutMs, (error, code) => {
      if (error) return reject(error);
      if (code !== 0) return reject(adminError(code, null));
      const address = result[0]!;
      try {
        resolve(read(readMetadata(address)));
      } catch (failure) {
        reject(failure instanceof Error ? failure : new Error(String(failure)));
      } finally {
        metadataDestroy(address);
      }
    });
  });
}

function readMetadata(address: bigint): NativeMetadata {
  return {
    brokers: elements(readPointer(address, BROKERS), readInt(address, BROKER_COUNT), BROKER_SIZE),
    topics: elements(readPointer(address, TOPICS), readInt(address, TOPIC_COUNT), TOPIC_SIZE),
  };
}

function elements(array: Pointer, count: number, size: number): bigint[] {
  return array ? Array.from({ length: count }, (_, index) => array + BigInt(size * index)) : [];
}
