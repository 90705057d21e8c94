import { Resolver } from 'node:dns/promises';
import { isIPv6 } from 'node:net';
import type { PeerAddress, PeerSettings } from '../config/settings.js';
import type { Log } from '../logging/log.js';

const DNS_OPTIONS = { timeout: 1000, tries: 2 };

/** Codes of an answer that says that there is nothing, as opposed to no answer. */
const EMPTY: ReadonlySet<unknown> = new Set(['ENOTFOUND', 'ENODATA']);

/** The part of a DNS resolver that is needed here. */
export type PeerResolver = Pick<Resolver, 'resolve4' | 'resolve6' | 'resolveSrv'>;

/** The replicas that there are, as configured or as DNS says. */
export class PeerList {
  private known: readonly PeerAddress[] | null = null;
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;

  /**
   * @param id of this replica
   * @param onChange is told the URLs of all
   */
  constructor(
    private readonly settings: PeerSettings,
    private readonly id: string,
    private readonly log: Log,
    private readonly onChange: (urls: ReadonlySet<string>) => Promise<void>,
    private readonly resolver: PeerResolver = new Resolver(DNS_OPTIONS),
  ) {}

  /** This replica included; null: DNS has not answered yet. */
  get all(): readonly PeerAddress[] | null {
    return this.known;
  }

  /** Resolves when DNS has answered or failed once; from then on it is asked again and again. Never rejects. */
  async start(): Promise<void> {
    const { dns, list, refreshMs } = this.settings;
    if (dns === '') {
      this.known = list;
      return;
    }
    await this.refresh();
    if (!this.stopped) this.timer = setTimeout(() => void this.start(), refreshMs).unref();
  }

  stop(): void {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
  }

  private async refresh(): Promise<void> {
    const { dns } = this.settings;
    let found: PeerAddress[];
    try {
      found = await this.lookUp(dns);
    } catch (error) {
      if (!EMPTY.has((error as NodeJS.ErrnoException).code)) {
        this.log.warn({ dns, error }, 'DNS does not say which replicas there are, those known stay');
        return;
      }
      found = [];
    }
    // A name that loses all its records while this replica runs is a fault of DNS: the instances are where they were.
    if (found.length === 0 && this.known !== null && this.known.length > 0) {
      this.log.warn({ dns }, 'DNS names no replica any more, those known stay');
      return;
    }
    this.take(found);
  }

  private take(found: readonly PeerAddress[]): void {
    const text = (peers: readonly PeerAddress[] | null): string => JSON.stringify(peers);
    if (text(found) === text(this.known)) return;
    this.known = found;
    this.onChange(new Set(found.map(({ url }) => url))).catch((error: unknown) => {
      this.log.warn({ error }, 'connections to replicas that are gone did not close well');
    });
    const peers = found.map(({ id }) => id);
    if (peers.includes(this.id)) this.log.info({ peers }, 'replicas');
    else this.log.warn({ peers, id: this.id }, 'DNS does not name this replica, the others pass nothing on to it');
  }

  private async lookUp(name: string): Promise<PeerAddress[]> {
    const peers = name.startsWith('_') ? await this.services(name) : await this.addresses(name);
    const byId = new Map(peers.map((peer) => [peer.id, peer]));
    return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** In Kubernetes the first label of a host is the name of the pod. */
  private async services(name: string): Promise<PeerAddress[]> {
    const records = await this.resolver.resolveSrv(name);
    return records.map(({ name: host, port }) => ({ id: host.split('.', 1)[0] ?? '', url: `http://${host}:${port}` }));
  }

  /** Of the kind that this replica is known by: where both kinds are listed, each replica is so twice. */
  private async addresses(name: string): Promise<PeerAddress[]> {
    const { port } = this.settings.listener;
    if (!isIPv6(this.id)) {
      const addresses = await this.resolver.resolve4(name);
      return addresses.map((address) => ({ id: address, url: `http://${address}:${port}` }));
    }
    const addresses = await this.resolver.resolve6(name);
    return addresses.map((address) => ({ id: address, url: `http://[${address}]:${port}` }));
  }
}
