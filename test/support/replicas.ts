import { freePorts } from '../../scripts/kafka/ports.js';
import type { PeerAddress, PeerSettings } from '../../src/config/settings.js';
import { createTestApp, type TestApp, type TestOverrides } from './create-test-app.js';
import { FakeAdminClient } from './fakes/admin.fake.js';
import { FakeConsumerClientFactory } from './fakes/consumer.fake.js';

export const PEER_KEY = 'a secret of all replicas';

/** Addresses for replicas r0, r1, … */
export async function peerAddresses(count: number): Promise<PeerAddress[]> {
  return (await freePorts(count)).map((port, i) => ({ id: `r${i}`, url: `http://127.0.0.1:${port}` }));
}

/** Settings of the replica at `url` among all of them. */
export function peerSettings(list: PeerAddress[], url: string, change: Partial<PeerSettings> = {}): PeerSettings {
  const listener = { protocol: 'http' as const, host: '127.0.0.1', port: Number(new URL(url).port) };
  return { list, dns: '', refreshMs: 100, listener, key: PEER_KEY, ...change };
}

/** Replicas in this process over one Kafka. */
export class Replicas {
  private constructor(
    readonly apps: TestApp[],
    readonly list: PeerAddress[],
    readonly consumers: FakeConsumerClientFactory,
  ) {}

  /**
   * @param change what differs from replica to replica
   * @param others replicas that are listed too, and that the test plays itself
   */
  static async start(
    count: number,
    change: (i: number) => TestOverrides['settings'] = () => ({}),
    others: PeerAddress[] = [],
  ): Promise<Replicas> {
    const own = await peerAddresses(count);
    const list = [...own, ...others];
    const admin = new FakeAdminClient();
    const consumers = new FakeConsumerClientFactory(admin);
    const apps: TestApp[] = [];
    for (const [i, { id, url }] of own.entries()) {
      const settings = { id, peers: peerSettings(list, url), ...change(i) };
      apps.push(await createTestApp({ admin, consumers, settings }));
    }
    return new Replicas(apps, list, consumers);
  }

  /** One replica after the other. */
  get urls(): string[] {
    return this.apps.map(({ url }) => url);
  }

  async close(): Promise<void> {
    await Promise.all(this.apps.map((app) => app.close()));
  }
}
