import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { onCore } from './pinning.mjs';

const STOP_LIMIT_MS = 20_000;
const children = new Set();

/** @typedef {{ name: string, pid: number, firstLine: Promise<string>, exited: Promise<void>, stop(): Promise<void> }} Running */

/**
 * Starts a process that stays. Its output goes to a file of the log folder.
 *
 * @returns {Running} `firstLine` rejects when the process ends without printing one
 */
export function start(name, core, command, args, { env = {}, logs, cwd } = {}) {
  mkdirSync(logs, { recursive: true });
  const file = join(logs, `${name}.log`);
  const [program, rest] = onCore(core, command, args);
  const child = spawn(program, rest, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  const log = createWriteStream(file);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const exited = once(child, 'close').then(async ([code, signal]) => {
    children.delete(child);
    log.end();
    await finished(log);
    if (code !== 0 && !child.stopped) throw new Error(`${name} ended with ${signal ?? `status ${code}`}; see ${file}`);
  });
  // Whoever waits for it hears of it; nobody has to.
  exited.catch(() => undefined);
  const lines = createInterface({ input: child.stdout });
  const firstLine = Promise.race([
    once(lines, 'line').then(([line]) => line),
    exited.then(() => Promise.reject(new Error(`${name} ended without a word; see ${file}`))),
  ]);
  firstLine.catch(() => undefined);
  return { name, pid: child.pid, firstLine, exited, stop: () => stop(child, exited) };
}

async function stop(child, exited) {
  child.stopped = true;
  if (!children.has(child)) return;
  child.kill('SIGTERM');
  const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await exited;
  clearTimeout(limit);
}

/** Runs a program to its end; its standard output is one JSON value. */
export async function runForJson(core, command, args, { env = {} } = {}) {
  const [program, rest] = onCore(core, command, args);
  const child = spawn(program, rest, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  let out = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (errors += text));
  const [code, signal] = await once(child, 'close');
  children.delete(child);
  if (code !== 0) throw new Error(errors.trim() || `${command} ended with ${signal ?? `status ${code}`}`);
  return JSON.parse(out);
}

// An interrupted benchmark leaves no server behind.
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});
