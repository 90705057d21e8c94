import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { KafkaCluster, type ClusterAddress, type ClusterOptions } from './kafka/cluster.ts';
import { KAFKA_HOME } from './kafka/distribution.ts';

const USAGE = `An Apache Kafka for tests and experiments on free ports of 127.0.0.1.

  kafka.ts start [--brokers N] [--sasl-ssl] [--authorizer] [--dir D] [--set name=value]... [--jvm ARG]...
  kafka.ts status [--dir D]
  kafka.ts stop [--dir D]

start leaves the cluster running and prints its addresses as JSON. --dir names its data folder (default .kafka/cluster),
so that several can run side by side; stop kills the brokers and removes it. --set adds a server property, --jvm an argument
of each broker's Java.
`;

interface State extends ClusterAddress {
  /** The process that holds the brokers: they end with it. */
  pid: number;
}

/** What the holder of the brokers tells the process that started it. */
type Report = { state: State } | { failure: string };

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      brokers: { type: 'string', default: '1' },
      'sasl-ssl': { type: 'boolean', default: false },
      authorizer: { type: 'boolean', default: false },
      dir: { type: 'string', default: join(KAFKA_HOME, 'cluster') },
      set: { type: 'string', multiple: true, default: [] },
      jvm: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
    },
  });
  const dir = resolve(values.dir);
  const options = {
    brokers: Number(values.brokers),
    saslSsl: values['sasl-ssl'],
    authorizer: values.authorizer,
    dir,
    settings: Object.fromEntries(values.set.map(setting)),
    jvmArgs: values.jvm,
  };
  if (values.help) return print(USAGE);
  if (positionals.length !== 1) throw new Error(`one of start, status, stop\n\n${USAGE}`);
  switch (positionals[0]) {
    case 'start':
      return start(dir);
    case 'status':
      return status(dir);
    case 'stop':
      return stop(dir);
    case 'hold':
      return hold(options);
    default:
      throw new Error(`${positionals[0]}: not one of start, status, stop`);
  }
}

function setting(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new Error(`--set ${text}: not name=value`);
  return [text.slice(0, at), text.slice(at + 1)];
}

async function start(dir: string): Promise<number> {
  const running = stateOf(dir);
  if (running !== null)
    throw new Error(`A cluster runs in ${dir} (${running.bootstrapServers}): stop it or choose another --dir.`);
  await removeDead(dir);
  if (existsSync(dir)) throw new Error(`${dir} exists and holds no cluster of ours: choose another --dir.`);
  const args = process.argv.slice(2).map((arg) => (arg === 'start' ? 'hold' : arg));
  const holder = spawn(process.execPath, [fileURLToPath(import.meta.url), ...args], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    detached: true,
  });
  const report = await new Promise<Report>((done) => {
    holder.once('message', (message) => done(message as Report));
    holder.once('exit', (code, signal) =>
      done({ failure: `the process that holds the brokers ended with ${code ?? signal}` }),
    );
  });
  if (holder.connected) holder.disconnect();
  holder.unref();
  if ('failure' in report) throw new Error(report.failure);
  return print(`${JSON.stringify(report.state, null, 2)}\n`);
}

/** The background process behind `start`. */
async function hold(options: ClusterOptions & { dir: string }): Promise<number> {
  const tell = (report: Report): Promise<void> => new Promise((done) => process.send?.(report, () => done()) ?? done());
  try {
    const cluster = await KafkaCluster.start(options);
    const state = { pid: process.pid, ...cluster.address };
    await writeFile(stateFile(options.dir), JSON.stringify(state));
    await tell({ state });
    await new Promise((done) => process.once('SIGTERM', done).once('SIGINT', done));
    await cluster.stop();
    return 0;
  } catch (error) {
    await tell({ failure: (error as Error).message });
    return 1;
  }
}

function status(dir: string): number {
  const state = stateOf(dir);
  print(`${JSON.stringify(state ?? { running: false }, null, 2)}\n`);
  return state === null ? 1 : 0;
}

async function stop(dir: string): Promise<number> {
  const state = stateOf(dir);
  if (state === null) {
    await removeDead(dir);
    throw new Error(`No cluster runs in ${dir}.`);
  }
  process.kill(state.pid, 'SIGTERM');
  while (isHolder(state.pid)) await setTimeout(50);
  return 0;
}

/** Removes what is left of a cluster whose holder was killed; its brokers and their data are gone already. */
async function removeDead(dir: string): Promise<void> {
  if (existsSync(stateFile(dir)) && stateOf(dir) === null) await rm(dir, { recursive: true });
}

const stateFile = (dir: string): string => join(dir, 'cluster.json');

function stateOf(dir: string): State | null {
  if (!existsSync(stateFile(dir))) return null;
  const state = JSON.parse(readFileSync(stateFile(dir), 'utf8')) as State;
  return isHolder(state.pid) ? state : null;
}

/** Whether a process is one of ours: its number may have gone to another since. */
function isHolder(pid: number): boolean {
  if (existsSync('/proc/self/cmdline')) {
    return existsSync(`/proc/${pid}`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('kafka.ts');
  }
  const listed = spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  if (listed.error !== undefined) throw listed.error;
  return listed.stdout.includes('kafka.ts');
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
