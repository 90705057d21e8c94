import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { transformFileSync } from '@swc/core';

const SOURCE = import.meta.dirname;

/** Stands for the gateway: `MODE` says what goes wrong. The timer keeps the process alive, as a listening socket does. */
const APP = `const mode = process.env.MODE;
export const createApp = async () => {
  if (mode === 'no-start') throw new Error('no start', { cause: new Error('the reason') });
  const alive = setInterval(() => {}, 60_000);
  return {
    metrics: { watchProcess: () => {} },
    listenForManagement: async () => [],
    listen: async () => {
      if (mode === 'bug') setTimeout(() => { throw new TypeError('a bug'); });
      if (mode === 'rejection') setTimeout(() => Promise.reject(new TypeError('a bug')));
      return ['http://127.0.0.1:1'];
    },
    leftovers: { phase: 'draining', requests: [{ requestId: 'r' }] },
    abandoned: mode === 'abandons' ? [{ requestId: 'r' }] : [],
    close: async () => {
      if (mode === 'hangs') await new Promise(() => {});
      clearInterval(alive);
    },
  };
};`;
const NATIVE = 'export const refusedProperties = () => [];';

let root = '';

/** The program as it is built, in a place of its own, with stand-ins for the gateway and the native library. */
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'main-'));
  cpSync(join(SOURCE, '../package.json'), join(root, 'package.json'));
  symlinkSync(join(SOURCE, '../node_modules'), join(root, 'node_modules'));
  const put = (file: string, text: string): void => {
    const target = join(root, 'dist', file.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  };
  for (const file of ['main.ts', ...globSync('{config,logging}/**/*.ts', { cwd: SOURCE })]) {
    if (file.endsWith('.spec.ts')) continue;
    const parser = { syntax: 'typescript', decorators: true } as const;
    const { code } = transformFileSync(join(SOURCE, file), {
      swcrc: false,
      jsc: { parser, transform: { legacyDecorator: true }, target: 'es2023' },
      module: { type: 'es6' },
    });
    put(file, code);
  }
  put('app.js', APP);
  put('kafka/librdkafka/handle.js', NATIVE);
});
afterAll(() => rmSync(root, { recursive: true }));

interface End {
  code: number | null;
  stderr: string;
  events: Record<string, unknown>[];
}

/** Runs the program; each signal is sent when a line with that message was logged. */
async function run(
  mode: string,
  argv: string[],
  signals: readonly [after: string, NodeJS.Signals][] = [],
): Promise<End> {
  const child = spawn(process.execPath, [join(root, 'dist/main.js'), ...argv], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], MODE: mode, KAFKA_REST_PORT: 'tcp://10.0.0.1:8082' },
  });
  const events: Record<string, unknown>[] = [];
  createInterface(child.stdout).on('line', (line) => {
    const event = line.startsWith('{') ? (JSON.parse(line) as Record<string, unknown>) : { text: line };
    events.push(event);
    for (const [after, signal] of signals) if (event['message'] === after) child.kill(signal);
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stderr, events };
}

const QUICK = ['--bootstrap.servers=kafka:9092', '--shutdown.drain.ms=0', '--shutdown.graceful.ms=0'];

describe('the process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('says where it listens and ends with 0 after %s', async (signal) => {
    const { code, events, stderr } = await run('good', QUICK, [['listening', signal]]);
    expect([code, stderr]).toEqual([0, '']);
    expect(events).toMatchObject([
      { level: 'info', message: 'listening', listeners: ['http://127.0.0.1:1'], kafka: 'kafka:9092' },
      { message: 'shutting down', signal },
      { message: 'shut down' },
    ]);
  });

  it('ends with 1 at a second signal', async () => {
    const { code, events } = await run('hangs', QUICK, [
      ['listening', 'SIGTERM'],
      ['shutting down', 'SIGINT'],
    ]);
    expect(code).toBe(1);
    const leftovers = { phase: 'draining', requests: [{ requestId: 'r' }] };
    expect(events.at(-1)).toMatchObject({ level: 'fatal', signal: 'SIGINT', ...leftovers });
  });

  it('ends with 1 when it shut down without the whole answer to a request', async () => {
    const { code, events } = await run('abandons', QUICK, [['listening', 'SIGTERM']]);
    expect(code).toBe(1);
    expect(events.at(-1)).toMatchObject({ level: 'error', message: 'shut down', abandoned: 1 });
  });

  it('ends with 1 when shutdown takes too long', async () => {
    const { code, events } = await run('hangs', QUICK, [['listening', 'SIGTERM']]);
    expect(code).toBe(1);
    expect(events.at(-1)).toMatchObject({
      level: 'fatal',
      message: 'shutdown takes too long, the process ends',
      phase: 'draining',
    });
  });

  it.each(['bug', 'rejection'])('logs an uncaught %s and ends with 70', async (mode) => {
    const { code, events } = await run(mode, QUICK);
    expect(code).toBe(70);
    expect(events.at(-1)).toMatchObject({ level: 'fatal', error: { type: 'TypeError', message: 'a bug' } });
  });

  it('ends with 1 and the causes when it cannot start', async () => {
    const { code, events } = await run('no-start', QUICK);
    expect(code).toBe(1);
    expect(events.at(-1)).toMatchObject({
      level: 'fatal',
      error: { message: 'no start', cause: { message: 'the reason' } },
    });
  });

  it('logs what is worth knowing about its configuration', async () => {
    const { events } = await run('no-start', [...QUICK, '--zookeeper.connect=zk', '--log.level=debug']);
    expect(events).toMatchObject([
      { level: 'debug', message: expect.stringContaining('KAFKA_REST_PORT is not read') },
      { level: 'warn', message: expect.stringContaining('zookeeper.connect is ignored') },
      { level: 'fatal' },
    ]);
  });

  it('ends with 78 and the faults when its configuration is faulty', async () => {
    const { code, events, stderr } = await run('good', ['--id=x']);
    expect([code, events]).toEqual([78, []]);
    expect(stderr).toContain('bootstrap.servers is required');
  });

  it('checks its configuration and tells its version', async () => {
    expect(await run('good', [...QUICK, '--check-config'])).toEqual({ code: 0, stderr: '', events: [{ text: 'ok' }] });
    expect(await run('good', ['--version'])).toMatchObject({
      code: 0,
      events: [{ text: expect.stringMatching(/^\d+\.\d+/) }],
    });
  });
});
