import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { RegistryTls } from '../../src/config/settings.js';
import { HttpSchemaRegistryClient } from '../../src/schema-registry/http/http-schema-registry.client.js';
import { json, RegistryServer } from '../support/registry-server.js';
import { Metrics } from '../../src/metrics/metrics.js';
import { testSettings } from '../support/test-settings.js';

const ANONYMOUS: RegistryTls = { ca: null, certificate: null, key: null, keyPassword: null, checkHost: true };

describe('a schema registry behind TLS', () => {
  const pem = new Map<string, string>();
  let server: RegistryServer;
  let client: HttpSchemaRegistryClient;

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'registry-tls-'));
    const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
    for (const name of ['registry', 'gateway']) {
      openssl(
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
        ...['-subj', `/CN=${name}`, '-addext', 'subjectAltName=DNS:localhost'],
        ...['-keyout', `${name}.key`, '-out', `${name}.crt`],
      );
      for (const kind of ['key', 'crt'])
        pem.set(`${name}.${kind}`, readFileSync(join(folder, `${name}.${kind}`), 'utf8'));
    }
    rmSync(folder, { recursive: true });
    server = await RegistryServer.start({
      key: pem.get('registry.key'),
      cert: pem.get('registry.crt'),
      ca: pem.get('gateway.crt'),
      requestCert: true,
      rejectUnauthorized: true,
    });
    server.answer = json(200, { schema: '"int"' });
  });

  afterEach(() => client.close());
  afterAll(() => server.stop());

  function ask(host: string, tls: Partial<RegistryTls>): Promise<unknown> {
    const servers = [{ url: server.url(host), authorization: null }];
    client = new HttpSchemaRegistryClient(
      testSettings({ schemaRegistry: { servers, tls: { ...ANONYMOUS, ...tls } } }),
      new Metrics(),
    );
    return client.schemaById(1);
  }

  const known = () => ({
    ca: pem.get('registry.crt')!,
    certificate: pem.get('gateway.crt')!,
    key: pem.get('gateway.key')!,
  });

  it('is reached with the certificates of the settings', async () => {
    await expect(ask('localhost', known())).resolves.toMatchObject({ text: '"int"' });
  });

  it('must show the name of its URL, unless that is not asked for', async () => {
    const untrusted = { code: 'schema-registry-unavailable', message: expect.stringContaining('over TLS') };
    await expect(ask('127.0.0.1', known())).rejects.toMatchObject(untrusted);
    await client.close();
    await expect(ask('127.0.0.1', { ...known(), checkHost: false })).resolves.toMatchObject({ text: '"int"' });
  });

  it('is not believed without its certificate, and does not believe without the gateway’s', async () => {
    await expect(ask('localhost', { ...known(), ca: null })).rejects.toMatchObject({
      code: 'schema-registry-unavailable',
      message: expect.stringContaining('is schema.registry.ssl.ca.location right?'),
    });
    await client.close();
    await expect(ask('localhost', { ca: pem.get('registry.crt')! })).rejects.toMatchObject({
      code: 'schema-registry-unavailable',
    });
  });
});
