import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { REGISTRY_HOME, type RegistryKind } from './registry-kind.ts';
import { SchemaRegistryProcess } from './schema-registry-process.ts';

export interface RunningRegistry {
  kind: RegistryKind;
  url: string;
  /** The process that holds the registry: it ends with it. */
  pid: number;
}

/** What the holder of a registry tells the process that started it. */
type Report = { state: RunningRegistry } | { failure: string };

const SCRIPT = fileURLToPath(new URL('../registry.ts', import.meta.url));

/** The registry of this kind that runs in the background, if one does. */
export function runningRegistry(kind: RegistryKind): RunningRegistry | null {
  if (!existsSync(noteOf(kind))) return null;
  const state = JSON.parse(readFileSync(noteOf(kind), 'utf8')) as RunningRegistry;
  return isHolder(state.pid) ? state : null;
}

/** Starts a registry that outlives this process, unless one of its kind runs already. */
export async function startRegistry(kind: RegistryKind, port: number | undefined): Promise<RunningRegistry> {
  const running = runningRegistry(kind);
  if (running !== null) return sameAddress(running, port);
  const args = [SCRIPT, 'hold', '--kind', kind, ...(port === undefined ? [] : ['--port', String(port)])];
  const holder = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    detached: true,
  });
  const report = await new Promise<Report>((done) => {
    holder.once('message', (message) => done(message as Report));
    holder.once('exit', (code, signal) =>
      done({ failure: `the process that holds the registry ended with ${code ?? signal}` }),
    );
  });
  if (holder.connected) holder.disconnect();
  holder.unref();
  if ('failure' in report) throw new Error(report.failure);
  return report.state;
}

/** The background process behind `startRegistry`. Returns its exit code when it was told to end. */
export async function holdRegistry(kind: RegistryKind, port: number | undefined): Promise<number> {
  const tell = (report: Report): Promise<void> => new Promise((done) => process.send?.(report, () => done()) ?? done());
  try {
    const registry = await SchemaRegistryProcess.start(kind, port);
    const state = { kind, url: registry.url, pid: process.pid };
    await mkdir(REGISTRY_HOME, { recursive: true });
    await writeFile(noteOf(kind), JSON.stringify(state));
    const told = new Promise((done) => process.once('SIGTERM', done).once('SIGINT', done));
    await tell({ state });
    await told;
    await registry.stop();
    await rm(noteOf(kind), { force: true });
    return 0;
  } catch (error) {
    await tell({ failure: (error as Error).message });
    return 1;
  }
}

/** Ends the registry of this kind that runs in the background. Returns whether one did. */
export async function stopRegistry(kind: RegistryKind): Promise<boolean> {
  const running = runningRegistry(kind);
  if (running === null) {
    await rm(noteOf(kind), { force: true }); // its holder was killed, and the registry with it
    return false;
  }
  process.kill(running.pid, 'SIGTERM');
  while (isHolder(running.pid)) await setTimeout(50);
  return true;
}

function sameAddress(running: RunningRegistry, port: number | undefined): RunningRegistry {
  if (port === undefined || new URL(running.url).port === String(port)) return running;
  throw new Error(`The ${running.kind} registry runs already at ${running.url}: stop it first.`);
}

function noteOf(kind: RegistryKind): string {
  return join(REGISTRY_HOME, `${kind}.json`);
}

/** Whether a process is one of ours: its number may have gone to another since. */
function isHolder(pid: number): boolean {
  if (existsSync('/proc/self/cmdline')) {
    return existsSync(`/proc/${pid}`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('registry.ts');
  }
  const listed = spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  if (listed.error !== undefined) throw listed.error;
  return listed.stdout.includes('registry.ts');
}
