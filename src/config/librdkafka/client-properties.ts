import { nearestName } from '../nearest-name.js';
import { SETTINGS } from '../schema/schema.js';
import { isSecretName } from '../secret-names.js';
import type { LogSettings } from '../settings.js';
import type { Fault, Given, Note } from '../sources/given.js';
import { CLIENTS, type CheckLibrdkafkaProperties, type Client, type Property } from './client.js';
import { defaultProperties } from './defaults.js';
import { forcedProperties, refusal } from './forced.js';
import { canonicalName, translateJavaNames } from './java-names.js';

const BUILT_IN = 'default of the gateway';

export interface ClientProperties {
  readonly of: Readonly<Record<Client, ReadonlyMap<string, Property>>>;
  readonly faults: Fault[];
  readonly notes: Note[];
}

/**
 * The librdkafka properties of each client: built-in defaults < `client.*` < `producer.*`, `consumer.*`, `admin.*` <
 * what the gateway relies on.
 *
 * @param given values with one of the prefixes, each name once
 * @param bootstrapServers empty when an embedded Kafka names them later
 */
export function clientProperties(
  given: readonly Given[],
  bootstrapServers: string,
  log: LogSettings,
  check?: CheckLibrdkafkaProperties,
): ClientProperties {
  const faults = new Map<string, Fault>();
  const notes = new Map<string, Note>();
  const propertiesOf = (client: Client): ReadonlyMap<string, Property> => {
    const { properties, ...translation } = translateJavaNames(ofPrefixes(client, given));
    // The same line reaches three clients: said once.
    const fail = (property: Property, message: string): void => {
      const fault = { name: property.writtenAs, source: property.source, message };
      faults.set(`${fault.name} ${message}`, fault);
    };
    const note = (message: string): void => void notes.set(message, { level: 'warn', message });
    for (const { property, message } of translation.faults) fail(property, message);
    for (const { property, reason } of translation.ignored) note(`${property.writtenAs} is ignored: ${reason}`);
    for (const property of [...properties.values()]) {
      const reason = refusal(client, property.name, property.value);
      if (reason === null) continue;
      properties.delete(property.name);
      fail(property, `cannot be chosen: ${reason}`);
    }
    if (client === 'producer') relaxIdempotence(properties, note);
    const complete = new Map<string, Property>();
    const add = (name: string, value: string): void =>
      void complete.set(name, { name, value, source: BUILT_IN, writtenAs: `${client}.${name}` });
    for (const [name, value] of Object.entries(defaultProperties(client, log))) add(name, value);
    for (const property of properties.values()) complete.set(property.name, property);
    for (const [name, value] of Object.entries(forcedProperties(client))) add(name, value);
    for (const { name, reason } of check?.(toRecord(complete)) ?? []) {
      const culprit = complete.get(name);
      if (culprit !== undefined) fail(culprit, refused(culprit, reason));
    }
    if (bootstrapServers !== '') add('bootstrap.servers', bootstrapServers);
    return complete;
  };
  const of = {
    producer: propertiesOf('producer'),
    consumer: propertiesOf('consumer'),
    admin: propertiesOf('admin'),
  } satisfies Record<(typeof CLIENTS)[number], ReadonlyMap<string, Property>>;
  return { of, faults: [...faults.values()], notes: [...notes.values()] };
}

/** Properties as librdkafka takes them. */
export function toRecord(properties: ReadonlyMap<string, Property>): Readonly<Record<string, string>> {
  return Object.fromEntries([...properties.values()].map(({ name, value }) => [name, value]));
}

function ofPrefixes(client: Client, given: readonly Given[]): Map<string, Property> {
  const properties = new Map<string, Property>();
  for (const prefix of ['client.', `${client}.`]) {
    for (const { name: writtenAs, value, source } of given) {
      if (!writtenAs.startsWith(prefix)) continue;
      const name = canonicalName(client, writtenAs.slice(prefix.length));
      properties.set(name, { name, value, source, writtenAs });
    }
  }
  return properties;
}

/** Idempotence is our default, not a wish of the user: like the Java producer, give it up where a setting excludes it. */
function relaxIdempotence(properties: Map<string, Property>, note: (message: string) => void): void {
  if (properties.has('enable.idempotence')) return;
  const excludes = ({ name, value }: Property): boolean =>
    (name === 'acks' && !/^(all|-1)$/i.test(value)) ||
    (name === 'message.send.max.retries' && value === '0') ||
    (name === 'max.in.flight.requests.per.connection' && Number(value) > 5);
  const reason = [...properties.values()].find(excludes);
  if (reason === undefined) return;
  properties.set('enable.idempotence', { ...reason, name: 'enable.idempotence', value: 'false' });
  note(
    `${reason.writtenAs}=${reason.value} excludes idempotence: order and uniqueness of records are not kept on retries`,
  );
}

/** What to say of a property that librdkafka refused. Its own words may repeat the value, which may be a secret. */
function refused({ name, writtenAs }: Property, reason: string): string {
  if (isSecretName(name)) return 'is refused by librdkafka';
  const intended = reason.startsWith('No such configuration property') ? nearestName(writtenAs, SETTINGS.keys()) : null;
  return `is refused by librdkafka: ${reason.replace(/\s+/g, ' ').trim()}${intended === null ? '' : `; did you mean ${intended}?`}`;
}
