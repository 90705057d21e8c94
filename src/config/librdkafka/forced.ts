import type { Client } from './client.js';

interface Forced {
  /** What the gateway sets; null: nothing, the property stays unset or is set per instance. */
  readonly value: string | null;
  readonly reason: string;
}

const SERVERS: Forced = { value: null, reason: 'set bootstrap.servers without a prefix' };
const DELIVERED = 'the gateway commits what it delivered, by itself';
const PER_INSTANCE = 'it comes from the request that creates the instance';
const CALLBACK: Forced = { value: null, reason: 'the gateway has its own callbacks' };

const OF_ALL: readonly [string, Forced][] = [
  ['bootstrap.servers', SERVERS],
  ['metadata.broker.list', SERVERS],
  ['default_topic_conf', { value: null, reason: 'write topic properties by their own names' }],
  ['opaque', CALLBACK],
  ['enabled_events', CALLBACK],
  ['log.queue', CALLBACK],
  ['internal.termination.signal', { value: null, reason: 'the gateway handles signals' }],
  ['test.mock.num.brokers', { value: null, reason: 'set embedded.kafka=true' }],
];

const OF_EACH: Readonly<Record<Client, ReadonlyMap<string, Forced>>> = {
  producer: new Map<string, Forced>([
    ...OF_ALL,
    ['transactional.id', { value: null, reason: 'the gateway produces without transactions' }],
    ['delivery.report.only.error', { value: 'false', reason: 'answers carry the offset of every record' }],
    ['dr_cb', CALLBACK],
  ]),
  consumer: new Map<string, Forced>([
    ...OF_ALL,
    ['group.id', { value: null, reason: PER_INSTANCE }],
    ['group.instance.id', { value: null, reason: 'consumer instances would throw each other out of the group' }],
    ['enable.auto.commit', { value: 'false', reason: DELIVERED }],
    ['auto.commit.enable', { value: 'false', reason: DELIVERED }],
    ['enable.auto.offset.store', { value: 'false', reason: DELIVERED }],
  ]),
  admin: new Map<string, Forced>([
    ...OF_ALL,
    ['group.id', { value: null, reason: 'metadata and administration join no group' }],
  ]),
};

/** Why a property of a client cannot be chosen, or null when it can. Asking for what the gateway does anyway is fine. */
export function refusal(client: Client, property: string, value: string): string | null {
  if (client === 'producer' && property === 'acks' && value === '0') {
    return 'answers carry the offset of every record, which brokers do not tell without acknowledging';
  }
  const forced = OF_EACH[client].get(property) ?? (property.endsWith('_cb') ? CALLBACK : undefined);
  if (forced === undefined || forced.value === value.toLowerCase()) return null;
  return forced.reason;
}

/** Properties of a client that are set whatever the configuration says. */
export function forcedProperties(client: Client): Readonly<Record<string, string>> {
  switch (client) {
    case 'consumer':
      return { 'enable.auto.commit': 'false', 'enable.auto.offset.store': 'false' };
    case 'producer':
    case 'admin':
      return {};
  }
}
