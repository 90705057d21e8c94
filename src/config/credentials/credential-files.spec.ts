import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Certificates } from '../../../test/support/certificates.js';
import { SecretFolder } from '../../../test/support/secret-folder.js';
import type { Settings } from '../settings.js';
import { readStart } from '../start.js';
import type { CredentialArea, CredentialChange, Reload } from './credentials.js';
import type { CredentialFiles } from './credential-files.js';

const FILES = { username: 'gateway\n', password: 'first\n', token: 'token-1', key: '0123456789abcdef', ca: 'PEM' };
const EVERY_MS = 5;

describe('files of credentials', () => {
  let folder: SecretFolder;
  let files: CredentialFiles;
  let reloads: Reload[];
  let heard: () => void;
  const changes: { area: CredentialArea; settings: Settings; changed: readonly string[] }[] = [];

  beforeEach(() => {
    folder = new SecretFolder(FILES);
    reloads = [];
    changes.length = 0;
  });
  afterEach(() => {
    files.close();
    folder.remove();
  });

  const variables = (): Record<string, string> => ({
    KAFKA_REST_BOOTSTRAP_SERVERS: 'kafka:9092',
    KAFKA_REST_CLIENT_SASL_USERNAME_FILE: folder.path('username'),
    KAFKA_REST_CLIENT_SASL_PASSWORD_FILE: folder.path('password'),
    KAFKA_REST_CLIENT_SSL_CA_LOCATION: folder.path('ca'),
    KAFKA_REST_SCHEMA_REGISTRY_URL: 'http://registry:8081',
    KAFKA_REST_SCHEMA_REGISTRY_BEARER_AUTH_TOKEN_FILE: folder.path('token'),
    KAFKA_REST_ID: 'a',
    KAFKA_REST_PEERS: 'a=http://127.0.0.1:1,b=http://127.0.0.1:2',
    KAFKA_REST_PEERS_LISTENER: 'http://127.0.0.1:1',
    KAFKA_REST_PEERS_KEY_FILE: folder.path('key'),
  });

  const start = async (more: Record<string, string> = {}): Promise<void> => {
    const started = await readStart([], async () => () => [], { ...variables(), ...more });
    if (!('credentials' in started)) throw new Error(started.stderr);
    files = started.credentials;
    for (const area of ['kafka', 'schema-registry', 'peers', 'listeners'] as const) {
      files.onChange(area, (change: CredentialChange) => void changes.push({ area, ...change }));
    }
    files.start(EVERY_MS, (reload) => {
      reloads.push(reload);
      heard();
    });
  };

  /** Changes files; resolves when somebody was told. */
  const put = async (changed: Record<string, string>): Promise<Reload | undefined> => {
    const told = new Promise<void>((resolve) => (heard = resolve));
    folder.put(changed);
    await told;
    return reloads.at(-1);
  };

  it('are taken when they change, name and password together, and nobody else is told', async () => {
    await start();
    const reload = await put({ username: 'other\n', password: 'second\n' });
    const names = ['client.sasl.password', 'client.sasl.username'];
    expect(reload).toEqual({ used: names, faults: [] });
    expect(changes).toMatchObject([
      {
        area: 'kafka',
        changed: names,
        settings: { kafka: { producer: { 'sasl.username': 'other', 'sasl.password': 'second' } } },
      },
    ]);
  });

  it('are told about by area, a certificate by its path', async () => {
    await start();
    await put({ ca: 'PEM 2', token: 'token-2', key: 'fedcba9876543210\n0123456789abcdef\n' });
    expect(changes.map(({ area, changed }) => [area, changed])).toEqual([
      ['kafka', ['client.ssl.ca.location']],
      ['peers', ['peers.key']],
      ['schema-registry', ['schema.registry.bearer.auth.token']],
    ]);
    expect(changes[1]?.settings.peers?.keys).toEqual(['fedcba9876543210', '0123456789abcdef']);
    expect(changes[2]?.settings.schemaRegistry.servers[0]?.authorization).toBe('Bearer token-2');
  });

  it('stay as they were where the new one is empty, and the others of its area with it', async () => {
    await start();
    const reload = await put({ username: 'other', password: '', token: 'token-2' });
    expect(reload?.used).toEqual(['schema.registry.bearer.auth.token']);
    expect(reload?.faults).toMatchObject([{ name: 'client.sasl.password', message: /is empty$/ }]);
    expect(changes[0]?.settings.kafka.producer).toMatchObject({
      'sasl.username': 'gateway',
      'sasl.password': 'first',
    });
    const repaired = await put({ password: 'second' });
    expect(repaired).toEqual({ used: ['client.sasl.password', 'client.sasl.username'], faults: [] });
  });

  it('stay as they were where the new one breaks a rule, and its value is told to nobody', async () => {
    await start();
    const reload = await put({ key: 'too-short-a-key', token: 'no token at all' });
    expect(reload?.used).toEqual([]);
    expect(reload?.faults.map(({ name }) => name).sort()).toEqual(['peers.key', 'schema.registry.bearer.auth.token']);
    expect(JSON.stringify(reload)).not.toMatch(/too-short|no token/);
    expect(changes).toEqual([]);
  });

  it('stay as they were where whoever uses them cannot', async () => {
    await start();
    files.onChange('peers', () => Promise.reject(new Error('no use')));
    const reload = await put({ key: 'fedcba9876543210', token: 'token-2' });
    expect(reload).toMatchObject({
      used: ['schema.registry.bearer.auth.token'],
      faults: [{ name: 'peers.key', message: 'cannot be used: no use' }],
    });
  });

  it('of the registry are read anew, and refused as a pair that does not match', async () => {
    const certificates = new Certificates();
    try {
      for (const name of ['one', 'two']) certificates.make(name);
      const pem = (file: string): string => certificates.text(file);
      folder.put({ cert: pem('one.crt'), certkey: pem('one.key') });
      await start({
        KAFKA_REST_SCHEMA_REGISTRY_SSL_CERTIFICATE_LOCATION: folder.path('cert'),
        KAFKA_REST_SCHEMA_REGISTRY_SSL_KEY_LOCATION: folder.path('certkey'),
      });
      const half = await put({ cert: pem('two.crt') });
      expect(half?.faults).toMatchObject([{ message: 'is not the certificate of the private key' }]);
      await put({ certkey: pem('two.key') });
      expect(changes.map(({ settings }) => settings.schemaRegistry.tls.certificate)).toEqual([pem('two.crt')]);
    } finally {
      certificates.remove();
    }
  });

  it('that changed before anybody looked are found', async () => {
    const started = await readStart([], async () => () => [], variables());
    if (!('credentials' in started)) throw new Error(started.stderr);
    files = started.credentials;
    folder.put({ password: 'second' });
    const reload = await new Promise<Reload>((resolve) => files.start(EVERY_MS, resolve));
    expect(reload.used).toEqual(['client.sasl.password']);
  });
});
