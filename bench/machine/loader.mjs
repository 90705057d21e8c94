import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { cores } from './pinning.mjs';
import { runForJson } from './processes.mjs';

const SOURCE = join(import.meta.dirname, '..', 'load');
const BINARY = join(SOURCE, 'target', 'load');

/** Builds the load generator with the Go that is installed; needs the standard library only, so no network. */
export function buildLoader() {
  try {
    execFileSync('go', ['version'], { stdio: 'ignore' });
  } catch {
    throw new Error(
      'The load generator is written in Go: install Go 1.25 or newer (https://go.dev/dl, or apt-get install golang).',
    );
  }
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOPROXY: 'off', GOTOOLCHAIN: 'local' };
  execFileSync('go', ['build', '-o', BINARY, '.'], { cwd: SOURCE, stdio: ['ignore', 'inherit', 'inherit'], env });
}

/**
 * One run of the load generator. Rejects when an answer was wrong.
 *
 * @param mode produce, stream, consume, wait, forward or get
 * @param flags see `bench/load/target/load MODE -h`
 */
export function load(mode, server, flags) {
  const args = [mode, `-addr=127.0.0.1:${server.port}`, `-pid=${server.pid}`];
  for (const [name, value] of Object.entries(flags)) args.push(`-${name}=${value}`);
  return runForJson(cores.rest, BINARY, args);
}
