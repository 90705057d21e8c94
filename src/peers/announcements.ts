import type { IncomingMessage } from 'node:http';
import type { PeerAddress } from '../config/settings.js';
import type { Log } from '../logging/log.js';
import { BASE, HOP, SIGNATURE, TO } from './peer-headers.js';
import type { PeerPools } from './peer-pools.js';
import type { PeerSignature } from './peer-signature.js';

/** For one replica to hear of it. */
const LIMIT_MS = 1_000;

const PATH = /^\/peers\/([\w.:-]{1,100})\/(started|ended)$/;

export type PeerState = 'started' | 'ended';

/**
 * What replicas tell each other about themselves. One that has said that it ends, and cannot be reached since, is gone with
 * its instances: where an address goes with its process, as in Kubernetes, nobody is left to refuse a connection. Nothing
 * depends on a message to arrive: without it, such a replica counts as out of reach until it is not listed any more.
 */
export class Announcements {
  private readonly over = new Set<string>();

  /** @param id of this replica */
  constructor(
    private readonly id: string,
    private readonly signatures: PeerSignature,
    private readonly pools: PeerPools,
    private readonly log: Log,
  ) {}

  /** Whether a replica has said that it ends, and has not been heard of since. */
  hasEnded(id: string): boolean {
    return this.over.has(id);
  }

  /** A replica is there. */
  heardOf(id: string): void {
    this.over.delete(id);
  }

  /** Takes a request that a replica has signed. False: it is none of these. */
  take({ method, url = '' }: IncomingMessage): boolean {
    const [, id = '', state] = (method === 'POST' && PATH.exec(url)) || [];
    if (state === undefined) return false;
    if (state === 'ended') this.over.add(id);
    else this.over.delete(id);
    this.log.info({ peer: id, state }, 'another replica says how it is');
    return true;
  }

  /** Tells all other replicas about this one. Takes a second at most, and never rejects. */
  async tell(state: PeerState, peers: readonly PeerAddress[]): Promise<void> {
    const others = peers.filter(({ id }) => id !== this.id);
    await Promise.all(others.map((peer) => this.tellOne(state, peer)));
  }

  private async tellOne(state: PeerState, { id, url }: PeerAddress): Promise<void> {
    const [method, path, base] = ['POST', `/peers/${this.id}/${state}`, url];
    const signature = this.signatures.sign({ method, path, to: id, base });
    const headers = [HOP, '1', TO, id, BASE, base, SIGNATURE, signature];
    try {
      const signal = AbortSignal.timeout(LIMIT_MS);
      const answer = await this.pools.of(url).request({ method, path, headers, signal });
      await answer.body.dump();
    } catch (error) {
      this.log.debug({ peer: id, state, error }, 'another replica could not be told');
    }
  }
}
