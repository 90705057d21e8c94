import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pythonEnvironment } from '../../scripts/python/environment.ts';
import { ROOT } from './source-files.js';

/** Runs a Python program with the packages of the tests; what it printed. Rejects with its errors when it fails. */
export async function runPython(program: string, ...args: string[]): Promise<string> {
  const python = await pythonEnvironment();
  return new Promise((resolve, reject) => {
    const child = spawn(python, [join(ROOT, program), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`${program} ended with ${code}:\n${output}${errors}`)),
    );
  });
}
