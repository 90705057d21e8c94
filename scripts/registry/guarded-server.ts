import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import type { RegistryProgram } from './registry-kind.ts';

/**
 * Runs the server and watches its own stdin, which this process keeps open: the end of the input, also when this process
 * was killed, ends the server. Its folder goes with it.
 */
const GUARD = `
exec 3<&0 </dev/null
folder=$1; shift
"$@" 3<&- &
server=$!
exec >/dev/null 2>&1 # only the server writes to the pipes
(
  read -r end <&3
  kill -s KILL "$server"
) &
watch=$!
wait "$server"
kill "$watch"
rm -rf "$folder"
`;

const READY_WITHIN_MS = 60_000;
const LINES_KEPT = 30;

/** What a server needs of this process's environment; its own variables must not come from there. */
const INHERITED = ['PATH', 'HOME', 'JAVA_HOME', 'LANG'];

/** A server in a process of its own, which never outlives this one. */
export class GuardedServer {
  private readonly guard: ChildProcess;
  private readonly gone: Promise<unknown>;
  private readonly lines: string[] = [];

  /** @param folder its working folder, removed when it ends */
  constructor(program: RegistryProgram, folder: string) {
    const inherited = Object.entries(process.env).filter(([name]) => INHERITED.includes(name));
    const guard = spawn('sh', ['-c', GUARD, 'schema-registry', folder, ...program.command], {
      cwd: folder,
      env: { ...Object.fromEntries(inherited), ...program.environment },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true, // in a session of its own: Ctrl-C ends the server through the pipe, after its clients
    });
    guard.stdin.on('error', () => undefined); // EPIPE: the server is gone, which `exit` reports
    for (const stream of [guard.stdout, guard.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        this.lines.push(line);
        if (this.lines.length > LINES_KEPT) this.lines.shift();
      });
    }
    this.guard = guard;
    this.gone = once(guard, 'exit');
    this.gone.catch(() => undefined); // no `sh`: `answering` and `stop` reject with it
  }

  /** Resolves when `url` answers 200; rejects with the end of the server's output when it exits before. */
  async answering(url: string): Promise<void> {
    const deadline = performance.now() + READY_WITHIN_MS;
    const exit = this.gone.then(() => 'exit' as const);
    for (;;) {
      const outcome = await Promise.race([exit, answers(url)]);
      if (outcome === true) return;
      if (outcome === 'exit') throw new Error(`it ended:\n${this.lines.join('\n')}`);
      if (performance.now() > deadline) {
        throw new Error(`${url} did not answer within ${READY_WITHIN_MS / 1000} s:\n${this.lines.join('\n')}`);
      }
      await setTimeout(50);
    }
  }

  /** Ends the server at once and removes its folder. */
  async stop(): Promise<void> {
    this.guard.stdin?.end();
    await this.gone;
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false; // not listening yet
  }
}
