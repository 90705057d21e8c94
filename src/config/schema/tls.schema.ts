import { parseCipher, parseProtocol } from './tls-names.js';
import { choice, integer, list, text } from './setting.js';

/** Settings of https listeners, by Confluent's names where it has them. Files are read again when they change. */
export const TLS = {
  keyStore: file(
    'ssl.keystore.location',
    '(PKCS12 or PEM file)',
    'Certificate with its chain and private key in one file, of every https listener; read again when it changes.',
  ),
  keyStorePassword: secret('ssl.keystore.password', 'Password of that file.'),
  certificate: file(
    'ssl.certificate.location',
    '(PEM file)',
    'Certificate with its chain, in place of `ssl.keystore.location`; read again when it changes.',
  ),
  key: file('ssl.key.location', '(PEM file)', 'Private key of that certificate; read again when it changes.'),
  keyPassword: secret('ssl.key.password', 'Password of the private key.'),
  clientAuthentication: choice({
    name: 'ssl.client.authentication',
    default: 'none',
    of: ['none', 'requested', 'required'],
    meaning:
      'Whether clients of https listeners show a certificate: `requested`, it must be good where there is one; `required`, there must be one.',
  }),
  ca: file(
    'ssl.ca.location',
    '(PEM file)',
    'Certificates that are trusted to vouch for clients; read again when it changes.',
  ),
  trustStore: file('ssl.truststore.location', '(PEM file)', 'Java’s name for `ssl.ca.location`; PEM only.'),
  protocols: list({
    name: 'ssl.enabled.protocols',
    default: 'TLSv1.2,TLSv1.3',
    range: 'of TLSv1.2, TLSv1.3',
    meaning: 'Versions of TLS that https listeners speak.',
    entry: parseProtocol,
  }),
  cipherSuites: list({
    name: 'ssl.cipher.suites',
    range: 'of cipher suites, by the names of Java or OpenSSL',
    meaning: 'Cipher suites of https listeners, best first; without it a safe choice.',
    entry: parseCipher,
  }),
  reloadMs: integer({
    name: 'ssl.reload.interval.ms',
    default: 5000,
    min: 100,
    max: 3_600_000,
    unit: 'ms',
    meaning: 'How often the files of `ssl.…` are looked at: what is new and good is used from the next connection on.',
  }),
};

function file(name: string, range: string, meaning: string) {
  return text<string>({ name, range, meaning, parse: (value) => ({ value }) });
}

function secret(name: string, meaning: string) {
  return text<string>({ name, range: '', meaning, parse: (value) => ({ value }) });
}
