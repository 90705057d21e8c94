import { parseBroker } from './addresses.js';
import { boolean, integer, list } from './setting.js';

/** Settings of the connection to Kafka; properties of librdkafka come on top of them by prefix. */
export const KAFKA = {
  bootstrapServers: list({
    name: 'bootstrap.servers',
    range: 'of host:port',
    meaning: 'Brokers to ask first for the others. Required, unless `embedded.kafka` is true.',
    entry: parseBroker,
  }),
  embedded: boolean({
    name: 'embedded.kafka',
    default: false,
    meaning:
      'Runs a small Kafka in the memory of the gateway in place of `bootstrap.servers`: for trying out, keeps nothing.',
  }),
  requestTimeoutMs: integer({
    name: 'kafka.request.timeout.ms',
    default: 10_000,
    min: 100,
    max: 300_000,
    unit: 'ms',
    meaning: 'Longest wait for Kafka to answer about topics, offsets and groups; beyond it 503.',
  }),
};
