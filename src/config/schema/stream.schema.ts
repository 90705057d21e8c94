import { integer } from './setting.js';

const MiB = 1024 * 1024;

/** Settings of producing by API v3: streams of records, and batches. */
export const STREAM = {
  recordMaxBytes: integer({
    name: 'api.v3.produce.request.size.limit.max.bytes',
    default: 10 * MiB,
    min: 1,
    max: 512 * MiB,
    unit: 'bytes',
    meaning: 'Largest object of a stream; beyond it a receipt with 400, and the stream ends.',
    confluentDefault: '0',
  }),
  batchMaxEntries: integer({
    name: 'api.v3.produce.batch.maximum.entries',
    default: 10,
    min: 1,
    max: 10_000,
    meaning: 'Most records of a batch request.',
  }),
  maxDurationMs: integer({
    name: 'streaming.connection.max.duration.ms',
    default: 86_400_000,
    min: 1,
    max: 2_147_483_647,
    unit: 'ms',
    meaning: 'How long a stream may be open; then a receipt with 408, and it ends.',
  }),
  graceMs: integer({
    name: 'streaming.connection.max.duration.grace.period.ms',
    default: 500,
    min: 0,
    max: 600_000,
    unit: 'ms',
    meaning:
      'How long the connection of a stream that the gateway ended is kept, so that the client reads the last receipts.',
  }),
  idleMs: integer({
    name: 'streaming.connection.idle.timeout.ms',
    default: 300_000,
    min: 1,
    max: 2_147_483_647,
    unit: 'ms',
    meaning: 'How long a stream may send nothing, or take no receipts; then a receipt with 408, and it ends.',
  }),
  recordsInFlight: integer({
    name: 'streaming.records.max.in.flight',
    default: 10_000,
    min: 1,
    max: 1_000_000,
    meaning: 'Records of one stream without a receipt that was sent, from which on no more are read.',
  }),
};
