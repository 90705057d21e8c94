import { readLoginModule } from './login-module.js';
import { readStores } from './key-stores.js';
import type { Client, Property } from './client.js';
import { addIfMissing, type Translation } from './translation.js';

/** One name for what librdkafka or Java call differently, so that of two spellings the one of higher rank wins. */
const SAME_AS: ReadonlyMap<string, string> = new Map([
  ['queue.buffering.max.ms', 'linger.ms'],
  ['request.required.acks', 'acks'],
  ['delivery.timeout.ms', 'message.timeout.ms'],
  ['retries', 'message.send.max.retries'],
  ['max.in.flight', 'max.in.flight.requests.per.connection'],
  ['compression.type', 'compression.codec'],
  ['sasl.mechanism', 'sasl.mechanisms'],
  ['max.partition.fetch.bytes', 'fetch.message.max.bytes'],
  ['metadata.broker.list', 'bootstrap.servers'],
  ['auto.commit.enable', 'enable.auto.commit'],
  ['sasl.oauthbearer.client.credentials.client.id', 'sasl.oauthbearer.client.id'],
  ['sasl.oauthbearer.client.credentials.client.secret', 'sasl.oauthbearer.client.secret'],
  // From here on the left side is known to Java only.
  ['max.request.size', 'message.max.bytes'],
  ['fetch.max.wait.ms', 'fetch.wait.max.ms'],
  ['send.buffer.bytes', 'socket.send.buffer.bytes'],
  ['receive.buffer.bytes', 'socket.receive.buffer.bytes'],
  ['ssl.keystore.key', 'ssl.key.pem'],
  ['ssl.keystore.certificate.chain', 'ssl.certificate.pem'],
  ['ssl.truststore.certificates', 'ssl.ca.pem'],
]);

/** Properties of the Java clients for which there is nothing to set, by what to say about them. */
const WITHOUT_MEANING: readonly [RegExp, string][] = [
  [/^(key|value)\.(de)?serializer$/, 'the request says how records are encoded'],
  [/^(metric\.reporters|metrics\..*|auto\.include\.jmx\.reporter|enable\.metrics\.push)$/, 'there is no JMX'],
  [/^(interceptor\.classes|confluent\.monitoring\..*|security\.providers)$/, 'Java classes are not loaded'],
  [/^(max\.block\.ms|default\.api\.timeout\.ms)$/, 'kafka.request.timeout.ms takes its place'],
  [/^(max\.poll\.records|exclude\.internal\.topics)$/, 'librdkafka has nothing like it'],
  [/^partitioner\.(class|ignore\.keys|adaptive\..*|availability\..*)$/, 'set producer.partitioner'],
  [/^ssl\.(provider|(key|trust)manager\.algorithm|secure\.random\.implementation)$/, 'OpenSSL is used'],
];

/** What Java cannot leave unsaid without losing protection or meaning. */
const UNTRANSLATABLE: readonly [RegExp, string][] = [
  [/^ssl\.(protocol|enabled\.protocols)$/, 'cannot be chosen: OpenSSL takes the best protocol from TLS 1.2 on'],
  [
    /^ssl\.engine\.factory\.class$/,
    'is a Java class: write the files to ssl.ca.location, ssl.certificate.location, ssl.key.location',
  ],
  [
    /^sasl\.(client|login)\.callback\.handler\.class$/,
    'is a Java class: set sasl.oauthbearer.method=oidc and sasl.oauthbearer.*',
  ],
  [/^sasl\.login\.class$/, 'is a Java class: set sasl.username and sasl.password'],
];

const ASSIGNORS: ReadonlyMap<string, string> = new Map([
  ['org.apache.kafka.clients.consumer.RangeAssignor', 'range'],
  ['org.apache.kafka.clients.consumer.RoundRobinAssignor', 'roundrobin'],
  ['org.apache.kafka.clients.consumer.CooperativeStickyAssignor', 'cooperative-sticky'],
]);

const TLS_DEFAULTS = /^(TLS|TLSv1\.[23](\s*,\s*TLSv1\.[23])*)$/;
const OIDC_HANDLER = /^org\.apache\.kafka\.common\.security\.oauthbearer\.(secured\.)?OAuthBearerLoginCallbackHandler$/;

/** The name by which a property is known from here on. */
export function canonicalName(client: Client, name: string): string {
  // In Java the wait for any answer; librdkafka has that name for the producer alone.
  if (name === 'request.timeout.ms' && client !== 'producer') return 'socket.timeout.ms';
  return SAME_AS.get(name) ?? name;
}

/**
 * Turns properties that people copy from files of Java clients into librdkafka's where that is the same thing, and
 * names a way out where it is not. Properties of librdkafka pass untouched.
 *
 * @param given properties of one client by canonical name
 */
export function translateJavaNames(given: ReadonlyMap<string, Property>): Translation {
  const result: Translation = { properties: new Map(given), faults: [], ignored: [] };
  for (const property of given.values()) translateOne(property, result);
  readLoginModule(result);
  readStores(result);
  return result;
}

function translateOne(property: Property, result: Translation): void {
  const { name, value } = property;
  const { properties, faults, ignored } = result;
  if (isDefaultInAnotherWord(name, value)) {
    properties.delete(name);
    return;
  }
  const reason = WITHOUT_MEANING.find(([pattern]) => pattern.test(name))?.[1];
  const message = UNTRANSLATABLE.find(([pattern]) => pattern.test(name))?.[1];
  if (reason !== undefined) {
    properties.delete(name);
    ignored.push({ property, reason });
  } else if (message !== undefined) {
    properties.delete(name);
    faults.push({ property, message });
  } else if (name === 'buffer.memory') {
    properties.delete(name);
    const kbytes = String(Math.max(1, Math.floor(Number(value) / 1024)));
    if (/^\d+$/.test(value))
      addIfMissing(properties, { ...property, name: 'queue.buffering.max.kbytes', value: kbytes });
    else faults.push({ property, message: 'must be a whole number of bytes' });
  } else if (name === 'ssl.endpoint.identification.algorithm' && value === '') {
    properties.set(name, { ...property, value: 'none' });
  } else if (name === 'partition.assignment.strategy' && value.includes('Assignor')) {
    const words = value.split(',').map((each) => ASSIGNORS.get(each.trim()) ?? null);
    if (words.includes(null))
      faults.push({ property, message: `must name some of ${[...ASSIGNORS.values()].join(', ')}` });
    else properties.set(name, { ...property, value: words.join(',') });
  }
}

/** Values that ask for what happens anyway, in words that librdkafka does not know. */
function isDefaultInAnotherWord(name: string, value: string): boolean {
  if (name === 'ssl.protocol' || name === 'ssl.enabled.protocols') return TLS_DEFAULTS.test(value);
  return name === 'sasl.login.callback.handler.class' && OIDC_HANDLER.test(value);
}
