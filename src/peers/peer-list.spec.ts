import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DnsServer } from '../../test/support/dns-server.js';
import { RecordedLog } from '../../test/support/recorded-log.js';
import { PeerList } from './peer-list.js';

const LISTENER = { protocol: 'http' as const, host: '0.0.0.0', port: 8083 };
const BY_ADDRESS = 'gateway.default.svc.cluster.local';
const BY_SERVICE = `_peers._tcp.${BY_ADDRESS}`;

describe('the replicas that DNS names', () => {
  let dns: DnsServer;
  let log: RecordedLog;
  let list: PeerList;
  let told: string[][];

  function peers(name: string, id: string): PeerList {
    const settings = { list: [], dns: name, refreshMs: 20, listener: LISTENER, keys: ['x'.repeat(16)] };
    const onChange = (urls: ReadonlySet<string>): Promise<void> => Promise.resolve(void told.push([...urls]));
    return (list = new PeerList(settings, id, log, onChange, dns.resolver()));
  }

  const ids = (): string[] | null => list.all?.map(({ id }) => id) ?? null;

  /** Two more questions were answered: what was asked before them has been seen to. */
  async function refreshed(): Promise<void> {
    const until = dns.asked + 2;
    while (dns.asked < until) await new Promise(setImmediate);
  }

  beforeEach(async () => {
    [dns, log, told] = [await DnsServer.start(), new RecordedLog(), []];
  });
  afterEach(async () => {
    list.stop();
    await dns.close();
  });

  it('are those of its SRV records, by the names of their pods', async () => {
    dns.services = [
      [`gateway-1.${BY_ADDRESS}`, 8083],
      [`gateway-0.${BY_ADDRESS}`, 9000],
    ];
    await peers(BY_SERVICE, 'gateway-0').start();
    expect(list.all).toEqual([
      { id: 'gateway-0', url: `http://gateway-0.${BY_ADDRESS}:9000` },
      { id: 'gateway-1', url: `http://gateway-1.${BY_ADDRESS}:8083` },
    ]);
  });

  it('are those of its addresses, with the port of this one', async () => {
    dns.addresses = ['10.0.0.2', '10.0.0.1', '10.0.0.1'];
    await peers(BY_ADDRESS, '10.0.0.2').start();
    expect(list.all).toEqual([
      { id: '10.0.0.1', url: 'http://10.0.0.1:8083' },
      { id: '10.0.0.2', url: 'http://10.0.0.2:8083' },
    ]);
    expect(log.of('warn')).toEqual([]);
  });

  it('are those of its IPv6 addresses, where this one is known by such', async () => {
    dns.addresses = ['10.0.0.2', '10.0.0.1'];
    dns.addresses6 = ['fd00::2', 'fd00::1'];
    await peers(BY_ADDRESS, 'fd00::1').start();
    expect(list.all).toEqual([
      { id: 'fd00::1', url: 'http://[fd00::1]:8083' },
      { id: 'fd00::2', url: 'http://[fd00::2]:8083' },
    ]);
    expect(log.of('warn')).toEqual([]);
  });

  it('come and go while the gateway runs', async () => {
    dns.addresses = ['10.0.0.1'];
    await peers(BY_ADDRESS, '10.0.0.1').start();
    dns.addresses = ['10.0.0.1', '10.0.0.2'];
    await refreshed();
    expect(ids()).toEqual(['10.0.0.1', '10.0.0.2']);
    dns.addresses = ['10.0.0.2'];
    await refreshed();
    expect(ids()).toEqual(['10.0.0.2']);
    expect(told.at(-1)).toEqual(['http://10.0.0.2:8083']);
    expect(log.of('warn')).toHaveLength(1);
  });

  it.each(['no-such-name', 'server-failure', 'silent'] as const)('stay when DNS loses them: %s', async (fault) => {
    dns.addresses = ['10.0.0.1', '10.0.0.2'];
    await peers(BY_ADDRESS, '10.0.0.1').start();
    dns.fault = fault;
    await refreshed();
    expect(ids()).toEqual(['10.0.0.1', '10.0.0.2']);
    expect(log.of('warn').length).toBeGreaterThan(0);
    dns.fault = 'none';
    dns.addresses = ['10.0.0.1'];
    await refreshed();
    expect(ids()).toEqual(['10.0.0.1']);
  });

  it('stay when DNS answers with no record any more', async () => {
    dns.addresses = ['10.0.0.1'];
    await peers(BY_ADDRESS, '10.0.0.1').start();
    dns.addresses = [];
    await refreshed();
    expect(ids()).toEqual(['10.0.0.1']);
  });

  it('are none where nobody is ready yet, and unknown until DNS answers', async () => {
    dns.fault = 'server-failure';
    await peers(BY_ADDRESS, '10.0.0.1').start();
    expect(ids()).toBeNull();
    dns.fault = 'no-such-name';
    await refreshed();
    expect(ids()).toEqual([]);
    dns.fault = 'none';
    dns.addresses = ['10.0.0.1'];
    await refreshed();
    expect(ids()).toEqual(['10.0.0.1']);
  });
});
