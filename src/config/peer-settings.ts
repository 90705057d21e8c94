import { isIP } from 'node:net';
import { HTTP } from './schema/http.schema.js';
import { PEERS } from './schema/peers.schema.js';
import { PROCESS } from './schema/process.schema.js';
import type { PeerSettings } from './settings.js';
import type { Values } from './values.js';

/** The other replicas; null: there are none. */
export function peersOf(values: Values): PeerSettings | null {
  const listener = values.of(PEERS.listener);
  if (!hasPeers(values) || listener === null) return null;
  return {
    list: values.of(PEERS.peers),
    dns: values.of(PEERS.dns),
    refreshMs: values.of(PEERS.refreshMs),
    listener,
    keys: values.of(PEERS.key),
  };
}

/** Adds faults about settings of replicas that are fine alone but not together. */
export function checkPeers(values: Values): void {
  const { peers, dns, listener, key } = PEERS;
  if (!hasPeers(values)) {
    for (const setting of [listener, key]) {
      if (!values.isGiven(setting)) continue;
      values.notes.push({ level: 'warn', message: `${setting.name} is ignored: there is no peers and no peers.dns` });
    }
    return;
  }
  const list = values.of(peers);
  const ids = list.map(({ id }) => id);
  const id = values.of(PROCESS.id);
  const twice = ids.find((each, i) => ids.indexOf(each) < i);
  values.check(
    list.length === 0 || values.of(dns) === '',
    [dns, peers],
    'cannot be used together with peers: choose one',
  );
  values.check(id !== '', [PROCESS.id, peers, dns], 'is required with peers: other replicas know this one by it');
  values.check(twice === undefined, [peers], `names ${twice} twice`);
  values.check(list.length === 0 || id === '' || ids.includes(id), [peers], `does not name this replica (id=${id})`);
  values.check(
    values.of(listener) !== null,
    [listener, peers, dns],
    'is required with peers: other replicas reach this one there',
  );
  values.check(values.of(key).length > 0, [key, peers, dns], 'is required with peers: the same secret for all of them');
  const [first] = values.of(HTTP.listeners);
  values.check(
    values.of(PEERS.baseUri) !== 'pod' || first?.port !== 0,
    [PEERS.baseUri, HTTP.listeners],
    'cannot be pod while the first of listeners has no port of its own: other replicas would not know it',
  );
  const byAddress = list.length === 0 && values.of(dns) !== '' && !values.of(dns).startsWith('_');
  values.check(
    !byAddress || id === '' || isAddress(id),
    [PROCESS.id, dns],
    'must be the IP address of this replica as DNS writes it, since peers.dns names addresses; name SRV records (_port._tcp.…) for other ids',
  );
}

/** An IPv4 or IPv6 address in the one spelling that all replicas share (RFC 5952). */
function isAddress(id: string): boolean {
  const family = isIP(id);
  return family === 4 || (family === 6 && new URL(`http://[${id}]`).hostname === `[${id}]`);
}

function hasPeers(values: Values): boolean {
  return values.of(PEERS.peers).length > 0 || values.of(PEERS.dns) !== '';
}
