import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

interface Lockfile {
  packages: Record<string, { version?: string; optional?: boolean; dev?: boolean; link?: boolean }>;
}

/** What librdkafka must have been built with; the gateway refuses to start without. */
const FEATURES = ['ssl', 'sasl_scram', 'sasl_oauthbearer', 'zstd', 'lz4', 'snappy', 'gzip'];

function read(path: string): Lockfile {
  return JSON.parse(readFileSync(path, 'utf8')) as Lockfile;
}

/** npm notes in node_modules what it installed: the same versions as in package-lock.json, but for other systems' packages. */
function packagesFault(): string | null {
  const note = 'node_modules/.package-lock.json';
  if (!existsSync(note)) return 'node_modules is missing';
  const there = read(note).packages;
  for (const [path, wanted] of Object.entries(read('package-lock.json').packages)) {
    if (path === '' || wanted.link === true) continue;
    const version = there[path]?.version;
    if (version !== wanted.version && !(version === undefined && wanted.optional === true)) {
      return `${path} is ${version ?? 'missing'} instead of ${wanted.version ?? 'any'}`;
    }
  }
  return null;
}

/** Loading is the proof: built at all, for this Node, and against libraries that this system has. */
function nativeFault(): string | null {
  try {
    const { features } = createRequire(import.meta.url)('node-rdkafka') as { features: string[] };
    const missing = FEATURES.filter((feature) => !features.includes(feature));
    return missing.length === 0 ? null : `librdkafka was built without ${missing.join(', ')}`;
  } catch (error) {
    return (error as Error).message.replaceAll('\n', ' ');
  }
}

// For install.sh: `ok`, or which part of node_modules is not as it must be, and on the next line why.
const packages = packagesFault();
if (packages !== null) {
  console.log(`packages\n${packages}`);
} else {
  const native = nativeFault();
  console.log(native === null ? 'ok' : `native\n${native}`);
}
