import type { Broker, ConnectionOptions, SASLOptions } from '@platformatic/kafka';
import { GatewayError } from '../../errors/gateway-error.js';
import { tlsOptions } from './tls-options.js';

/** Properties of a librdkafka client, by their canonical names. */
export type Properties = Readonly<Record<string, string>>;

const DEFAULT_PORT = 9092;
const MECHANISMS: ReadonlyMap<string, SASLOptions['mechanism']> = new Map([
  ['PLAIN', 'PLAIN'],
  ['SCRAM-SHA-256', 'SCRAM-SHA-256'],
  ['SCRAM-SHA-512', 'SCRAM-SHA-512'],
]);

/** Where to connect first, in order. */
export function bootstrapBrokers(properties: Properties): Broker[] {
  return (properties['bootstrap.servers'] ?? '')
    .split(',')
    .map((entry) => entry.trim().replace(/^[A-Za-z_]+:\/\//, ''))
    .filter((entry) => entry !== '')
    .map((entry) => {
      const [, host = entry, port] = /^\[?(.*?)\]?(?::(\d+))?$/.exec(entry) ?? [];
      return { host, port: port === undefined ? DEFAULT_PORT : Number(port) };
    });
}

/**
 * How to connect, from the very properties that librdkafka gets. Files are read anew each time: they may have been renewed.
 * Throws `kafka-refused` for what cannot be carried over.
 */
export function connectionOptions(properties: Properties): ConnectionOptions {
  const protocol = (properties['security.protocol'] ?? 'plaintext').toLowerCase();
  return {
    ...(protocol.endsWith('ssl') ? { tls: tlsOptions(properties) } : {}),
    ...(protocol.startsWith('sasl_') ? { sasl: saslOptions(properties) } : {}),
  };
}

function saslOptions(properties: Properties): SASLOptions {
  const configured = properties['sasl.mechanisms'] ?? properties['sasl.mechanism'] ?? 'GSSAPI';
  const mechanism = MECHANISMS.get(configured.toUpperCase());
  if (mechanism === undefined) {
    throw new GatewayError(
      'kafka-refused',
      `This is not available with sasl.mechanism=${configured}: PLAIN, SCRAM-SHA-256 and SCRAM-SHA-512 are supported here.`,
    );
  }
  return { mechanism, username: properties['sasl.username'] ?? '', password: properties['sasl.password'] ?? '' };
}
