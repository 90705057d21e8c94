import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';

const READY_LIMIT_MS = 60_000;

export interface Address {
  host: string;
  port: number;
}

/** First of the configured listeners; the gateway's own default without any. */
export function listenAddress(listeners: string | undefined): Address {
  const first = (listeners ?? '').split(',')[0]?.trim() || 'http://0.0.0.0:8082';
  const url = URL.canParse(first) ? new URL(first) : null;
  const port = Number(url?.port || 80);
  if (url === null || port === 0) {
    throw new Error(
      `KAFKA_REST_LISTENERS: the quickstart needs an address with a port, such as http://0.0.0.0:8083, not ${first}`,
    );
  }
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port };
}

/** Where a client on this machine reaches the listener. */
export function baseUrl({ host, port }: Address): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

/** Rejects when somebody else listens there, with what to do. */
export async function checkFree({ host, port }: Address): Promise<void> {
  const server = createServer();
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? 'is taken' : 'cannot be used';
    throw new Error(
      `Port ${port} of ${host} ${reason}. Choose another: KAFKA_REST_LISTENERS=http://0.0.0.0:8083 npm run quickstart`,
      { cause: error },
    );
  }
  await once(server.close(), 'close');
}

/** The gateway in a process of its own. */
export class GatewayProcess {
  /** Exit code, or 1 when a signal ended it. */
  readonly exited: Promise<number>;
  private readonly child: ChildProcess;
  private running = true;

  constructor(environment: NodeJS.ProcessEnv) {
    // In a session of its own: Ctrl-C reaches it once, passed on by this process, and not from the terminal as well.
    this.child = spawn(process.execPath, ['--max-semi-space-size=16', 'dist/main.js'], {
      env: environment,
      stdio: 'inherit',
      detached: true,
    });
    this.exited = new Promise((resolve, reject) => {
      this.child.once('error', reject);
      this.child.once('exit', (code) => {
        this.running = false;
        resolve(code ?? 1);
      });
    });
    process.once('exit', () => this.running && this.child.kill('SIGKILL'));
  }

  /** Resolves when the gateway says that it is ready; rejects when it exits before or is not within a minute. */
  async ready(gateway: string): Promise<void> {
    const deadline = performance.now() + READY_LIMIT_MS;
    while (!(await isReady(`${gateway}/health/ready`))) {
      if (!this.running) throw new Error('The gateway did not start; its messages are above.');
      if (performance.now() > deadline) throw new Error('The gateway is not ready after a minute: is Kafka reachable?');
      await setTimeout(100);
    }
  }

  /** Asks it to shut down in order. */
  stop(signal: NodeJS.Signals): void {
    if (this.running) this.child.kill(signal);
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false; // not listening yet
  }
}
