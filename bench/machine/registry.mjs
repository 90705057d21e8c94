import { join } from 'node:path';
import { cores } from './pinning.mjs';
import { start } from './processes.mjs';

const PROGRAM = join(import.meta.dirname, 'registry-process.mjs');

/**
 * A schema registry of our own, on the core of the load generator.
 *
 * @returns {Promise<{ url: string, stop(): Promise<void> }>}
 */
export async function startRegistry({ logs }) {
  const running = start('registry', cores.rest, process.execPath, [PROGRAM], { logs });
  const { url } = JSON.parse(await running.firstLine);
  return { url, stop: running.stop };
}
