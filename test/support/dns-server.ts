import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { Resolver } from 'node:dns/promises';

const A = 1;
const AAAA = 28;
const SRV = 33;
const NO_ERROR = 0;
const SERVER_FAILURE = 2;
const NO_SUCH_NAME = 3;

/** A name server on this machine (RFC 1035, RFC 2782) for what little is asked of it. */
export class DnsServer {
  /** IPv4 addresses of every name. */
  addresses: string[] = [];
  /** IPv6 addresses of every name. */
  addresses6: string[] = [];
  /** Host and port of every name. */
  services: [string, number][] = [];
  /** How it answers in place of records. */
  fault: 'none' | 'no-such-name' | 'server-failure' | 'silent' = 'none';
  /** Questions that came. */
  asked = 0;

  private constructor(private readonly socket: Socket) {}

  static async start(): Promise<DnsServer> {
    const socket = createSocket('udp4');
    const server = new DnsServer(socket);
    socket.on('message', (query, { port, address }) => {
      server.asked++;
      if (server.fault !== 'silent') socket.send(server.answer(query), port, address);
    });
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return server;
  }

  /** A resolver that asks this server only, and does not wait long. */
  resolver(): Resolver {
    const resolver = new Resolver({ timeout: 200, tries: 1 });
    resolver.setServers([`127.0.0.1:${this.socket.address().port}`]);
    return resolver;
  }

  async close(): Promise<void> {
    const closed = once(this.socket, 'close');
    this.socket.close();
    await closed;
  }

  private answer(query: Buffer): Buffer {
    const end = query.indexOf(0, 12) + 5;
    const question = query.subarray(12, end);
    const type = query.readUInt16BE(end - 4);
    const data = this.fault === 'none' ? this.records(type) : [];
    const code = { none: NO_ERROR, 'no-such-name': NO_SUCH_NAME, 'server-failure': SERVER_FAILURE, silent: 0 }[
      this.fault
    ];
    // Id; response, recursion desired and available; one question; as many answers as there are.
    const head = Buffer.from([query[0]!, query[1]!, 0x81, 0x80 | code, 0, 1, 0, data.length, 0, 0, 0, 0]);
    const answers = data.map((bytes) => {
      // The name of the question, its type, class IN, no time to live.
      const record = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 0, 0, bytes.length]);
      return Buffer.concat([record, bytes]);
    });
    return Buffer.concat([head, question, ...answers]);
  }

  private records(type: number): Buffer[] {
    if (type === A) return this.addresses.map((address) => Buffer.from(address.split('.').map(Number)));
    if (type === AAAA) return this.addresses6.map(bytesOf6);
    if (type !== SRV) return [];
    return this.services.map(([host, port]) => {
      const labels = host.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label)]));
      return Buffer.concat([Buffer.from([0, 0, 0, 1, port >> 8, port & 255]), ...labels, Buffer.from([0])]);
    });
  }
}

/** The 16 bytes of an IPv6 address; `::` stands for as many zeros as are missing (RFC 4291, 2.2). */
function bytesOf6(address: string): Buffer {
  const [head = [], tail = []] = address.split('::').map((part) => part.split(':').filter((group) => group !== ''));
  const groups = [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail];
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex');
}
