import { readFileSync, rmSync } from 'node:fs';

/**
 * Removes from node_modules what the running gateway does not need. Instead of `npm prune --omit=dev`, which compiles
 * node-rdkafka a second time and keeps TypeScript, because a package that could use it is there.
 */
interface Package {
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Package> };
const needed = new Set<string>();

function visit(path: string): void {
  if (needed.has(path)) return;
  needed.add(path);
  const {
    dependencies = {},
    optionalDependencies = {},
    peerDependencies = {},
    peerDependenciesMeta = {},
  } = packages[path] ?? {};
  const peers = Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true);
  for (const name of new Set([...Object.keys(dependencies), ...Object.keys(optionalDependencies), ...peers])) {
    const found = resolve(path, name);
    if (found !== null) visit(found);
    else if (!(name in optionalDependencies))
      throw new Error(`${path || 'the gateway'} needs ${name}, which package-lock.json has not.`);
  }
}

/** Where Node finds `name` from the package at `path`: in its own node_modules, then in each one around it. */
function resolve(path: string, name: string): string | null {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    const candidate = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (candidate in packages) return candidate;
    if (at === '') return null;
  }
}

visit('');
for (const path of Object.keys(packages)) {
  if (!needed.has(path)) rmSync(path, { recursive: true, force: true });
}
rmSync('node_modules/.bin', { recursive: true, force: true });
rmSync('node_modules/.package-lock.json', { force: true });
