import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';

const SOURCE = new URL('destination.ts', import.meta.url).href;
/** A record larger than a pipe holds (64 KiB), in lines. */
const LINES = 20_000;

/** Runs a program that has `standardOutput` and `flushStandardOutput` of the real standard output of a process. */
function run(program: string) {
  const code = `import { standardOutput, flushStandardOutput } from ${JSON.stringify(SOURCE)};\n${program}`;
  return spawn(process.execPath, ['--input-type=module', '--no-warnings', '-e', code], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
}

const WRITE_ALL = `const out = standardOutput();
for (let i = 0; i < ${LINES}; i++) out.write(JSON.stringify({ i }) + '\\n');`;

async function linesOf(child: ReturnType<typeof run>): Promise<number[]> {
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  await once(child, 'close');
  return text
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { i: number }).i);
}

describe('the standard output', () => {
  it('has every line when the process exits at once', async () => {
    const lines = await linesOf(run(`${WRITE_ALL}\nprocess.exit(0);`));
    // A write under way and the last ones may change places; nothing may be lost or doubled.
    expect(lines.sort((a, b) => a - b)).toEqual(Array.from({ length: LINES }, (_, i) => i));
  });

  it('has every line in order when it is flushed before the exit', async () => {
    const lines = await linesOf(run(`${WRITE_ALL}\nawait flushStandardOutput(10_000);\nprocess.exit(0);`));
    expect(lines).toEqual(Array.from({ length: LINES }, (_, i) => i));
  });

  it('does not keep the process when nobody reads', async () => {
    const child = run(`${WRITE_ALL}\nawait flushStandardOutput(50);\nprocess.kill(process.pid, 'SIGKILL');`);
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect(signal).toBe('SIGKILL');
    child.stdout.destroy();
  });

  it('does not end the process when its reader is gone', async () => {
    const child = run(`${WRITE_ALL}
      await flushStandardOutput(200);
      standardOutput().write('more\\n');
      await flushStandardOutput(200);
      process.exit(7);`);
    child.stdout.destroy();
    expect(await once(child, 'exit')).toEqual([7, null]);
  });

  it('says how many lines were dropped because they came faster than they are read', async () => {
    const lines = 20_000;
    const child = run(`const out = standardOutput();
      const line = JSON.stringify({ text: 'x'.repeat(1000) }) + '\\n';
      for (let i = 0; i < ${lines}; i++) out.write(line);
      await flushStandardOutput(60_000);`);
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    await once(child, 'close');
    const written = text.trim().split('\n');
    const last = JSON.parse(written.at(-1) ?? '') as { level: string; dropped: number };
    expect(last.level).toBe('warn');
    expect(last.dropped).toBeGreaterThan(0);
    expect(written.length - 1 + last.dropped).toBe(lines);
  });

  it('can be flushed before anything was logged', async () => {
    const child = run('await flushStandardOutput(10_000);\nprocess.exitCode = 7;');
    expect(await once(child, 'exit')).toEqual([7, null]);
  });
});
