// The parts of the built gateway that contestants use without its framework: body scanner and producer.
import { BinaryDatumReader } from '../../dist/formats/binary/binary-datum-reader.js';
import { JsonDatumReader } from '../../dist/formats/json/json-datum-reader.js';
import { LibrdkafkaProducerClient } from '../../dist/kafka/librdkafka/producer.js';
import { PRODUCE_STRIDE } from '../../dist/kafka/record.js';
import { ProduceBodyReader } from '../../dist/producer/wire/produce-body.js';
import { producerProperties, settings } from './product-settings.mjs';

/** A log without a logger: only trouble, on the standard error. */
const log = {
  debug: () => undefined,
  info: () => undefined,
  warn: (fields, message) => console.error(message, fields),
  error: (fields, message) => console.error(message, fields),
  child: () => log,
};

/** The gateway's producer, with the properties the gateway gives it. */
export function openProducer() {
  return new LibrdkafkaProducerClient(producerProperties(), log);
}

/** Turns the body of a v2 produce request into a batch: `read(body, 'json' | 'binary')`. */
export function bodyReader() {
  const reader = new ProduceBodyReader({
    maxRecords: settings.produce.recordsMax,
    maxDepth: settings.http.bodyMaxDepth,
  });
  const data = { json: new JsonDatumReader(), binary: new BinaryDatumReader() };
  return (body, format) => reader.read(body, data[format]);
}

/** A batch of `count` records without key, all with the same value. */
export function columns(value, count) {
  const table = new Int32Array(count * PRODUCE_STRIDE);
  for (let i = 0; i < count; i++) table.set([-1, 0, -1, i * value.length, value.length], i * PRODUCE_STRIDE);
  return { count, bytes: Buffer.concat(new Array(count).fill(value)), table, timestamps: null, headers: null };
}
