import Kafka from 'node-rdkafka';

type Call = (callback: (error: Kafka.LibrdKafkaError | null) => void) => void;

/** Writes each list of values to partition 0 in a transaction of its own, and commits or aborts it. */
export async function writeTransactions(
  bootstrapServers: string,
  topic: string,
  transactions: { values: string[]; commit: boolean }[],
): Promise<void> {
  await withProducer(bootstrapServers, topic, async (producer) => {
    for (const { values, commit } of transactions) {
      await begin(producer, topic, values);
      await done((callback) =>
        commit ? producer.commitTransaction(10_000, callback) : producer.abortTransaction(10_000, callback),
      );
    }
  });
}

/** Writes values to partition 0 in a transaction that is open while `use` runs, and commits it then. */
export async function whileTransactionIsOpen(
  bootstrapServers: string,
  topic: string,
  values: readonly string[],
  use: () => Promise<void>,
): Promise<void> {
  await withProducer(bootstrapServers, topic, async (producer) => {
    await begin(producer, topic, values);
    await use();
    await done((callback) => producer.commitTransaction(10_000, callback));
  });
}

async function begin(producer: Kafka.Producer, topic: string, values: readonly string[]): Promise<void> {
  await done((callback) => producer.beginTransaction(callback));
  for (const value of values) producer.produce(topic, 0, Buffer.from(value));
  // An abort would throw away what was not sent yet.
  await done((callback) => producer.flush(10_000, callback));
}

async function withProducer(
  bootstrapServers: string,
  topic: string,
  use: (producer: Kafka.Producer) => Promise<void>,
): Promise<void> {
  const producer = new Kafka.Producer({
    'bootstrap.servers': bootstrapServers,
    'transactional.id': `writer-of-${topic}`,
  });
  await done((callback) => producer.connect({}, callback));
  try {
    await done((callback) => producer.initTransactions(10_000, callback));
    await use(producer);
  } finally {
    await done((callback) => producer.disconnect(callback));
  }
}

function done(call: Call): Promise<void> {
  return new Promise((resolve, reject) => call((error) => (error ? reject(new Error(error.message)) : resolve())));
}
