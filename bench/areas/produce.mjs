import { contestantCommand, startContestant, startGateway, untilKnown } from '../machine/gateway.mjs';
import { load } from '../machine/loader.mjs';
import { cores } from '../machine/pinning.mjs';
import { memoryOf } from '../machine/proc.mjs';
import { runForJson } from '../machine/processes.mjs';
import { checkGrowth } from '../machine/topics.mjs';
import { producePlan } from '../plan.mjs';

export const GATEWAY = 'gateway';
export const BARE_BRIDGE = 'bare node:http + bridge';
export const BARE_HTTP = 'bare node:http';
export const BRIDGE_ALONE = 'bridge alone';
export const RDKAFKA_ALONE = 'node-rdkafka alone';

/** Batches in flight of the contestants that produce without HTTP. */
const BATCHES = 16;

const BESIDE = {
  none: [GATEWAY],
  bridge: [BARE_BRIDGE, GATEWAY],
  all: [BARE_HTTP, BARE_BRIDGE, GATEWAY, BRIDGE_ALONE, RDKAFKA_ALONE],
};

/**
 * Measures produce requests. Contestants take turns within a round, in the opposite order every other round, so that
 * drift of the machine hits all alike.
 *
 * @returns {Promise<{ lines: { cell: import('../plan.mjs').Cell, results: Record<string, object[]> }[], peakMb: number }>}
 *   `results`: what the load generator printed, one entry per round
 */
export async function measureProduce(bench) {
  const plan = producePlan(bench.extent);
  const servers = {
    [GATEWAY]: await startGateway(bench, 'gateway-produce'),
    [BARE_BRIDGE]: await startContestant(bench, 'bare-bridge'),
    [BARE_HTTP]: await startContestant(bench, 'bare-http'),
  };
  const lines = [];
  try {
    for (const cell of plan.cells) {
      lines.push({ cell, results: await measureCell(bench, plan, servers, cell) });
    }
    return { lines, peakMb: memoryOf(servers[GATEWAY].pid).peakMb };
  } finally {
    await Promise.all(Object.values(servers).map((server) => server.stop()));
  }
}

async function measureCell(bench, plan, servers, cell) {
  const contestants = BESIDE[cell.beside];
  const results = Object.fromEntries(contestants.map((name) => [name, []]));
  const topic = await bench.topics.create(cell.partitions);
  await untilKnown(servers[GATEWAY], topic);
  for (let round = 0; round < plan.rounds(cell); round++) {
    for (const name of round % 2 === 0 ? contestants : contestants.toReversed()) {
      const result = await measure(bench, plan, servers, cell, topic, name);
      bench.progress(`${describe(cell)}, ${name}: ${Math.round(result.requestsPerSecond)}/s`);
      results[name].push(result);
    }
  }
  await bench.topics.remove(topic);
  return results;
}

async function measure(bench, plan, servers, cell, topic, name) {
  if (name === BARE_HTTP) {
    return load('produce', servers[name], { ...loadFlags(plan, cell), path: `/canned/${cell.records}`, canned: true });
  }
  const before = await bench.topics.ends(topic, cell.partitions);
  const result = await produceInto(bench, plan, servers, cell, topic, name);
  checkGrowth(`${describe(cell)}, ${name}`, before, await bench.topics.ends(topic, cell.partitions), result.partitions);
  return result;
}

function produceInto(bench, plan, servers, cell, topic, name) {
  const { partitions, records } = cell;
  const { warmup, seconds } = plan;
  const env = { KAFKA_REST_BOOTSTRAP_SERVERS: bench.bootstrap };
  const flags = { topic, partitions, records, batches: BATCHES, warmup, seconds };
  const alone = (file) => runForJson(cores.server, process.execPath, contestantCommand(file, flags), { env });
  switch (name) {
    case BRIDGE_ALONE:
      return alone('bridge-alone');
    case RDKAFKA_ALONE:
      return alone('rdkafka-produce');
    default:
      return load('produce', servers[name], { ...loadFlags(plan, cell), topic });
  }
}

function loadFlags({ warmup, seconds }, { format, records, connections, partitions, keepAlive }) {
  return {
    format,
    records,
    connections,
    partitions,
    keepalive: keepAlive,
    warmup: `${warmup}s`,
    duration: `${seconds}s`,
  };
}

/** E.g. `json 10 × 16, 4 partitions`. */
export function describe({ format, records, connections, partitions, keepAlive }) {
  const fresh = keepAlive ? '' : ', new connections';
  return `${format} ${records} × ${connections}, ${partitions} partitions${fresh}`;
}
