import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { REGISTRY_HOME } from './registry-kind.ts';

/**
 * The folder `.registry/<name>`, filled by `fetch` when it does not exist yet. It is renamed when complete: an interrupted
 * download, or two at a time, never leaves half of one behind.
 *
 * @param fetch gets an empty folder to work in and returns the folder in it that is to be kept
 */
export async function fetched(name: string, fetch: (work: string) => Promise<string>): Promise<string> {
  const folder = join(REGISTRY_HOME, name);
  if (existsSync(folder)) return folder;
  await mkdir(REGISTRY_HOME, { recursive: true });
  const work = await mkdtemp(join(REGISTRY_HOME, 'fetch-'));
  try {
    await rename(await fetch(work), folder).catch((error: NodeJS.ErrnoException) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return folder;
}
