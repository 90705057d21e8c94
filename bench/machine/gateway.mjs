import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cores } from './pinning.mjs';
import { start } from './processes.mjs';

const ROOT = join(import.meta.dirname, '..', '..');
const MAIN = join(ROOT, 'dist', 'main.js');
const CONTESTANTS = join(import.meta.dirname, '..', 'contestants');
const READY_LIMIT_MS = 30_000;
const POLL_MS = 50;

export function requireBuild() {
  if (!existsSync(MAIN)) throw new Error('The gateway is not built: run "npm run build" first.');
}

export async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** @typedef {import('./processes.mjs').Running & { port: number, url: string }} Server */

/**
 * The gateway as users start it, with its default settings.
 *
 * @param {Record<string, string>} more settings, by their names in the environment
 * @returns {Promise<Server>} when it says that it is ready
 */
export async function startGateway({ bootstrap, logs }, name, more = {}) {
  const port = await freePort();
  const env = { KAFKA_REST_BOOTSTRAP_SERVERS: bootstrap, KAFKA_REST_LISTENERS: `http://127.0.0.1:${port}`, ...more };
  // As scripts/start.sh and the image start it.
  const running = start(name, cores.server, process.execPath, ['--max-semi-space-size=16', MAIN], {
    env,
    logs,
    cwd: ROOT,
  });
  const url = `http://127.0.0.1:${port}`;
  let ended = null;
  running.exited.then(
    () => (ended = new Error('the gateway ended')),
    (error) => (ended = error),
  );
  const limit = performance.now() + READY_LIMIT_MS;
  while (!(await isReady(url))) {
    if (ended) throw ended;
    if (performance.now() > limit) {
      await running.stop();
      throw new Error(`The gateway was not ready within ${READY_LIMIT_MS / 1000} s; see ${join(logs, name)}.log`);
    }
    await pause(POLL_MS);
  }
  return { ...running, port, url };
}

async function isReady(url) {
  try {
    return (await fetch(`${url}/health/ready`)).ok;
  } catch {
    return false; // not listening yet
  }
}

/** A contestant that serves HTTP and prints `{"port"}`. */
export async function startContestant({ bootstrap, logs }, name) {
  const env = { KAFKA_REST_BOOTSTRAP_SERVERS: bootstrap };
  const file = join(CONTESTANTS, `${name}.mjs`);
  const running = start(name, cores.server, process.execPath, [file], { env, logs });
  const { port } = JSON.parse(await running.firstLine);
  return { ...running, port, url: `http://127.0.0.1:${port}` };
}

/** Command line of a contestant that runs to its end and prints its figures. */
export function contestantCommand(name, flags) {
  return [join(CONTESTANTS, `${name}.mjs`), ...Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`)];
}

/** Waits until the gateway knows a new topic. */
export async function untilKnown(gateway, topic) {
  const limit = performance.now() + READY_LIMIT_MS;
  for (;;) {
    const answer = await fetch(`${gateway.url}/topics/${topic}/partitions`);
    const text = await answer.text();
    if (answer.ok) return;
    if (performance.now() > limit) throw new Error(`GET /topics/${topic}/partitions: ${answer.status} ${text}`);
    await pause(POLL_MS);
  }
}
