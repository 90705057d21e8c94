import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { LinkedSet } from '../collections/linked-set.js';
import type { Listener } from '../config/settings.js';
import { GatewayError } from '../errors/gateway-error.js';
import { forgetExchange, latestExchange } from './exchange.js';
import { describeUnfinished, type Unfinished, unfinishedOn } from './unfinished.js';

/** The servers of a process and the connections to them. */
export class Listeners {
  private readonly servers: Server[] = [];
  private readonly sockets = new LinkedSet<Socket>();

  /** Whether any server listens. */
  get bound(): boolean {
    return this.servers.length > 0;
  }

  /**
   * Starts to listen.
   *
   * @returns the URL of the listener, with the port that was taken. Rejects when the address cannot be had.
   */
  async bind(server: Server, { protocol, host, port }: Listener): Promise<string> {
    const keep = (socket: Socket): void => {
      const member = this.sockets.add(socket);
      socket.once('close', () => {
        this.sockets.delete(member);
        forgetExchange(socket);
      });
    };
    // With TLS a connection has two: the one below, and the one that has the requests once the handshake is done.
    server.on('connection', keep).on('secureConnection', keep);
    server.listen({ host, port });
    try {
      await once(server, 'listening');
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      throw new GatewayError('internal', `Cannot listen on ${urlOf(protocol, host, port)}: ${code}.`, { cause });
    }
    this.servers.push(server);
    return urlOf(protocol, host, (server.address() as AddressInfo).port);
  }

  /** Requests that wait for the end of their answers. */
  get unfinished(): Unfinished[] {
    return unfinishedOn(this.sockets.values()).map(describeUnfinished);
  }

  /**
   * Accepts nothing new and waits for the requests in flight, at most `timeoutMs`; what is left then is cut off.
   *
   * @returns the requests that were cut off
   */
  async close(timeoutMs: number): Promise<Unfinished[]> {
    const closed = this.servers.splice(0).map(async (server) => {
      // Idle connections are closed with the server.
      server.close();
      await once(server, 'close');
    });
    // Not idle for Node: it waits for their first request.
    const sockets = this.sockets.values();
    const used = new Set(sockets.filter((socket) => latestExchange(socket) !== undefined).map(connectionOf));
    for (const socket of sockets) if (!used.has(connectionOf(socket))) socket.destroy();
    // Where the answer began before anybody knew that it is the last one, Node would wait for the next request.
    for (const { req, res } of unfinishedOn(this.sockets.values())) {
      res.once('close', () => req.complete && req.socket.destroySoon());
    }
    let cutOff: Unfinished[] = [];
    const deadline = setTimeout(() => {
      cutOff = this.unfinished;
      for (const socket of this.sockets.values()) socket.destroy();
    }, timeoutMs);
    await Promise.all(closed);
    clearTimeout(deadline);
    return cutOff;
  }
}

/** The same for both sockets of a connection with TLS. */
function connectionOf({ remoteAddress, remotePort, localAddress, localPort }: Socket): string {
  return [remoteAddress, remotePort, localAddress, localPort].join(' ');
}

function urlOf(protocol: string, host: string, port: number): string {
  return `${protocol}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
