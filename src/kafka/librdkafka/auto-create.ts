import { isUnanswered } from './admin-repeats.js';
import { gatewayError } from './errors.js';
import { declare, readInt, readPointer } from './library.js';

const metadata = declare('metadata', 'int', 'pointer', 'int', 'pointer', 'pointer', 'int');
const metadataDestroy = declare('metadata_destroy', 'void', 'pointer');

// struct rd_kafka_metadata: broker_cnt i32 0, brokers 8, topic_cnt i32 16, topics 24
const METADATA_TOPIC_COUNT = 16;
const METADATA_TOPICS = 24;
// struct rd_kafka_metadata_topic: topic 0, partition_cnt i32 8, partitions 16, err i32 24
const TOPIC_PARTITION_COUNT = 8;
const TOPIC_ERROR = 24;

const RETRY_MS = 50;
/** How long (ms) a broker may take before another one is asked. */
const PATIENCE_MS = 1000;
const ERR_TOPIC_AUTHORIZATION_FAILED = 29;

/**
 * Asks for the metadata of one topic through a producer handle, which lets brokers create it (`allow.auto.create.topics`),
 * until it has partitions. Brokers answer "unknown topic" while they create it, and for ever when they do not. Resolves to
 * the number of partitions, 0 when there are none within `timeoutMs`. The lookup blocks a pool thread for one round trip.
 */
export async function waitForTopic(
  handle: bigint,
  topic: bigint,
  timeoutMs: number,
  cancelled: () => boolean,
): Promise<number> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const left = deadline - performance.now();
    const isLast = (): boolean => cancelled() || performance.now() + RETRY_MS >= deadline;
    const patienceMs = Math.max(1, Math.ceil(Math.min(left, PATIENCE_MS)));
    const partitions = await partitionCount(handle, topic, patienceMs).catch((error: unknown) => {
      if (!isUnanswered(error) || isLast()) throw error;
      return 0;
    });
    if (partitions > 0 || isLast()) return partitions;
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

function partitionCount(handle: bigint, topic: bigint, timeoutMs: number): Promise<number> {
  const result = new BigUint64Array(1);
  return new Promise((resolve, reject) => {
    metadata.async(handle, 0, topic, result, timeoutMs, (error, code) => {
      if (error) return reject(error);
      if (code !== 0) return reject(gatewayError(code));
      const address = result[0]!;
      const first = readInt(address, METADATA_TOPIC_COUNT) > 0 ? readPointer(address, METADATA_TOPICS) : null;
      const count = first ? readInt(first, TOPIC_PARTITION_COUNT) : 0;
      const topicError = first ? readInt(first, TOPIC_ERROR) : 0;
      metadataDestroy(address);
      if (topicError === ERR_TOPIC_AUTHORIZATION_FAILED) return reject(gatewayError(topicError));
      resolve(count);
    });
  });
}
