// Ceiling: node-rdkafka producing to its own flowing consumer in one process.
import { createRequire } from 'node:module';
import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { consumerProperties, producerProperties } from './product-settings.mjs';
import { storedValue } from './values.mjs';

const rdkafka = createRequire(import.meta.url)('node-rdkafka');
const { values } = parseArgs({
  options: { topic: { type: 'string' }, partitions: { type: 'string' }, samples: { type: 'string' } },
});
const samples = Number(values.samples);
const WARMUP_SAMPLES = 20;

const connected = (client) =>
  new Promise((resolve, reject) => client.connect({}, (error) => (error ? reject(error) : resolve())));
const producer = new rdkafka.Producer(producerProperties());
const consumer = new rdkafka.KafkaConsumer({ ...consumerProperties(), 'group.id': randomUUID() }, {});
await Promise.all([connected(producer), connected(consumer)]);
consumer.assign(
  Array.from({ length: Number(values.partitions) }, (_, partition) => ({ topic: values.topic, partition, offset: 0 })),
);

let arrived;
consumer.on('data', () => arrived(performance.now()));
consumer.consume();

const value = storedValue();
const times = [];
for (let i = 0; i < WARMUP_SAMPLES + samples; i++) {
  const arrival = new Promise((resolve) => (arrived = resolve));
  // The reader is waiting, and no timer falls into step.
  await pause(randomInt(5, 16));
  const sent = performance.now();
  producer.produce(values.topic, null, value);
  const took = (await arrival) - sent;
  if (i >= WARMUP_SAMPLES) times.push(took);
}
times.sort((a, b) => a - b);
const quantile = (q) => times[Math.max(0, Math.ceil(q * times.length) - 1)];
console.log(
  JSON.stringify({
    samples,
    fromSendMs: { p50: quantile(0.5), p95: quantile(0.95), p99: quantile(0.99), max: times.at(-1) },
  }),
);
process.exit(0);
