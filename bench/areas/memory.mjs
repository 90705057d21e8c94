import { startGateway, untilKnown } from '../machine/gateway.mjs';
import { load } from '../machine/loader.mjs';
import { memoryOf } from '../machine/proc.mjs';
import { slope } from '../machine/statistics.mjs';

const PARTITIONS = 4;
const SAMPLE_MS = 100;

/**
 * Resident memory of the gateway over many requests, after as many as fill its caches and compile its code.
 *
 * @returns {Promise<{ series: { name: string, requests: number, startMb: number, endMb: number, maxMb: number,
 *   slopeMb: number, requestsPerSecond: number }[], peakMb: number }>} `slopeMb`: growth per 10 000 requests over the
 *   second half, by least squares
 */
export async function measureMemory(bench) {
  const requests = bench.extent === 'quick' ? 10_000 : 100_000;
  const gateway = await startGateway(bench, 'gateway-memory');
  try {
    const topic = await bench.topics.create(PARTITIONS);
    await untilKnown(gateway, topic);
    const produce = { topic, partitions: PARTITIONS, connections: 16 };
    const offsets = Array.from(
      { length: PARTITIONS },
      (_, partition) => `/topics/${topic}/partitions/${partition}/offsets=end_offset`,
    );
    const describes = [`/topics/${topic}="configs"`, `/topics/${topic}/partitions="leader"`, `/topics=${topic}`];
    const kinds = [
      ['produce, 1 record', 'produce', { ...produce, records: 1 }],
      ['produce, 10 records, binary', 'produce', { ...produce, records: 10, format: 'binary' }],
      ['partition offsets', 'get', { connections: 8, paths: offsets.join(',') }],
      ['topics: list, describe, configs', 'get', { connections: 8, paths: describes.join(',') }],
    ];
    const series = [];
    for (const [name, mode, flags] of kinds) {
      const share = requests / (mode === 'get' ? 2 : 1);
      await load(mode, gateway, { ...flags, requests: share / 5 });
      series.push(await observe(gateway, name, mode, { ...flags, requests: share }));
      const { startMb, endMb } = series.at(-1);
      bench.progress(`memory, ${name}: ${startMb.toFixed(0)} to ${endMb.toFixed(0)} MB`);
    }
    await bench.topics.remove(topic);
    return { series, peakMb: memoryOf(gateway.pid).peakMb };
  } finally {
    await gateway.stop();
  }
}

async function observe(gateway, name, mode, flags) {
  const samples = [];
  const sample = () => samples.push([performance.now(), memoryOf(gateway.pid).rssMb]);
  sample();
  const timer = setInterval(sample, SAMPLE_MS);
  let result;
  try {
    result = await load(mode, gateway, flags);
  } finally {
    clearInterval(timer);
  }
  sample();
  const { requests, requestsPerSecond } = result;
  const start = samples[0][0];
  const byRequest = samples.map(([at, mb]) => [((at - start) / 1000) * requestsPerSecond, mb]);
  const half = byRequest.slice(byRequest.length >> 1);
  return {
    name,
    requests,
    requestsPerSecond,
    startMb: samples[0][1],
    endMb: samples.at(-1)[1],
    maxMb: Math.max(...samples.map(([, mb]) => mb)),
    slopeMb: slope(half) * 10_000,
  };
}
