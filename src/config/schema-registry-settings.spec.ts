import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { effectiveText } from './report.js';
import { describeFault, resolve } from './resolve.js';
import { readEnvironment } from './sources/environment.js';
import { noFindings } from './sources/given.js';

let folder = '';
const file = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'registry-settings-'));
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  for (const name of ['one', 'other']) {
    openssl(
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-days',
      '2',
      '-subj',
      `/CN=${name}`,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.crt`,
    );
  }
  openssl('pkcs8', '-topk8', '-in', 'one.key', '-out', 'locked.key', '-passout', 'pass:hunter2', '-v2', 'aes256');
  writeFileSync(file('store.pem'), readFileSync(file('one.key'), 'utf8') + readFileSync(file('one.crt'), 'utf8'));
  writeFileSync(file('store.jks'), 'not a PEM file');
});

afterAll(() => rmSync(folder, { recursive: true }));

function resolved(given: Record<string, string>) {
  const list = Object.entries({ 'bootstrap.servers': 'kafka:9092', ...given }).map(([name, value]) => ({
    name: name === 'bootstrap.servers' ? name : `schema.registry.${name}`,
    value,
    source: 's',
  }));
  const { settings, faults, notes, effective } = resolve({ ...noFindings(), given: list });
  return {
    registry: settings?.schemaRegistry,
    faults: faults.map(describeFault),
    notes: notes.map(({ message }) => message),
    printed: effectiveText(effective),
  };
}

const url = 'http://sr:8081';
const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

describe('settings of the schema registry', () => {
  it('have the documented defaults: there is none', () => {
    expect(resolved({}).registry).toEqual({
      servers: [],
      tls: { ca: null, certificate: null, key: null, keyPassword: null, checkHost: true },
      requestTimeoutMs: 5000,
      responseMaxBytes: 10 * 1024 * 1024,
      cacheSize: 1000,
      circuitFailures: 5,
      circuitOpenMs: 5000,
      apiEnabled: true,
    });
  });

  it('may come from the environment', () => {
    const findings = readEnvironment({
      KAFKA_REST_BOOTSTRAP_SERVERS: 'kafka:9092',
      KAFKA_REST_SCHEMA_REGISTRY_URL: 'http://a:1,http://b:2/apis/ccompat/v7',
    });
    expect(resolve(findings).settings?.schemaRegistry.servers.map((server) => server.url)).toEqual([
      'http://a:1',
      'http://b:2/apis/ccompat/v7',
    ]);
  });

  it.each([
    [{ url: 'http://u:p%40@a,http://b' }, [basic('u:p@'), null]],
    [{ url: 'http://a,http://b', 'basic.auth.user.info': 'u:p:q' }, [basic('u:p:q'), basic('u:p:q')]],
    [{ url, 'basic.auth.credentials.source': 'USER_INFO', 'basic.auth.user.info': 'u:' }, [basic('u:')]],
    [{ url: 'http://u:p@a', 'basic.auth.credentials.source': 'url' }, [basic('u:p')]],
    [{ url, 'bearer.auth.token': 'a.b-c', 'bearer.auth.credentials.source': 'STATIC_TOKEN' }, ['Bearer a.b-c']],
  ])('%j make the credentials', (given, expected) => {
    expect(resolved(given).registry?.servers.map(({ authorization }) => authorization)).toEqual(expected);
  });

  it('are printed without what is secret', () => {
    const { printed } = resolved({
      url: 'http://alice:hunter2@sr:8081',
      'ssl.keystore.password': 'hunter2',
      'ssl.truststore.password': 'hunter2',
      'ssl.key.password': 'hunter2',
      'basic.auth.credentials.source': 'URL',
      'basic.auth.user.info': 'bob:hunter2',
    });
    expect(printed).not.toContain('hunter2');
    expect(printed).toContain('schema.registry.basic.auth.credentials.source=URL');
    expect(resolved({ url, 'bearer.auth.token': 'hunter2' }).printed).not.toContain('hunter2');
  });

  it.each([
    [
      { url, 'basic.auth.user.info': 'u:p', 'bearer.auth.token': 't' },
      'bearer.auth.token cannot be used together with',
    ],
    [{ url: 'http://u:p@a', 'bearer.auth.token': 't' }, 'credentials in schema.registry.url: choose one'],
    [{ url, 'basic.auth.user.info': 'nobody' }, 'basic.auth.user.info is not valid: must be text (user:password)'],
    [
      { url, 'basic.auth.credentials.source': 'USER_INFO' },
      'is USER_INFO, which needs schema.registry.basic.auth.user.info',
    ],
    [{ url, 'basic.auth.credentials.source': 'SASL_INHERIT' }, 'must be URL or USER_INFO, got "SASL_INHERIT"'],
    [{ url, 'bearer.auth.credentials.source': 'STATIC_TOKEN' }, 'needs schema.registry.bearer.auth.token to be set'],
    [{ url, 'bearer.auth.credentials.source': 'OAUTHBEARER' }, 'must be STATIC_TOKEN, got "OAUTHBEARER"'],
    [{ url, 'bearer.auth.token': 'a b' }, 'bearer.auth.token is not valid: must be text (token)'],
    [{ url, 'ssl.endpoint.identification.algorithm': 'LDAPS' }, 'must be https or none'],
    [{ url, 'circuit.failures': '0' }, 'must be from 1 to 1000'],
    [{ url: 'sr:8081' }, 'must be URLs like http://registry:8081'],
  ])('%j are refused', (given, fault) => {
    expect(resolved(given).faults).toEqual([expect.stringContaining(fault)]);
  });

  it.each([
    [{ 'request.timeout.ms': '9' }, [], 'must be from 10'],
    [{ 'cache.size': '7' }, ['schema.registry.cache.size is ignored: there is no schema.registry.url'], ''],
    [
      { url: 'http://u:p@a', 'basic.auth.user.info': 'v:q' },
      ['Credentials in schema.registry.url are ignored: schema.registry.basic.auth.user.info is given'],
      '',
    ],
  ])('%j are told of', (given, notes, fault) => {
    const found = resolved(given);
    if (fault === '') expect(found).toMatchObject({ notes, faults: [] });
    else expect(found.faults).toEqual([expect.stringContaining(fault)]);
  });
});

describe('TLS to the schema registry', () => {
  it('takes PEM files', () => {
    const { registry, faults } = resolved({
      url,
      'ssl.ca.location': file('other.crt'),
      'ssl.certificate.location': file('one.crt'),
      'ssl.key.location': file('locked.key'),
      'ssl.key.password': 'hunter2',
      'ssl.endpoint.identification.algorithm': '',
    });
    expect(faults).toEqual([]);
    expect(registry?.tls).toEqual({
      ca: readFileSync(file('other.crt'), 'utf8'),
      certificate: readFileSync(file('one.crt'), 'utf8'),
      key: readFileSync(file('locked.key'), 'utf8'),
      keyPassword: 'hunter2',
      checkHost: false,
    });
  });

  it('takes stores of Java in PEM', () => {
    const store = file('store.pem');
    const { registry, faults } = resolved({
      url,
      'ssl.truststore.location': file('other.crt'),
      'ssl.truststore.type': 'PEM',
      'ssl.keystore.location': store,
      'ssl.keystore.type': 'PEM',
      'ssl.keystore.password': 'x',
    });
    expect(faults).toEqual([]);
    expect(registry?.tls.ca).toBe(readFileSync(file('other.crt'), 'utf8'));
    expect([registry?.tls.key, registry?.tls.certificate]).toEqual(Array(2).fill(readFileSync(store, 'utf8')));
  });

  it.each([
    [{ 'ssl.ca.location': 'none.pem' }, 'ssl.ca.location cannot read', 'no such file'],
    [{ 'ssl.ca.location': 'store.jks' }, 'ssl.ca.location is no PEM file', ''],
    [{ 'ssl.ca.location': 'one.key' }, 'holds no certificate that can be read', ''],
    [{ 'ssl.truststore.location': 'store.jks' }, 'is no PEM file: export it with `keytool', ''],
    [{ 'ssl.keystore.location': 'store.jks' }, 'is no PEM file: export it with `openssl pkcs12', ''],
    [{ 'ssl.certificate.location': 'one.crt' }, 'needs the private key', 'schema.registry.ssl.key.location'],
    [{ 'ssl.key.location': 'one.key' }, 'needs the certificate', 'schema.registry.ssl.certificate.location'],
    [
      { 'ssl.key.location': 'locked.key', 'ssl.certificate.location': 'one.crt' },
      'ssl.key.location cannot be read',
      'ssl.key.password',
    ],
    [
      { 'ssl.key.location': 'one.key', 'ssl.certificate.location': 'other.crt' },
      'is not the certificate of the private key',
      '',
    ],
  ])('%j is refused at the start', (given, fault, more) => {
    const files = Object.fromEntries(Object.entries(given).map(([name, each]) => [name, file(each)]));
    const { faults } = resolved({ url, ...files });
    expect(faults).toEqual([expect.stringContaining(fault)]);
    expect(faults[0]).toContain(more);
  });
});
