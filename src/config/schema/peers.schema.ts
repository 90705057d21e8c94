import type { Listener } from '../settings.js';
import { parsePlainListener } from './addresses.js';
import { choice, integer, list, type Parsed, quoted, text } from './setting.js';

/** Fewer characters are guessed. */
const KEY_MIN = 16;

/** Settings of several replicas behind one address. */
export const PEERS = {
  peers: list({
    name: 'peers',
    range: 'of id=http://host:port',
    meaning:
      'All replicas, this one included, with the `peers.listener` of each: a request about a consumer instance is passed on to the replica that has it.',
    entry: parsePeer,
  }),
  dns: text({
    name: 'peers.dns',
    range: '(DNS name, in full)',
    meaning:
      'Name that lists the replicas in place of `peers`: with a leading `_` its SRV records, where the `id` of a replica is the first label of its host; else its addresses, IPv6 where the `id` is one, else IPv4, where the `id` is the address.',
    parse: parseDnsName,
  }),
  refreshMs: integer({
    name: 'peers.refresh.ms',
    default: 5000,
    min: 100,
    max: 600_000,
    unit: 'ms',
    meaning:
      'How often `peers.dns` is asked, and how often instances are looked for that another replica is asked for by now: those end.',
  }),
  listener: text({
    name: 'peers.listener',
    range: '(http://host:port)',
    meaning: 'Where this replica takes requests from the others; not for clients.',
    parse: (value): Parsed<Listener | null> => (value === '' ? { value: null } : parsePlainListener(value)),
  }),
  key: text({
    name: 'peers.key',
    range: `(at least ${KEY_MIN} characters; several on a line each)`,
    meaning:
      'Secret by which replicas know each other, the same for all. Of several the first signs and all are good, so that one can take the place of another.',
    parse: parseKeys,
  }),
  baseUri: choice({
    name: 'base.uri',
    default: 'client',
    of: ['client', 'pod'],
    meaning:
      'How the `base_uri` of a consumer instance begins: `client`, with the address that the client used or `advertised.listeners`; `pod`, with the address of the replica itself, which clients must then reach.',
  }),
};

/** Reads `id=http://host:port`. */
function parsePeer(entry: string): Parsed<{ id: string; url: string }> {
  const match = /^([\w.-]{1,100})=(http:\/\/(?:[\w.-]+|\[[\da-f:.]+\]):\d{1,5})\/?$/i.exec(entry);
  const [, id = '', url = ''] = match ?? [];
  if (match === null || !URL.canParse(url) || new URL(url).port === '0') {
    return { fault: `must be entries like gateway-0=http://10.0.0.1:8083, got ${quoted(entry)}` };
  }
  return { value: { id, url: new URL(url).origin } };
}

function parseDnsName(name: string): Parsed<string> {
  if (name === '' || (name.length <= 253 && /^\w[\w-]{0,62}(?:\.\w[\w-]{0,62})*\.?$/.test(name)))
    return { value: name };
  return { fault: `must be a DNS name like gateway.default.svc.cluster.local, got ${quoted(name)}` };
}

function parseKeys(text: string): Parsed<string[]> {
  const keys = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const good = keys.every((key) => key.length >= KEY_MIN);
  return good ? { value: keys } : { fault: `must have at least ${KEY_MIN} characters` };
}
