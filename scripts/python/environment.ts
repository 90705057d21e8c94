import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../kafka/command.ts';

const REQUIREMENTS = fileURLToPath(new URL('requirements.txt', import.meta.url));

/** Where the packages live. Ignored by git. */
const HOME = fileURLToPath(new URL('../../.python/', import.meta.url));

const MISSING =
  'The tests of other clients run in Python: install Python 3.9 or newer with venv ' +
  '(Debian/Ubuntu: apt-get install python3-venv).';

/** The Python interpreter of an environment with the packages of `requirements.txt`, which are fetched from PyPI once. */
export async function pythonEnvironment(): Promise<string> {
  const environment = join(HOME, 'environment');
  const python = join('bin', 'python');
  if (!existsSync(environment)) await install(environment, python);
  return join(environment, python);
}

async function install(environment: string, python: string): Promise<void> {
  await mkdir(dirname(environment), { recursive: true });
  // Renamed when complete: an interrupted installation, or two at a time, never leave half of one behind. The interpreter
  // finds its packages by its own path, so it may move; the scripts beside it may not, and are not used.
  const work = await mkdtemp(join(HOME, 'install-'));
  try {
    await run('python3', ['-m', 'venv', work], MISSING);
    const arguments_ = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', REQUIREMENTS];
    await run(join(work, python), arguments_, MISSING);
    await rename(work, environment).catch((error: NodeJS.ErrnoException) => {
      if (!existsSync(environment)) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
