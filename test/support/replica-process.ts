import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { PeerAddress } from '../../src/config/settings.js';
import { kafkaCluster } from './kafka-cluster.js';
import { PEER_KEY } from './replicas.js';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** A replica of the gateway in a process of its own, over the cluster of the run. */
export class ReplicaProcess {
  private output = '';

  private constructor(
    readonly id: string,
    /** For clients, without a trailing slash. */
    readonly url: string,
    private readonly child: ChildProcess,
    private readonly exited: Promise<[code: number | null, signal: NodeJS.Signals | null]>,
  ) {}

  /**
   * Resolves when it listens.
   *
   * @param list all replicas
   * @param settings by their names, beside those
   */
  static async start(
    { id, url }: PeerAddress,
    list: readonly PeerAddress[],
    port: number,
    settings: Record<string, string> = {},
  ): Promise<ReplicaProcess> {
    const all = {
      'bootstrap.servers': kafkaCluster().bootstrapServers,
      listeners: `http://127.0.0.1:${port}`,
      id,
      peers: list.map((peer) => `${peer.id}=${peer.url}`).join(','),
      'peers.listener': url,
      'peers.key': PEER_KEY,
      'shutdown.drain.ms': '0',
      ...settings,
    };
    const variables: Record<string, string> = {};
    for (const [name, value] of Object.entries(all)) variables[variableOf(name)] = value;
    const { PATH, HOME } = process.env;
    const child = spawn(process.execPath, ['--import', path('./children/typescript.mjs'), path('../../src/main.ts')], {
      env: { PATH, HOME, ...variables },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const replica = new ReplicaProcess(
      id,
      `http://127.0.0.1:${port}`,
      child,
      once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>,
    );
    await replica.listening();
    return replica;
  }

  /** Sends a signal. */
  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Resolves to its exit code when the process is gone; null: a signal ended it. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    this.signal(signal);
    const [code] = await this.exited;
    return code;
  }

  /** What it has logged. */
  get log(): Record<string, unknown>[] {
    const lines = this.output.split('\n').filter((line) => line.startsWith('{'));
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** Resolves when it is at work on another request than this one that asks. */
  async busy(): Promise<void> {
    let metrics = '';
    while (!/http_requests_in_flight (?:[2-9]|\d\d)/.test(metrics)) {
      metrics = await (await fetch(`${this.url}/metrics`)).text();
    }
  }

  private async listening(): Promise<void> {
    const lines = createInterface({ input: this.child.stdout! });
    const heard = new Promise<void>((resolve) => {
      lines.on('line', (line) => {
        this.output += `${line}\n`;
        if (/"listening"/.test(line)) resolve();
      });
    });
    await Promise.race([
      heard,
      this.exited.then(() => {
        throw new Error(`The replica ${this.id} did not start: ${this.output}`);
      }),
    ]);
  }
}

function variableOf(name: string): string {
  return `KAFKA_REST_${name.replaceAll('.', '_').toUpperCase()}`;
}
