import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A load balancer without memory: each request goes to the next target. */
export class RoundRobin {
  private turn = 0;

  private constructor(
    private readonly server: Server,
    private targets: readonly string[],
  ) {}

  /** @param targets URLs, without a trailing slash */
  static async start(targets: readonly string[]): Promise<RoundRobin> {
    const server = createServer();
    const proxy = new RoundRobin(server, targets);
    server.on('request', (req, res) => {
      const target = new URL(proxy.targets[proxy.turn++ % proxy.targets.length] ?? '');
      const headers = { ...req.headers, 'x-forwarded-host': req.headers.host, 'x-forwarded-proto': 'http' };
      const { hostname, port } = target;
      const passed = request({ hostname, port, path: req.url, method: req.method, headers, agent: false }, (answer) => {
        res.writeHead(answer.statusCode ?? 502, { ...answer.headers, 'x-target': target.origin });
        answer.pipe(res);
        answer.on('error', () => res.destroy());
      });
      passed.on('error', () => (res.headersSent ? res.destroy() : res.writeHead(502).end('{"error_code":502}')));
      req.pipe(passed);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What a health check does: only these get requests from now on. */
  use(targets: readonly string[]): void {
    this.targets = targets;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await once(this.server.close(), 'close');
  }
}
