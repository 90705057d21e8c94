import { Pool } from 'undici';

const CONNECT_TIMEOUT_MS = 1_000;
/**
 * Below the time that a peer keeps an idle connection, and below the time that it still serves when it is told to end
 * (`shutdown.drain.ms`, 2 s by default): every answer ends its connection then, so that none is closed under a request.
 */
const KEEP_ALIVE_MS = 1_000;

/** Connections to replicas, kept for the next request. */
export class PeerPools {
  private readonly pools = new Map<string, Pool>();

  /** @param url origin of a replica's listener */
  of(url: string): Pool {
    let pool = this.pools.get(url);
    if (!pool) {
      // Without the maximum the peer would say how long, in its header Keep-Alive.
      const keepAlive = { keepAliveTimeout: KEEP_ALIVE_MS, keepAliveMaxTimeout: KEEP_ALIVE_MS };
      pool = new Pool(url, { connect: { timeout: CONNECT_TIMEOUT_MS }, ...keepAlive });
      this.pools.set(url, pool);
    }
    return pool;
  }

  /** Lets go of replicas that are gone; what is under way with them ends as it may. */
  async retain(urls: ReadonlySet<string>): Promise<void> {
    const gone = [...this.pools].filter(([url]) => !urls.has(url));
    for (const [url] of gone) this.pools.delete(url);
    await Promise.all(gone.map(([, pool]) => pool.close()));
  }

  /** Breaks off what is under way. */
  async destroy(): Promise<void> {
    const all = [...this.pools.values()];
    this.pools.clear();
    await Promise.all(all.map((pool) => pool.destroy()));
  }
}
