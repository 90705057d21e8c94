// Ceiling: node-rdkafka's own produce(), one call and one delivery report per record.
import { createRequire } from 'node:module';
import { loopArguments, runLoop } from './produce-loop.mjs';
import { producerProperties } from './product-settings.mjs';
import { storedValue } from './values.mjs';

const rdkafka = createRequire(import.meta.url)('node-rdkafka');
const TOPIC_PROPERTIES = new Set([
  'acks',
  'request.required.acks',
  'partitioner',
  'message.timeout.ms',
  'delivery.timeout.ms',
]);

const options = loopArguments();
const value = storedValue();
const all = Object.entries(producerProperties());
// Given a topic configuration, node-rdkafka ignores topic properties that stand among the others.
const topicProperties = Object.fromEntries(all.filter(([name]) => TOPIC_PROPERTIES.has(name)));
const properties = Object.fromEntries(all.filter(([name]) => !TOPIC_PROPERTIES.has(name)));
const producer = new rdkafka.Producer({ ...properties, dr_cb: true }, topicProperties);
await new Promise((resolve, reject) => producer.connect({}, (error) => (error ? reject(error) : resolve())));

producer.on('delivery-report', (error, report) => {
  const { batch, index } = report.opaque;
  if (error) return batch.fail(error);
  batch.partitions[index] = report.partition;
  batch.offsets[index] = report.offset;
  if (--batch.left === 0) batch.done(batch.partitions, batch.offsets);
});

// Delivery reports are asked for on each turn of the event loop: a timer would limit small batches to its rate.
let polling = true;
const poll = () => {
  producer.poll();
  if (polling) setImmediate(poll);
};
poll();

const outcome = await runLoop(options, (done, fail) => {
  const { records, topic } = options;
  const batch = { left: records, done, fail, partitions: new Int32Array(records), offsets: new Float64Array(records) };
  for (let index = 0; index < records; index++) {
    producer.produce(topic, null, value, null, undefined, { batch, index });
  }
});
polling = false;
console.log(JSON.stringify(outcome));
process.exit(0);
