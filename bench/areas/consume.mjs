import { randomUUID } from 'node:crypto';
import { contestantCommand, startGateway, untilKnown } from '../machine/gateway.mjs';
import { load } from '../machine/loader.mjs';
import { cores } from '../machine/pinning.mjs';
import { memoryOf } from '../machine/proc.mjs';
import { runForJson } from '../machine/processes.mjs';

const RECORDS = 200_000;
const PARTITIONS = 4;
const RECORDS_PER_REQUEST = 1000;

export const RDKAFKA_CONSUME = 'node-rdkafka consume(1000) alone';
export const GATEWAY_JSON = 'gateway, json';
export const GATEWAY_BINARY = 'gateway, binary';
export const GATEWAY_GROUP = 'gateway, json, by subscription';

/**
 * Reads a topic of 200 000 records to its end, the contestants in turn.
 *
 * @returns {Promise<{ records: number, results: Record<string, object[]>, peakMb: number }>}
 */
export async function measureConsume(bench) {
  const gateway = await startGateway(bench, 'gateway-consume');
  try {
    const topic = await filledTopic(bench, gateway);
    const contestants = {
      [RDKAFKA_CONSUME]: () => readByRdkafka(bench, topic),
      [GATEWAY_JSON]: () => readByGateway(gateway, topic, { format: 'json' }),
      [GATEWAY_BINARY]: () => readByGateway(gateway, topic, { format: 'binary' }),
      [GATEWAY_GROUP]: () => readByGateway(gateway, topic, { format: 'json', subscribe: true }),
    };
    // Warm-up: the first read compiles the code.
    await readByGateway(gateway, topic, { format: 'json' });
    await readByGateway(gateway, topic, { format: 'binary' });
    const names = Object.keys(contestants);
    const results = Object.fromEntries(names.map((name) => [name, []]));
    for (let round = 0; round < bench.rounds; round++) {
      for (const name of round % 2 === 0 ? names : names.toReversed()) {
        const result = await contestants[name]();
        bench.progress(`consume, ${name}: ${Math.round(result.recordsPerSecond)} records/s`);
        results[name].push(result);
      }
    }
    const { peakMb } = memoryOf(gateway.pid);
    await bench.topics.remove(topic);
    return { records: RECORDS, results, peakMb };
  } finally {
    await gateway.stop();
  }
}

/** The same number of records in each partition. */
async function filledTopic(bench, gateway) {
  const topic = await bench.topics.create(PARTITIONS);
  await untilKnown(gateway, topic);
  await load('produce', gateway, {
    topic,
    partitions: PARTITIONS,
    spread: true,
    records: RECORDS_PER_REQUEST,
    connections: 4,
    requests: RECORDS / RECORDS_PER_REQUEST,
  });
  return topic;
}

function readByGateway(gateway, topic, flags) {
  return load('consume', gateway, { topic, group: randomUUID(), partitions: PARTITIONS, records: RECORDS, ...flags });
}

function readByRdkafka(bench, topic) {
  const command = contestantCommand('rdkafka-consume', { topic, partitions: PARTITIONS, records: RECORDS });
  const env = { KAFKA_REST_BOOTSTRAP_SERVERS: bench.bootstrap };
  return runForJson(cores.server, process.execPath, command, { env });
}
