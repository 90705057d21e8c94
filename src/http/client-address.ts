import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import proxyAddr from 'proxy-addr';

/** Tells the address of clients behind proxies. */
export class ClientAddress {
  private readonly trusts: (address: string, distance: number) => boolean;

  /** @param trustedProxies addresses or CIDR ranges whose `Forwarded` or `X-Forwarded-For` is believed */
  constructor(trustedProxies: string[]) {
    this.trusts = proxyAddr.compile(trustedProxies);
  }

  /**
   * The last address on the way to the client that no trusted proxy has, or where what proxies say ends.
   *
   * @param remoteAddress of the connection
   * @returns null: the connection was gone before anybody asked
   */
  of(req: IncomingMessage, remoteAddress: string | undefined): string | null {
    if (remoteAddress === undefined) return null;
    let address = plain(remoteAddress);
    if (!this.trusts(address, 0)) return address;
    const claimed = claimedAddresses(req);
    for (let distance = 0; this.trusts(address, distance); distance++) {
      const next = claimed.pop();
      if (next === undefined || isIP(next) === 0) break;
      address = next;
    }
    return address;
  }
}

/** What the proxies on the way saw, the one nearest to the client first. `Forwarded` (RFC 7239) goes before the older header. */
function claimedAddresses({ headers }: IncomingMessage): string[] {
  const { forwarded } = headers;
  const older = headers['x-forwarded-for'];
  const text = forwarded ?? (Array.isArray(older) ? older.join(',') : (older ?? ''));
  return text.split(',').map((element) => {
    const [, named] = /(?:^|;)\s*for\s*=\s*([^;]*)/i.exec(element) ?? [];
    return plain(withoutPort((forwarded === undefined ? element : (named ?? '')).trim().replace(/^"|"$/g, '')));
  });
}

/** `[2001:db8::1]:4711` and `192.0.2.60:80` without what is not the address. */
function withoutPort(text: string): string {
  const [, bracketed] = /^\[([^\]]*)\]/.exec(text) ?? [];
  return bracketed ?? text.replace(/^([\d.]+):\d+$/, '$1');
}

function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}
