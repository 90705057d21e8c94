import { readString } from './library.js';
import { requestMetadata } from './metadata-request.js';

// struct rd_kafka_metadata_topic
const TOPIC_NAME = 0;

/** Names of all topics, sorted. */
export function topicNames(handle: bigint, timeoutMs: number): Promise<string[]> {
  return requestMetadata(handle, null, timeoutMs, ({ topics }) =>
    topics.map((topic) => readString(topic, TOPIC_NAME) ?? '').sort(),
  );
}
