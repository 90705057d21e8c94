import type { Log } from '../logging/log.js';
import { carriedId, ownersBefore } from './owner.js';
import type { PeerList } from './peer-list.js';
import { type Presence, presenceOf } from './presence.js';

/** Which instance is meant. */
export interface InstanceRef {
  group: string;
  name: string;
}

/** The consumer instances of this replica. */
export interface LocalInstances {
  all(): InstanceRef[];
  /** Resolves when the instance has left its group. Rejects when there is none. */
  remove(ref: InstanceRef): Promise<void>;
}

/**
 * Ends instances of this replica that others are asked for by now: a replica that comes back, or a new one, gets the requests
 * about the names that it wins. An instance that nobody asks for any more would hold its partitions until it expires.
 */
export class StandIns {
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;

  /** @param id of this replica */
  constructor(
    private readonly id: string,
    private readonly peers: PeerList,
    private readonly instances: LocalInstances,
    private readonly log: Log,
  ) {}

  /** Looks again and again, `everyMs` after the last look. */
  watch(everyMs: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => void this.look().then(() => this.watch(everyMs)), everyMs).unref();
  }

  stop(): void {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
  }

  private async look(): Promise<void> {
    const asked = new Map<string, Promise<Presence>>();
    const isBack = async (url: string): Promise<boolean> => {
      const presence = asked.get(url) ?? presenceOf(url);
      asked.set(url, presence);
      return (await presence) === 'listening';
    };
    for (const ref of this.instances.all()) {
      for (const url of this.before(ref)) {
        if (!(await isBack(url))) continue;
        await this.end(ref, url);
        break;
      }
    }
  }

  /** Where those are that are asked for an instance before this replica is. */
  private before({ group, name }: InstanceRef): string[] {
    const peers = this.peers.all ?? [];
    if (carriedId(name) === this.id || !peers.some(({ id }) => id === this.id)) return [];
    return ownersBefore(this.id, group, name, peers).map(({ url }) => url);
  }

  private async end(ref: InstanceRef, owner: string): Promise<void> {
    this.log.info({ ...ref, owner }, 'another replica has this name now, the consumer instance here ends');
    await this.instances.remove(ref).catch((error: unknown) => {
      this.log.warn({ ...ref, error }, 'consumer instance did not close well');
    });
  }
}
