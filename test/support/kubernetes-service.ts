import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as elapsed } from 'node:timers/promises';

/** A pod as a service knows it. */
export interface Pod {
  /** Of its API, without a trailing slash. */
  url: string;
  /** Its readiness probe. */
  readyUrl: string;
}

/** Of one connection (RFC 9110, 7.6.1). */
const OF_CONNECTION = ['connection', 'keep-alive', 'transfer-encoding'];

/**
 * A proxy in front of pods that chooses among them as a Service of Kubernetes does: those whose last readiness probe was
 * answered well, one after the other. It keeps connections to each, and tries nothing twice.
 */
export class KubernetesService {
  private readonly agents = new Map<string, Agent>();
  private ready: readonly Pod[] = [];
  private turn = 0;
  private stopped = false;
  private readonly probing: Promise<void>;

  private constructor(
    private readonly server: Server,
    private readonly pods: readonly Pod[],
    private readonly periodMs: number,
  ) {
    server.on('request', (req, res) => this.pass(req, res));
    this.probing = this.probe();
  }

  /** @param periodMs between the probes of a pod */
  static async start(pods: readonly Pod[], periodMs: number): Promise<KubernetesService> {
    const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0 });
    const service = new KubernetesService(server, pods, periodMs);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return service;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Resolves when exactly so many pods are ready. */
  async untilReady(count: number): Promise<void> {
    while (this.ready.length !== count) await elapsed(this.periodMs);
  }

  async close(): Promise<void> {
    this.stopped = true;
    await this.probing;
    this.server.closeAllConnections();
    await once(this.server.close(), 'close');
    for (const agent of this.agents.values()) agent.destroy();
  }

  private async probe(): Promise<void> {
    while (!this.stopped) {
      const answers = await Promise.all(this.pods.map(({ readyUrl }) => isReady(readyUrl)));
      this.ready = this.pods.filter((_, i) => answers[i]);
      await elapsed(this.periodMs);
    }
  }

  private pass(req: IncomingMessage, res: ServerResponse): void {
    const pod = this.ready[this.turn++ % this.ready.length];
    if (!pod) {
      res.writeHead(503, { 'X-Service': 'no endpoints' }).end('{"error_code":503}');
      return;
    }
    const { hostname, port } = new URL(pod.url);
    const headers = { ...onward(req.headers), 'x-forwarded-host': req.headers.host, 'x-forwarded-proto': 'http' };
    const target = { hostname, port, path: req.url, method: req.method, headers, agent: this.agentOf(pod) };
    const passed = request(target, (answer) => {
      res.writeHead(answer.statusCode ?? 502, onward(answer.headers));
      res.flushHeaders();
      answer.pipe(res);
      answer.on('error', () => res.destroy());
    });
    passed.on('error', (error) => {
      if (res.headersSent) res.destroy(error);
      else res.writeHead(502).end(JSON.stringify({ error_code: 502, message: `${pod.url}: ${error.message}` }));
    });
    res.on('close', () => {
      if (!res.writableFinished) passed.destroy();
    });
    req.pipe(passed);
  }

  private agentOf({ url }: Pod): Agent {
    const agent = this.agents.get(url) ?? new Agent({ keepAlive: true });
    this.agents.set(url, agent);
    return agent;
  }
}

function onward(headers: IncomingMessage['headers']): IncomingMessage['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_CONNECTION.includes(name)));
}

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { headers: { Connection: 'close' } });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false; // nobody listens
  }
}
