import type { Setting } from './schema/setting.js';
import { TLS } from './schema/tls.schema.js';
import type { Listener, TlsSettings } from './settings.js';
import { readCredentials, type TlsFile } from './tls-credentials.js';
import type { Values } from './values.js';

/** How https listeners are served; null: there are none. */
export function listenerTlsOf(values: Values, listeners: readonly Listener[]): TlsSettings | null {
  return listeners.some(({ protocol }) => protocol === 'https') ? tlsOf(values) : null;
}

/** Adds faults about settings of TLS that are fine alone but not together, and about files that cannot be used. */
export function checkListenerTls(values: Values, listeners: readonly Listener[]): void {
  if (listeners.every(({ protocol }) => protocol === 'http')) return checkUnused(values);
  const { keyStore, certificate, key, ca, trustStore, clientAuthentication } = TLS;
  const tls = tlsOf(values);
  const faultsBefore = values.faults.length;
  if (tls.keyStore === '') {
    const needed = 'is required by an https listener: set it, or ssl.keystore.location in place of both';
    values.check(tls.certificate !== '', [certificate, key, keyStore], needed);
    values.check(tls.key !== '' || tls.certificate === '', [key, certificate, keyStore], needed);
  }
  values.check(
    tls.keyStore === '' || (tls.certificate === '' && tls.key === ''),
    [keyStore, certificate, key],
    'cannot be used together with ssl.certificate.location and ssl.key.location: choose one',
  );
  values.check(
    values.of(ca) === '' || values.of(trustStore) === '',
    [trustStore, ca],
    'cannot be used together with ssl.ca.location: choose one',
  );
  values.check(
    tls.clientAuthentication === 'none' || tls.ca !== '',
    [clientAuthentication, ca, trustStore],
    `is ${tls.clientAuthentication}, which needs ssl.ca.location: who vouches for clients`,
  );
  if (values.faults.length === faultsBefore) checkFiles(values, tls);
  const plain = listeners.find(({ protocol }) => protocol === 'http');
  if (tls.clientAuthentication !== 'none' && plain !== undefined) {
    const message = `${clientAuthentication.name} is for https listeners: port ${plain.port} takes clients without a certificate`;
    values.notes.push({ level: 'warn', message });
  }
}

function checkFiles(values: Values, tls: TlsSettings): void {
  const read = readCredentials(tls);
  if ('fault' in read) values.check(false, [settingOf(read.fault.file, values)], read.fault.message);
}

function settingOf(file: TlsFile, values: Values): Setting {
  return file === 'ca' && values.of(TLS.ca) === '' ? TLS.trustStore : TLS[file];
}

/** Who asks for certificates of clients must not get a gateway that takes anyone. */
function checkUnused(values: Values): void {
  values.check(
    values.of(TLS.clientAuthentication) === 'none',
    [TLS.clientAuthentication],
    'needs an https listener: without one nobody shows a certificate',
  );
  for (const setting of Object.values(TLS)) {
    if (setting === TLS.clientAuthentication || !values.isGiven(setting)) continue;
    const message = `${setting.name} is ignored: no listener is https (for Kafka write client.${setting.name})`;
    values.notes.push({ level: 'warn', message });
  }
}

function tlsOf(values: Values): TlsSettings {
  const protocols = values.of(TLS.protocols);
  return {
    keyStore: values.of(TLS.keyStore),
    keyStorePassword: values.of(TLS.keyStorePassword),
    certificate: values.of(TLS.certificate),
    key: values.of(TLS.key),
    keyPassword: values.of(TLS.keyPassword),
    ca: values.of(TLS.ca) || values.of(TLS.trustStore),
    clientAuthentication: values.of(TLS.clientAuthentication),
    // Nothing named is nothing chosen.
    minVersion: protocols.length > 0 && !protocols.includes('TLSv1.2') ? 'TLSv1.3' : 'TLSv1.2',
    maxVersion: protocols.length > 0 && !protocols.includes('TLSv1.3') ? 'TLSv1.2' : 'TLSv1.3',
    ciphers: values.of(TLS.cipherSuites).join(':'),
    reloadMs: values.of(TLS.reloadMs),
  };
}
