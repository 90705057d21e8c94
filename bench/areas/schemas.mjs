import { randomUUID } from 'node:crypto';
import { startGateway, untilKnown } from '../machine/gateway.mjs';
import { load } from '../machine/loader.mjs';
import { memoryOf } from '../machine/proc.mjs';
import { startRegistry } from '../machine/registry.mjs';
import { checkGrowth } from '../machine/topics.mjs';

const PARTITIONS = 4;
const CONNECTIONS = 16;
const RECORDS_PER_REQUEST = 100;
/** Records to read, in requests of as many as the limit of the quick fill allows. */
const READ_RECORDS = 100_000;
const FILL_RECORDS_PER_REQUEST = 1000;

export const FORMATS = ['json', 'avro', 'jsonschema', 'protobuf'];
/** What is read back as the text it was sent as, but for the numbers of Avro. */
export const READ_FORMATS = ['json', 'avro'];

/**
 * Produces and reads the same values as plain JSON and by a schema, in turn.
 *
 * @returns {Promise<{ produced: Record<string, object[]>, read: Record<string, object[]>, peakMb: number }>}
 */
export async function measureSchemas(bench) {
  const registry = await startRegistry(bench);
  try {
    const gateway = await startGateway(bench, 'gateway-schemas', { KAFKA_REST_SCHEMA_REGISTRY_URL: registry.url });
    try {
      const produced = await inTurn(bench, 'produce', FORMATS, await producers(bench, gateway));
      const read = await inTurn(bench, 'consume', READ_FORMATS, await readers(bench, gateway));
      return { produced, read, peakMb: memoryOf(gateway.pid).peakMb };
    } finally {
      await gateway.stop();
    }
  } finally {
    await registry.stop();
  }
}

async function inTurn(bench, what, formats, measure) {
  const results = Object.fromEntries(formats.map((format) => [format, []]));
  for (let round = 0; round < bench.rounds; round++) {
    for (const format of round % 2 === 0 ? formats : formats.toReversed()) {
      const result = await measure(format);
      bench.progress(`schemas, ${what} ${format}: ${Math.round(result.recordsPerSecond)} records/s`);
      results[format].push(result);
    }
  }
  return results;
}

/** A topic for each format: schemas of different kinds are not compatible. */
async function topicsOf(bench, gateway, formats) {
  const topics = {};
  for (const format of formats) {
    topics[format] = await bench.topics.create(PARTITIONS);
    await untilKnown(gateway, topics[format]);
  }
  return topics;
}

async function producers(bench, gateway) {
  const topics = await topicsOf(bench, gateway, FORMATS);
  const [warmup, seconds] = bench.extent === 'quick' ? [0.5, 1] : [0.7, 2.5];
  return async (format) => {
    const topic = topics[format];
    const before = await bench.topics.ends(topic, PARTITIONS);
    const result = await load('produce', gateway, {
      topic,
      format,
      records: RECORDS_PER_REQUEST,
      connections: CONNECTIONS,
      partitions: PARTITIONS,
      warmup: `${warmup}s`,
      duration: `${seconds}s`,
    });
    checkGrowth(`produce ${format}`, before, await bench.topics.ends(topic, PARTITIONS), result.partitions);
    return result;
  };
}

async function readers(bench, gateway) {
  const topics = await topicsOf(bench, gateway, READ_FORMATS);
  const read = (format) =>
    load('consume', gateway, {
      topic: topics[format],
      format,
      group: randomUUID(),
      partitions: PARTITIONS,
      records: READ_RECORDS,
    });
  for (const format of READ_FORMATS) {
    await load('produce', gateway, {
      topic: topics[format],
      format,
      partitions: PARTITIONS,
      spread: true,
      records: FILL_RECORDS_PER_REQUEST,
      connections: 4,
      requests: READ_RECORDS / FILL_RECORDS_PER_REQUEST,
    });
    // Warm-up: the first read compiles the code.
    await read(format);
  }
  return read;
}
