import { choice, integer } from './setting.js';

/** Settings of consumer instances. Their names begin like properties of librdkafka: an exact name of ours wins. */
export const CONSUMER = {
  requestTimeoutMs: integer({
    name: 'consumer.request.timeout.ms',
    default: 1000,
    min: 0,
    max: 3_600_000,
    unit: 'ms',
    meaning: 'Longest wait of a read for records, where the request names no `timeout`.',
  }),
  requestTimeoutMaxMs: integer({
    name: 'consumer.request.timeout.max.ms',
    default: 60_000,
    min: 0,
    max: 3_600_000,
    unit: 'ms',
    meaning: 'Longest `timeout` that a read may ask for.',
  }),
  joinTimeoutMs: integer({
    name: 'consumer.join.timeout.ms',
    default: 10_000,
    min: 0,
    max: 600_000,
    unit: 'ms',
    meaning: 'Longest wait of a read without `timeout` for the group to assign partitions.',
  }),
  requestMaxBytes: integer({
    name: 'consumer.request.max.bytes',
    default: 67_108_864,
    min: 1,
    max: 536_870_912,
    unit: 'bytes',
    meaning:
      'Most bytes of keys and values in one read; what does not fit stays for the next, one larger record comes alone.',
  }),
  fetchMinBytes: integer({
    name: 'fetch.min.bytes',
    default: -1,
    min: -1,
    max: 10_000_000,
    unit: 'bytes',
    meaning: 'Bytes that a read waits for; with -1 and 0 it answers as soon as there is a record.',
  }),
  instanceTimeoutMs: integer({
    name: 'consumer.instance.timeout.ms',
    default: 300_000,
    min: 1000,
    max: 604_800_000,
    unit: 'ms',
    meaning: 'Time without a request after which a consumer instance is closed.',
  }),
  maxInstances: integer({
    name: 'consumer.instances.max',
    default: 500,
    min: 1,
    max: 100_000,
    meaning:
      'Most consumer instances at a time, each costs about 1 MB and 4 threads, and each further topic of a draft instance counts as one; beyond it 429.',
  }),
  autoCommitIntervalMs: integer({
    name: 'consumer.auto.commit.interval.ms',
    default: 5000,
    min: 100,
    max: 86_400_000,
    unit: 'ms',
    meaning: 'How often an instance with `auto.commit.enable` commits what it delivered.',
  }),
  onDecodeError: choice({
    name: 'consumer.on.decode.error',
    default: 'report',
    of: ['report', 'stop', 'skip', 'raw'],
    meaning:
      'A record that cannot be decoded: `report` answers 408 once and goes on behind it, `stop` stays on it, `skip` steps over it, `raw` gives it as base64.',
  }),
};
