import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** First two cores this process may use, e.g. `0-3,7` is 0 and 1. */
function allowedCores() {
  const list = /^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '';
  return list.split(',').flatMap((range) => {
    const [first, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
}

function hasTaskset() {
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/**
 * Who runs where: the server under test has a core of its own, Kafka and the load generator share another.
 *
 * @returns {{ server: number | null, rest: number | null, warning: string | null }} null: not pinned
 */
function layOut() {
  if (process.platform !== 'linux') return unpinned('this is not Linux');
  const cores = allowedCores();
  if (cores.length < 2) return unpinned('there is only one core');
  if (!hasTaskset()) return unpinned('taskset (util-linux) is not installed');
  return { server: cores[0], rest: cores[1], warning: null };
}

function unpinned(reason) {
  return { server: null, rest: null, warning: `Nothing is pinned to a core, ${reason}: figures compare badly.` };
}

export const cores = layOut();

/** The command that runs `command` on a core; `taskset` replaces itself, so the process id stays the same. */
export function onCore(core, command, args) {
  return core === null ? [command, args] : ['taskset', ['-c', String(core), command, ...args]];
}
