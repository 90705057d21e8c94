import { setTimeout as pause } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { startGateway, untilKnown } from '../machine/gateway.mjs';
import { cpuSeconds, memoryOf } from '../machine/proc.mjs';

const PARTITIONS = 4;
const JOIN_LIMIT_MS = 60_000;
const TYPE = 'application/vnd.kafka.v2+json';

/**
 * What consumer instances cost that nobody reads: each is the only member of its group and has its partitions.
 *
 * @returns {Promise<{ instances: number, seconds: number, before: object, after: object, createSeconds: number }>}
 *   before, after: `rssMb`, `peakMb`, `threads` and `cpu` (share of a core while idle)
 */
export async function measureIdle(bench) {
  const instances = bench.extent === 'quick' ? 50 : 200;
  const seconds = bench.extent === 'quick' ? 4 : 15;
  const gateway = await startGateway(bench, 'gateway-idle');
  try {
    const topic = await bench.topics.create(PARTITIONS);
    await untilKnown(gateway, topic);
    const before = await observe(gateway.pid, seconds);
    const start = performance.now();
    const paths = [];
    for (let i = 0; i < instances; i++) paths.push(await createInstance(gateway, topic));
    for (const path of paths) await untilAssigned(gateway, path);
    const createSeconds = (performance.now() - start) / 1000;
    bench.progress(`idle: ${instances} instances joined after ${createSeconds.toFixed(1)} s`);
    const after = await observe(gateway.pid, seconds);
    for (const path of paths) await call(gateway, 'DELETE', path);
    return { instances, seconds, before, after, createSeconds };
  } finally {
    await gateway.stop();
  }
}

async function observe(pid, seconds) {
  const cpu = cpuSeconds(pid);
  const start = performance.now();
  await pause(seconds * 1000);
  return { ...memoryOf(pid), cpu: (cpuSeconds(pid) - cpu) / ((performance.now() - start) / 1000) };
}

async function createInstance(gateway, topic) {
  const group = `/consumers/idle-${randomUUID()}`;
  const { instance_id: id } = await call(gateway, 'POST', group, { format: 'json', 'auto.offset.reset': 'earliest' });
  const path = `${group}/instances/${id}`;
  await call(gateway, 'POST', `${path}/subscription`, { topics: [topic] });
  return path;
}

async function untilAssigned(gateway, path) {
  const limit = performance.now() + JOIN_LIMIT_MS;
  for (;;) {
    const { partitions } = await call(gateway, 'GET', `${path}/assignments`);
    if (partitions.length === PARTITIONS) return;
    if (performance.now() > limit) throw new Error(`${path} has no partitions after ${JOIN_LIMIT_MS / 1000} s`);
    await pause(20);
  }
}

async function call(gateway, method, path, body) {
  const headers = { Accept: TYPE, ...(body === undefined ? {} : { 'Content-Type': TYPE }) };
  const answer = await fetch(gateway.url + path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}
