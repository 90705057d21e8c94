import Kafka from 'node-rdkafka';

/** Writes each list of values to partition 0 in a transaction of its own, and commits or aborts it. */
export async function writeTransactions(
  bootstrapServers: string,
  topic: string,
  transactions: { values: string[]; commit: boolean }[],
): Promise<void> {
  const producer = new Kafka.Producer({
    'bootstrap.servers': bootstrapServers,
    'transactional.id': `writer-of-${topic}`,
  });
  const done = (call: (callback: (error: Kafka.LibrdKafkaError | null) => void) => void): Promise<void> =>
    new Promise((resolve, reject) => call((error) => (error ? reject(new Error(error.message)) : resolve())));
  await done((callback) => producer.connect({}, callback));
  try {
    await done((callback) => producer.initTransactions(10_000, callback));
    for (const { values, commit } of transactions) {
      await done((callback) => producer.beginTransaction(callback));
      for (const value of values) producer.produce(topic, 0, Buffer.from(value));
      // An abort would throw away what was not sent yet.
      await done((callback) => producer.flush(10_000, callback));
      await done((callback) =>
        commit ? producer.commitTransaction(10_000, callback) : producer.abortTransaction(10_000, callback),
      );
    }
  } finally {
    await done((callback) => producer.disconnect(callback));
  }
}
