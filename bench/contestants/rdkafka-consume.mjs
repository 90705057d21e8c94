// Ceiling: node-rdkafka's consume(n, callback), reading a topic from its beginning; each offset is checked.
import { createRequire } from 'node:module';
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { consumerProperties } from './product-settings.mjs';

const rdkafka = createRequire(import.meta.url)('node-rdkafka');
const { values } = parseArgs({
  options: {
    topic: { type: 'string' },
    partitions: { type: 'string' },
    records: { type: 'string' },
    batch: { type: 'string', default: '1000' },
  },
});
const partitions = Number(values.partitions);
const records = Number(values.records);
const batch = Number(values.batch);

const consumer = new rdkafka.KafkaConsumer(
  { ...consumerProperties(), 'group.id': randomUUID(), 'enable.auto.commit': false },
  { 'auto.offset.reset': 'earliest' },
);
await new Promise((resolve, reject) => consumer.connect({}, (error) => (error ? reject(error) : resolve())));
consumer.setDefaultConsumeTimeout(5);

const next = new Array(partitions).fill(0);
let seen = 0;
const cpu = process.cpuUsage();
const start = performance.now();
consumer.assign(next.map((offset, partition) => ({ topic: values.topic, partition, offset })));
while (seen < records) {
  const messages = await new Promise((resolve, reject) =>
    consumer.consume(batch, (error, list) => (error ? reject(error) : resolve(list))),
  );
  for (const { partition, offset, value } of messages) {
    if (offset !== next[partition]++) throw new Error(`partition ${partition}: offset ${offset} was not due`);
    if (value.length !== 100) throw new Error(`partition ${partition}, offset ${offset}: ${value.length} bytes`);
  }
  seen += messages.length;
}
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(cpu);
console.log(
  JSON.stringify({ records: seen, seconds, recordsPerSecond: seen / seconds, cpuSeconds: (user + system) / 1e6 }),
);
process.exit(0);
