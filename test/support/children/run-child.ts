import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface ChildResult {
  /** Null when a signal ended it: the process crashed, or hung for longer than a minute. */
  code: number | null;
  signal: NodeJS.Signals | null;
  output: string;
}

export interface Child {
  result: Promise<ChildResult>;
  /** Resolves as soon as the output has this text; rejects when the child ends without. */
  said(text: string): Promise<void>;
}

const PATIENCE_MS = 60_000;

/** Runs a program of this folder, which may import the gateway's sources, in a process of its own. */
export function runChild(program: string, args: string[] = [], env: Record<string, string> = {}): Child {
  const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  const child = spawn(process.execPath, ['--import', path('./typescript.mjs'), path(`./${program}`), ...args], {
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: PATIENCE_MS,
    killSignal: 'SIGKILL',
  });
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const listener of listeners) listener();
    });
  }
  const result = once(child, 'close').then((values) => {
    const [code, signal] = values as [number | null, NodeJS.Signals | null];
    return { code, signal, output };
  });
  const said = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const listener = (): void => {
        if (!output.includes(text)) return;
        listeners.delete(listener);
        resolve();
      };
      listeners.add(listener);
      result.then(() => reject(new Error(`It ended without "${text}": ${output}`)), reject);
      listener();
    });
  return { result, said };
}
