import { readFileSync } from 'node:fs';
import { type ConnectionOptions as TlsOptions, getCACertificates } from 'node:tls';
import { GatewayError } from '../../errors/gateway-error.js';
import type { Properties } from './connection-options.js';

/**
 * TLS as librdkafka does it with these properties: its `ssl.ca.location=probe` and no CA at all are those that the system
 * trusts. Throws `kafka-refused` for files that cannot be read, which a folder of CAs is.
 */
export function tlsOptions(properties: Properties): TlsOptions {
  const text = (pem: string, file: string): string | Buffer | undefined => properties[pem] ?? read(properties, file);
  const options: TlsOptions = {
    ca: properties['ssl.ca.location'] === 'probe' ? trusted() : (text('ssl.ca.pem', 'ssl.ca.location') ?? trusted()),
    cert: text('ssl.certificate.pem', 'ssl.certificate.location'),
    key: text('ssl.key.pem', 'ssl.key.location'),
    pfx: read(properties, 'ssl.keystore.location'),
    crl: read(properties, 'ssl.crl.location'),
    passphrase: properties['ssl.key.password'] ?? properties['ssl.keystore.password'],
    ciphers: properties['ssl.cipher.suites'],
    rejectUnauthorized: properties['enable.ssl.certificate.verification'] !== 'false',
  };
  if (properties['ssl.endpoint.identification.algorithm'] === 'none') options.checkServerIdentity = () => undefined;
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function trusted(): string[] {
  return [...getCACertificates('default'), ...getCACertificates('system')];
}

function read(properties: Properties, name: string): Buffer | undefined {
  const path = properties[name];
  if (path === undefined) return undefined;
  try {
    return readFileSync(path);
  } catch (error) {
    throw new GatewayError('kafka-refused', `This is not available: ${name} cannot be read as a file.`, {
      cause: error,
    });
  }
}
