import Kafka from 'node-rdkafka';
import type { StoredRecord } from './contracts/producer-contract.js';

/** Below the limit of a test, so that its failure says how far the reading got. */
const LIMIT_MS = 60_000;

/**
 * Reads the first `count` records of a topic with a client that shares no code with the gateway's. Ordered by partition
 * and offset.
 */
export async function readTopic(
  bootstrapServers: string,
  topic: string,
  partitions: number,
  count: number,
): Promise<StoredRecord[]> {
  const consumer = new Kafka.KafkaConsumer(
    { 'bootstrap.servers': bootstrapServers, 'group.id': `reader-of-${topic}`, 'enable.auto.commit': false },
    { 'auto.offset.reset': 'earliest' },
  );
  const rows: StoredRecord[] = [];
  await new Promise<void>((resolve, reject) => {
    consumer.connect({}, (error) => (error ? reject(new Error(error.message)) : resolve()));
  });
  consumer.setDefaultConsumeTimeout(50);
  try {
    consumer.assign(Array.from({ length: partitions }, (_, partition) => ({ topic, partition, offset: 0 })));
    const limit = performance.now() + LIMIT_MS;
    while (rows.length < count) {
      if (performance.now() > limit) throw new Error(progress(topic, partitions, rows, count));
      rows.push(...(await some(consumer)));
    }
  } finally {
    await new Promise<void>((resolve) => consumer.disconnect(() => resolve()));
  }
  return rows.sort((a, b) => a.partition - b.partition || a.offset - b.offset);
}

/** What was read where: tells a record that is not there from a partition that is not read. */
function progress(topic: string, partitions: number, rows: readonly StoredRecord[], count: number): string {
  const each = Array.from({ length: partitions }, (_, k) => rows.filter(({ partition }) => partition === k).length);
  return `${topic}: ${rows.length} of ${count} records within ${LIMIT_MS} ms, by partition ${each.join(', ')}`;
}

function some(consumer: Kafka.KafkaConsumer): Promise<StoredRecord[]> {
  return new Promise((resolve, reject) => {
    consumer.consume(1000, (error: Kafka.LibrdKafkaError | null, messages: Kafka.Message[]) => {
      if (error) reject(new Error(error.message));
      else resolve(messages.map(rowOf));
    });
  });
}

function rowOf({ partition, offset, key, value, timestamp, headers }: Kafka.Message): StoredRecord {
  return {
    partition,
    offset,
    key: textOf(key),
    value: textOf(value),
    timestamp: timestamp ?? 0,
    headers: (headers ?? []).flatMap((header) =>
      Object.entries(header).map(([name, text]) => ({ name, value: textOf(text) })),
    ),
  };
}

/** The typings leave open what a header is; a key without bytes is an empty string. */
function textOf(data: Buffer | string | null | undefined): string | null {
  return data === null || data === undefined ? null : data.toString();
}
