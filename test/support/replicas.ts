import { freePorts } from '../../scripts/kafka/ports.js';
import type { PeerAddress, PeerSettings } from '../../src/config/settings.js';
import { createTestApp, type TestApp, type TestOverrides } from './create-test-app.js';
import { FakeAdminClient } from './fakes/admin.fake.js';
import { FakeConsumerClientFactory } from './fakes/consumer.fake.js';

export const PEER_KEY = 'a secret of all replicas';

/** Addresses for replicas r0, r1, … */
export async function peerAddresses(count: number, host = '127.0.0.1'): Promise<PeerAddress[]> {
  return (await freePorts(count)).map((port, i) => ({ id: `r${i}`, url: `http://${host}:${port}` }));
}

/** Settings of the replica at `url` among all of them. */
export function peerSettings(list: PeerAddress[], url: string, change: Partial<PeerSettings> = {}): PeerSettings {
  const { hostname, port } = new URL(url);
  const listener = { protocol: 'http' as const, host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) };
  return { list, dns: '', refreshMs: 100, listener, keys: [PEER_KEY], ...change };
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
   * @param host where they know each other, as in a URL
   */
  static async start(
    count: number,
    change: (i: number) => TestOverrides['settings'] = () => ({}),
    others: PeerAddress[] = [],
    host?: string,
  ): Promise<Replicas> {
    const own = await peerAddresses(count, host);
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
