import { readText } from '../sources/file-text.js';
import { parseRegistryUrl } from './registry-url.js';
import { boolean, choice, integer, list, type Parsed, quoted, text } from './setting.js';

const MiB = 1024 * 1024;

/** Settings of the connection to the Schema Registry, by Confluent's names where it has them. */
export const SCHEMA_REGISTRY = {
  url: list({
    name: 'schema.registry.url',
    range: 'of http or https URLs',
    meaning:
      'Where the Schema Registry is: several URLs of the same one stand in for each other. A URL may have a path.',
    entry: parseRegistryUrl,
    confluentDefault: 'http://localhost:8081',
  }),
  userInfo: text<string>({
    name: 'schema.registry.basic.auth.user.info',
    range: '(user:password)',
    meaning: 'Credentials for the registry, sent to each of its URLs.',
    parse: (value) => (/^$|^[^:]+:/.test(value) ? { value } : { fault: 'must be user:password' }),
  }),
  userInfoSource: text({
    name: 'schema.registry.basic.auth.credentials.source',
    range: '(URL, USER_INFO)',
    meaning: 'Where the credentials are. Without it `schema.registry.basic.auth.user.info`, else the URL.',
    parse: parseSource,
  }),
  token: text<string>({
    name: 'schema.registry.bearer.auth.token',
    range: '(token)',
    meaning: 'Token for the registry, sent to each of its URLs.',
    // RFC 6750, 2.1.
    parse: (value) => (/^[\w.~+/-]*=*$/.test(value) ? { value } : { fault: 'is not valid' }),
  }),
  tokenSource: text<string>({
    name: 'schema.registry.bearer.auth.credentials.source',
    range: '(STATIC_TOKEN)',
    meaning: 'Where the token is: in `schema.registry.bearer.auth.token`.',
    parse: (value) =>
      /^(?:STATIC_TOKEN)?$/i.test(value)
        ? { value }
        : { fault: `must be STATIC_TOKEN, got ${quoted(value)}: set schema.registry.bearer.auth.token` },
  }),
  ca: pemFile('schema.registry.ssl.ca.location', 'Certificates that are trusted to vouch for the registry.'),
  certificate: pemFile(
    'schema.registry.ssl.certificate.location',
    'Certificate that the gateway shows to the registry.',
  ),
  key: pemFile('schema.registry.ssl.key.location', 'Private key of that certificate.'),
  keyPassword: secret('schema.registry.ssl.key.password', 'Password of the private key.'),
  hostCheck: text<boolean>({
    name: 'schema.registry.ssl.endpoint.identification.algorithm',
    default: 'https',
    range: '(https, none)',
    meaning: 'Whether the certificate of the registry must name its host.',
    parse: (value) => {
      const word = value.toLowerCase();
      // Java switches the check off with an empty value.
      return word === 'https' || word === 'none' || word === ''
        ? { value: word === 'https' }
        : { fault: `must be https or none, got ${quoted(value)}` };
    },
  }),
  trustStore: pemStore(
    'truststore',
    'export it with `keytool -list -rfc -keystore <file> > ca.pem` and set schema.registry.ssl.ca.location=ca.pem',
    'Java’s name for `schema.registry.ssl.ca.location`; PEM only.',
  ),
  trustStoreType: storeType('truststore'),
  trustStorePassword: secret('schema.registry.ssl.truststore.password', 'Read, and not needed: PEM has none here.'),
  keyStore: pemStore(
    'keystore',
    'export it with `openssl pkcs12 -in <file> -out client.pem` and set schema.registry.ssl.keystore.location=client.pem',
    'Java’s name for certificate and private key in one file; PEM only.',
  ),
  keyStoreType: storeType('keystore'),
  keyStorePassword: secret(
    'schema.registry.ssl.keystore.password',
    'Read, and not needed: the private key has its own.',
  ),
  requestTimeoutMs: integer({
    name: 'schema.registry.request.timeout.ms',
    default: 5000,
    min: 10,
    max: 300_000,
    unit: 'ms',
    meaning: 'Longest wait for the registry to answer, whatever number of its URLs is tried; beyond it 503.',
  }),
  responseMaxBytes: integer({
    name: 'schema.registry.response.max.bytes',
    default: 10 * MiB,
    min: 1024,
    max: 512 * MiB,
    unit: 'bytes',
    meaning: 'Largest answer of the registry, and most of the texts that one schema refers to.',
  }),
  cacheSize: integer({
    name: 'schema.registry.cache.size',
    default: 1000,
    min: 1,
    max: 1_000_000,
    meaning: 'Most schemas that are kept at a time.',
  }),
  circuitFailures: integer({
    name: 'schema.registry.circuit.failures',
    default: 5,
    min: 1,
    max: 1000,
    meaning: 'Failures in a row after which a URL of the registry is left alone for a while.',
  }),
  circuitOpenMs: integer({
    name: 'schema.registry.circuit.open.ms',
    default: 5000,
    min: 1,
    max: 3_600_000,
    unit: 'ms',
    meaning: 'Time until a URL that is left alone is tried again.',
  }),
  apiEnabled: boolean({
    name: 'schema.registry.api.enable',
    default: true,
    meaning: 'Serves the registry’s own API (`/subjects`, `/schemas`, `/config`, `/mode`, `/compatibility`) here too.',
  }),
};

type Source = 'url' | 'user-info' | null;

function parseSource(value: string): Parsed<Source> {
  switch (value.toUpperCase()) {
    case '':
      return { value: null };
    case 'URL':
      return { value: 'url' };
    case 'USER_INFO':
      return { value: 'user-info' };
    default:
      return {
        fault: `must be URL or USER_INFO, got ${quoted(value)}: write the credentials to schema.registry.basic.auth.user.info`,
      };
  }
}

/** The content of a file; null: none is named. */
function pemFile(name: string, meaning: string) {
  return text<string | null>({ name, range: '(PEM file)', meaning, parse: readPem });
}

function readPem(path: string): Parsed<string | null> {
  if (path === '') return { value: null };
  const read = readText(path);
  if ('fault' in read) return read;
  return read.text.includes('-----BEGIN ') ? { value: read.text } : { fault: `is no PEM file: ${quoted(path)}` };
}

function pemStore(store: 'truststore' | 'keystore', fix: string, meaning: string) {
  return text<string | null>({
    name: `schema.registry.ssl.${store}.location`,
    range: '(PEM file)',
    meaning,
    parse: (path) => {
      const parsed = readPem(path);
      const missing = 'fault' in parsed && /: (?:no such file|a directory|not permitted)$/.test(parsed.fault);
      return 'value' in parsed || missing ? parsed : { fault: `is no PEM file: ${fix}` };
    },
  });
}

function storeType(store: 'truststore' | 'keystore') {
  return choice({
    name: `schema.registry.ssl.${store}.type`,
    default: 'pem',
    of: ['pem', 'jks', 'pkcs12'],
    meaning: `Kind of the ${store}; what it holds decides, so there is no need to set it.`,
    confluentDefault: 'JKS',
  });
}

function secret(name: string, meaning: string) {
  return text({ name, range: '', meaning, parse: (value) => ({ value }) });
}
