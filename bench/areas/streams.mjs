import { Agent, request } from 'node:http';
import { contestantCommand, startGateway, untilKnown } from '../machine/gateway.mjs';
import { load } from '../machine/loader.mjs';
import { cores } from '../machine/pinning.mjs';
import { memoryOf } from '../machine/proc.mjs';
import { runForJson } from '../machine/processes.mjs';
import { checkGrowth } from '../machine/topics.mjs';

const PARTITIONS = 4;
/** Records per chunk of a stream, and per batch of who produces without HTTP. */
const RECORDS = 100;
/** Batches in flight of who produces without HTTP. */
const BATCHES = 16;

/** Streams that are open before memory is looked at. */
const WARM_STREAMS = 100;

export const RDKAFKA_ALONE = 'node-rdkafka alone';
export const BRIDGE_ALONE = 'bridge alone';
export const ONE_STREAM = 'gateway, 1 stream';
export const MANY_STREAMS = 'gateway, 16 streams';
export const ONE_BY_ONE = 'gateway, 1 stream, one record at a time';

/**
 * Streams of API v3, 100 bytes a record, in turn with who produces without HTTP; then a long stream, and idle ones.
 *
 * @returns {Promise<{ results: Record<string, object[]>, long: object, idle: object, peakMb: number }>}
 *   long: `records`, `recordsPerSecond`, `beforeMb`, `peakMb` and `afterMb`; idle: `streams`, `beforeMb` and `afterMb`
 */
export async function measureStreams(bench) {
  const gateway = await startGateway(bench, 'gateway-streams');
  try {
    const topic = await bench.topics.create(PARTITIONS);
    await untilKnown(gateway, topic);
    const path = `${await clusterPath(gateway)}/topics/${topic}/records`;
    const results = await inTurn(bench, contestants(bench, gateway, topic, path));
    const long = await longStream(bench, gateway, path);
    const { peakMb } = memoryOf(gateway.pid);
    await gateway.stop();
    const idle = await idleStreams(bench, topic);
    await bench.topics.remove(topic);
    return { results, long, idle, peakMb };
  } finally {
    await gateway.stop();
  }
}

async function clusterPath(gateway) {
  const answer = await fetch(`${gateway.url}/v3/clusters`);
  const { data } = await answer.json();
  return new URL(data[0].metadata.self).pathname;
}

function contestants(bench, gateway, topic, path) {
  const [warmup, seconds] = bench.extent === 'quick' ? [0.5, 1] : [0.7, 2.5];
  const byStreams = (more) => async () => {
    const before = await bench.topics.ends(topic, PARTITIONS);
    const flags = { path, partitions: PARTITIONS, records: RECORDS, warmup: `${warmup}s`, duration: `${seconds}s` };
    const result = await load('stream', gateway, { ...flags, ...more });
    checkGrowth('streams', before, await bench.topics.ends(topic, PARTITIONS), result.partitions);
    return result;
  };
  const alone = (file) => () => {
    const flags = { topic, partitions: PARTITIONS, records: RECORDS, batches: BATCHES, warmup, seconds };
    const env = { KAFKA_REST_BOOTSTRAP_SERVERS: bench.bootstrap };
    return runForJson(cores.server, process.execPath, contestantCommand(file, flags), { env });
  };
  return {
    [RDKAFKA_ALONE]: alone('rdkafka-produce'),
    [BRIDGE_ALONE]: alone('bridge-alone'),
    [ONE_STREAM]: byStreams({ connections: 1 }),
    [MANY_STREAMS]: byStreams({ connections: 16 }),
    [ONE_BY_ONE]: byStreams({ connections: 1, records: 1, unanswered: 1 }),
  };
}

async function inTurn(bench, measures) {
  const names = Object.keys(measures);
  const results = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < bench.rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const result = await measures[name]();
      bench.progress(`streams, ${name}: ${Math.round(result.recordsPerSecond)} records/s`);
      results[name].push(result);
    }
  }
  return results;
}

/** Whether a stream takes memory for as long as it goes on. */
async function longStream(bench, gateway, path) {
  const total = bench.extent === 'quick' ? 200_000 : 1_000_000;
  const before = memoryOf(gateway.pid).rssMb;
  let peakMb = before;
  const sample = setInterval(() => (peakMb = Math.max(peakMb, memoryOf(gateway.pid).rssMb)), 100);
  try {
    const flags = { path, partitions: PARTITIONS, records: RECORDS, connections: 1, total };
    const { records, recordsPerSecond } = await load('stream', gateway, flags);
    return { records, recordsPerSecond, beforeMb: before, peakMb, afterMb: memoryOf(gateway.pid).rssMb };
  } finally {
    clearInterval(sample);
  }
}

/** What streams cost that had a record once, in a gateway that has no memory to spare from other work. */
async function idleStreams(bench, topic) {
  const streams = bench.extent === 'quick' ? 200 : 1000;
  const gateway = await startGateway(bench, 'gateway-idle-streams');
  const agent = new Agent({ maxSockets: Infinity });
  const open = [];
  try {
    await untilKnown(gateway, topic);
    const url = `${gateway.url}${await clusterPath(gateway)}/topics/${topic}/records`;
    // Warm-up: the first streams compile the code.
    for (let i = 0; i < WARM_STREAMS; i++) open.push(await begunStream(url, agent));
    const beforeMb = memoryOf(gateway.pid).rssMb;
    for (let i = 0; i < streams; i++) open.push(await begunStream(url, agent));
    const afterMb = memoryOf(gateway.pid).rssMb;
    bench.progress(`streams: ${streams} idle ones, ${(((afterMb - beforeMb) * 1024) / streams).toFixed(1)} KB each`);
    return { streams, beforeMb, afterMb };
  } finally {
    for (const stream of open) stream.destroy();
    await gateway.stop();
  }
}

/** A stream whose first record has its receipt. */
function begunStream(url, agent) {
  return new Promise((resolve, reject) => {
    const stream = request(url, { method: 'POST', agent, headers: { 'Content-Type': 'application/json' } });
    stream.on('error', reject);
    stream.on('response', (answer) => {
      answer.on('error', reject); // nobody hears of it once the stream has begun
      answer.once('data', () => resolve(stream));
    });
    stream.write('{"value":{"type":"JSON","data":1}}');
  });
}
