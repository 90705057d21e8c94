import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Certificates } from '../../test/support/certificates.js';
import { effectiveText } from './report.js';
import { describeFault, resolve } from './resolve.js';
import { noFindings } from './sources/given.js';

const made = new Certificates();

beforeAll(() => {
  made.make('one');
  made.make('other');
  made.pkcs12('one', 'hunter2');
  made.openssl('pkcs8', '-topk8', '-in', 'one.key', '-out', 'locked.key', '-passout', 'pass:hunter2', '-v2', 'aes256');
  writeFileSync(made.path('one.pem'), made.text('one.key') + made.text('one.crt'));
  writeFileSync(made.path('locked.pem'), made.text('locked.key') + made.text('one.crt'));
  writeFileSync(made.path('store.jks'), Buffer.from('feedfeed00000002', 'hex'));
  writeFileSync(made.path('text'), 'neither of these');
  made.openssl(
    ...['req', '-x509', '-newkey', 'rsa:1024', '-nodes', '-days', '2', '-subj', '/CN=weak'],
    ...['-keyout', 'weak.key', '-out', 'weak.crt'],
  );
});

afterAll(() => made.remove());

/** Values that name a file of ours are taken as its path. */
function resolved(given: Record<string, string>) {
  const all = { 'bootstrap.servers': 'kafka:9092', listeners: 'https://0.0.0.0:8443', ...given };
  const list = Object.entries(all).map(([name, value]) => ({
    name,
    value: name.endsWith('.location') && value !== '' ? made.path(value) : value,
    source: 's',
  }));
  const { settings, faults, notes, effective } = resolve({ ...noFindings(), given: list });
  return {
    http: settings?.http,
    faults: faults.map(describeFault),
    notes: notes.map(({ message }) => message),
    printed: effectiveText(effective),
  };
}

const pem = { 'ssl.certificate.location': 'one.crt', 'ssl.key.location': 'one.key' };

describe('the settings of https listeners', () => {
  it.each<[string, Record<string, string>]>([
    ['a certificate and its key', pem],
    ['a locked key', { ...pem, 'ssl.key.location': 'locked.key', 'ssl.key.password': 'hunter2' }],
    ['both in one file', { 'ssl.keystore.location': 'one.pem' }],
    ['both in one file, locked', { 'ssl.keystore.location': 'locked.pem', 'ssl.keystore.password': 'hunter2' }],
    ['PKCS12', { 'ssl.keystore.location': 'one.p12', 'ssl.keystore.password': 'hunter2' }],
    ['who vouches for clients', { ...pem, 'ssl.ca.location': 'other.crt', 'ssl.client.authentication': 'REQUIRED' }],
    ['that by Java’s name', { ...pem, 'ssl.truststore.location': 'one.crt', 'ssl.client.authentication': 'REQUESTED' }],
  ])('are %s', (_, given) => {
    const { faults, http, printed } = resolved(given);
    expect(faults).toEqual([]);
    expect(http?.listeners).toEqual([{ protocol: 'https', host: '0.0.0.0', port: 8443 }]);
    expect(http?.tls).toMatchObject({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3', ciphers: '' });
    expect(printed).not.toContain('hunter2');
  });

  it.each<[string, Record<string, string>, string]>([
    ['no certificate', {}, 'ssl.certificate.location is required by an https listener'],
    ['no key', { 'ssl.certificate.location': 'one.crt' }, 'ssl.key.location is required by an https listener'],
    ['both ways', { ...pem, 'ssl.keystore.location': 'one.p12' }, 'ssl.keystore.location cannot be used together with'],
    ['a file that is not there', { ...pem, 'ssl.key.location': 'gone' }, 'gone: no such file'],
    ['the key of another', { ...pem, 'ssl.key.location': 'other.key' }, 'is not the certificate of the private key'],
    [
      'the key of another kind',
      { ...pem, 'ssl.key.location': 'weak.key' },
      'is not the certificate of the private key',
    ],
    ['no PEM', { ...pem, 'ssl.certificate.location': 'text' }, 'ssl.certificate.location holds no certificate'],
    ['a wrong password', { ...pem, 'ssl.key.location': 'locked.key', 'ssl.key.password': 'x' }, 'is ssl.key.password'],
    ['no password', { ...pem, 'ssl.key.location': 'locked.key' }, 'is ssl.key.password the password of it?'],
    [
      'a closed store',
      { 'ssl.keystore.location': 'one.p12', 'ssl.keystore.password': 'x' },
      'is ssl.keystore.password',
    ],
    ['no store', { 'ssl.keystore.location': 'text' }, 'is no PKCS12 file with a certificate'],
    ['a store of Java', { 'ssl.keystore.location': 'store.jks' }, 'is a JKS file: make it PKCS12 with `keytool'],
    [
      'a weak key',
      { 'ssl.certificate.location': 'weak.crt', 'ssl.key.location': 'weak.key' },
      'cannot be used: its key',
    ],
    ['nobody to vouch', { ...pem, 'ssl.client.authentication': 'REQUIRED' }, 'which needs ssl.ca.location'],
    [
      'two to vouch',
      { ...pem, 'ssl.ca.location': 'one.crt', 'ssl.truststore.location': 'one.crt' },
      'ssl.truststore.location cannot be used together',
    ],
    ['a bad one to vouch', { ...pem, 'ssl.truststore.location': 'store.jks' }, 'ssl.truststore.location holds no'],
    ['an old protocol', { ...pem, 'ssl.enabled.protocols': 'TLSv1.1,TLSv1.2' }, 'must be TLSv1.2 or TLSv1.3'],
    ['an unknown cipher', { ...pem, 'ssl.cipher.suites': 'TLS_RSA_WITH_RC4_128_MD5' }, 'must be cipher suites that'],
  ])('are refused with %s', (_, given, fault) => {
    const { faults, http } = resolved(given);
    expect(faults).toEqual([expect.stringContaining(fault)]);
    expect(http).toBeUndefined();
    expect(faults.join()).not.toMatch(/hunter2|error:|asn1|PKCS8/);
  });

  it('choose protocols, and cipher suites by either name', () => {
    const { http } = resolved({
      ...pem,
      'ssl.enabled.protocols': 'TLSv1.2',
      'ssl.cipher.suites': [
        'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
        'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
        'TLS_RSA_WITH_AES_128_CBC_SHA',
        'ECDHE-RSA-AES128-GCM-SHA256',
      ].join(', '),
    });
    expect(http?.tls).toMatchObject({
      minVersion: 'TLSv1.2',
      maxVersion: 'TLSv1.2',
      ciphers: 'ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-CHACHA20-POLY1305:AES128-SHA:ECDHE-RSA-AES128-GCM-SHA256',
    });
    expect(resolved({ ...pem, 'ssl.enabled.protocols': 'tlsv1.3' }).http?.tls).toMatchObject({ minVersion: 'TLSv1.3' });
  });

  it('are wanted by a listener for operators too', () => {
    const given = { listeners: 'http://0.0.0.0:8082', 'management.listeners': 'https://0.0.0.0:9443' };
    expect(resolved(given).faults).toEqual([expect.stringContaining('is required by an https listener')]);
    expect(resolved({ ...given, ...pem }).http?.tls).toMatchObject({ reloadMs: 5000 });
  });

  it('do nothing without one, which is said; what would keep clients out is refused', () => {
    const { http, notes } = resolved({ ...pem, listeners: 'http://0.0.0.0:8082' });
    expect(http?.tls).toBeNull();
    expect(notes).toEqual(
      Object.keys(pem).map((name) => expect.stringContaining(`${name} is ignored: no listener is`)),
    );
    const closed = { listeners: 'http://0.0.0.0:8082', 'ssl.client.authentication': 'required' };
    expect(resolved(closed).faults).toEqual([expect.stringContaining('needs an https listener')]);
  });

  it('warn of a port that asks clients for nothing beside one that does', () => {
    const { notes } = resolved({
      ...pem,
      listeners: 'https://0.0.0.0:8443,http://0.0.0.0:8082',
      'ssl.ca.location': 'other.crt',
      'ssl.client.authentication': 'required',
    });
    expect(notes).toEqual([expect.stringContaining('port 8082 takes clients without a certificate')]);
  });

  it('make the address of host.name begin with https', () => {
    expect(resolved({ ...pem, 'host.name': 'kafka.example' }).http?.advertisedListeners).toEqual([
      'https://kafka.example:8443',
    ]);
  });
});

describe('the settings of CORS', () => {
  const cors = (given: Record<string, string>) => resolved({ listeners: 'http://0.0.0.0:8082', ...given });

  it('are nothing without an origin', () => {
    expect(cors({}).http?.cors).toBeNull();
  });

  it('list origins as browsers write them, whatever blanks there are', () => {
    expect(
      cors({ 'access.control.allow.origin': 'https://App.example.com/ , http://localhost:80' }).http?.cors,
    ).toEqual({
      origins: ['https://app.example.com', 'http://localhost'],
      methods: ['GET', 'POST', 'HEAD'],
      headers: ['X-Requested-With', 'Content-Type', 'Accept', 'Origin'],
      exposed: ['X-Request-Id', 'Retry-After', 'Location'],
    });
    expect(cors({ 'access.control.allow.origin': '*', 'access.control.allow.methods': 'get, Delete' })).toMatchObject({
      http: { cors: { origins: ['*'], methods: ['GET', 'DELETE'] } },
    });
  });

  it.each([
    'null',
    'app.example.com',
    'https://app.example.com/path',
    'https://*.example.com',
    'https://u@h',
    'ftp://h',
  ])('take %s for no origin', (origin) => {
    expect(cors({ 'access.control.allow.origin': origin }).faults).toEqual([
      expect.stringContaining('must be origins like https://app.example.com or *'),
    ]);
  });

  it('let no header hide in the name of one', () => {
    expect(cors({ 'access.control.allow.headers': 'Accept\r\nX-Evil: 1' }).faults).toHaveLength(1);
  });
});
