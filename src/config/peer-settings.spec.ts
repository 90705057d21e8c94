import { describe, expect, it } from '@jest/globals';
import { InvalidSettings, settingsFrom } from './resolve.js';

const BASE = { 'bootstrap.servers': 'localhost:9092' };
const GOOD = {
  ...BASE,
  id: 'a',
  peers: 'a=http://127.0.0.1:8083, b=http://[::1]:8083/',
  'peers.listener': 'http://0.0.0.0:8083',
  'peers.key': '0123456789abcdef',
};

function faultsOf(change: Record<string, string>): string[] {
  try {
    settingsFrom({ ...GOOD, ...change });
    return [];
  } catch (error) {
    if (error instanceof InvalidSettings) return error.faults.map(({ name, message }) => `${name} ${message}`);
    throw error;
  }
}

describe('settings of replicas', () => {
  it('name all of them', () => {
    expect(settingsFrom(GOOD).peers).toEqual({
      list: [
        { id: 'a', url: 'http://127.0.0.1:8083' },
        { id: 'b', url: 'http://[::1]:8083' },
      ],
      dns: '',
      refreshMs: 5000,
      listener: { protocol: 'http', host: '0.0.0.0', port: 8083 },
      keys: ['0123456789abcdef'],
    });
  });

  it('may all be left out', () => expect(settingsFrom(BASE).peers).toBeNull());

  it.each<[Record<string, string>, RegExp]>([
    [{ peers: 'a' }, /^peers must be entries like/],
    [{ peers: 'a=https://h:1' }, /^peers must be entries like/],
    [{ peers: 'a=http://h' }, /^peers must be entries like/],
    [{ peers: 'a=http://h:0' }, /^peers must be entries like/],
    [{ peers: 'a=http://h:70000' }, /^peers must be entries like/],
    [{ peers: 'a=http://u:p@h:1' }, /^peers must be entries like/],
    [{ peers: 'a=http://h:1,a=http://i:1' }, /^peers names a twice/],
    [{ id: 'c' }, /^peers does not name this replica \(id=c\)/],
    [{ id: '' }, /^id is required with peers/],
    [{ 'peers.listener': '' }, /^peers\.listener is required/],
    [{ 'peers.listener': 'http://0.0.0.0:8082' }, /^listeners names 0\.0\.0\.0:8082 twice/],
    [{ 'base.uri': 'pod', listeners: 'http://0.0.0.0:0' }, /^base\.uri cannot be pod/],
    [{ 'peers.key': '' }, /^peers\.key is required/],
    [{ 'peers.dns': 'gateway.local' }, /^peers\.dns cannot be used together with peers/],
    [{ peers: '', 'peers.dns': 'http://x' }, /^peers\.dns must be a DNS name/],
    [{ peers: '', 'peers.dns': 'gateway.local' }, /^id must be the IP address/],
    [{ peers: '', 'peers.dns': 'gateway.local', id: 'FD00::0:1' }, /^id must be the IP address/],
  ])('are refused where they cannot be: %j', (change, message) => {
    expect(faultsOf(change)).toEqual([expect.stringMatching(message)]);
  });

  it('never show the key', () => {
    expect(faultsOf({ 'peers.key': 'short-secret' })).toEqual([
      'peers.key is not valid: must be text (at least 16 characters; several on a line each)',
    ]);
  });

  it('may name SRV records, whatever the id', () => {
    expect(faultsOf({ peers: '', 'peers.dns': '_peers._tcp.gateway-headless.kafka.svc.cluster.local' })).toEqual([]);
    expect(faultsOf({ peers: '', 'peers.dns': 'gateway.local', id: '10.0.0.1' })).toEqual([]);
    expect(faultsOf({ peers: '', 'peers.dns': 'gateway.local', id: 'fd00::1' })).toEqual([]);
  });
});
