import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

/** A request as it arrived. */
export interface ArrivedRequest {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

type Answer = (res: ServerResponse, request: ArrivedRequest) => void;

const REGISTRY_TYPE = 'application/vnd.schemaregistry.v1+json';

/** An HTTP server in place of a registry, which answers whatever it is told to. */
export class RegistryServer {
  /** What arrived, in order. */
  readonly requests: ArrivedRequest[] = [];
  answer: Answer = json(200, {});
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly scheme: string,
  ) {
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('error', () => undefined);
    });
  }

  static async start(tls?: ServerOptions): Promise<RegistryServer> {
    const listener: RequestListener = (req, res) => void registry.serve(req, res);
    const server = tls ? createTlsServer(tls, listener) : createServer(listener);
    const registry = new RegistryServer(server, tls ? 'https' : 'http');
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return registry;
  }

  /** @param host of the URL: `127.0.0.1` or a name of it */
  url(host = '127.0.0.1'): string {
    return `${this.scheme}://${host}:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await once(this.server, 'close');
  }

  private async serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const { method = '', url = '', headers } = req;
    const request = { method, url, headers, body: Buffer.concat(chunks).toString('utf8') };
    this.requests.push(request);
    this.answer(res, request);
  }
}

/** Answers JSON as a registry does. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return raw(status, JSON.stringify(body), REGISTRY_TYPE, headers);
}

/** Answers what a registry would not. */
export function raw(status: number, body: string, type: string, headers: Record<string, string> = {}): Answer {
  return (res) => void res.writeHead(status, { 'content-type': type, ...headers }).end(body);
}
