import { connect } from 'node:tls';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import type { RequestOptions } from 'node:https';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { HttpSettings, Listener, TlsSettings } from '../../src/config/settings.js';
import { Certificates } from '../support/certificates.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { askSecurely, type SecureResponse } from '../support/https-client.js';
import { ProvokingController, ProvokingRawController } from '../support/provoking.controller.js';
import { RawConnection } from '../support/raw-http.js';
import { tlsSettings } from '../support/tls-settings.js';

const HTTPS: Listener = { protocol: 'https', host: '127.0.0.1', port: 0 };

describe('an https listener', () => {
  const made = new Certificates();
  let app: TestApp;

  beforeAll(() => {
    for (const name of ['gateway', 'renewed', 'client', 'stranger']) made.make(name);
    made.pkcs12('gateway', 'hunter2');
  });

  afterAll(() => made.remove());

  afterEach(async () => {
    await app.close();
    RawConnection.destroyAll();
  });

  async function open(tls: Partial<TlsSettings> = {}, http: Partial<HttpSettings> = {}): Promise<void> {
    const files = tls.keyStore ? {} : { certificate: made.path('gateway.crt'), key: made.path('gateway.key') };
    app = await createTestApp({
      settings: { http: { listeners: [HTTPS], tls: tlsSettings({ ...files, ...tls }), ...http } },
      controllers: [ProvokingController, ProvokingRawController],
    });
  }

  const trusting = (...names: string[]) => ({ ca: ['gateway', ...names].map((name) => made.text(`${name}.crt`)) });
  const as = (name: string) => ({ ...trusting(), cert: made.text(`${name}.crt`), key: made.text(`${name}.key`) });

  const ask = (options: RequestOptions = trusting(), path = '/provoke/text', body = ''): Promise<SecureResponse> =>
    askSecurely(app.url + path, options, body);

  /** Asks until the answer is as wanted: the test's own time limit is the limit. */
  async function askUntil(isWanted: (response: SecureResponse) => boolean): Promise<SecureResponse> {
    for (;;) {
      const response = await ask(trusting('renewed'));
      if (isWanted(response)) return response;
    }
  }

  it('serves the API, and says https in the URLs that it hands out', async () => {
    await open();
    expect(app.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const created = await ask(
      { ...trusting(), method: 'POST', headers: { 'Content-Type': 'application/vnd.kafka.v2+json' } },
      '/consumers/secure',
      '{"name":"one"}',
    );
    expect(created).toMatchObject({ status: 200, server: 'gateway' });
    expect(JSON.parse(created.text)).toMatchObject({ base_uri: `${app.url}/consumers/secure/instances/one` });
  });

  it('takes its certificate from a PKCS12 file, and says nothing of its password', async () => {
    await open({ keyStore: made.path('gateway.p12'), keyStorePassword: 'hunter2' });
    expect(await ask()).toMatchObject({ status: 200, server: 'gateway' });
    expect(JSON.stringify(app.log.lines)).not.toContain('hunter2');
  });

  it('speaks the protocols and cipher suites of the settings only', async () => {
    await open({ maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES256-GCM-SHA384' });
    expect(await ask()).toMatchObject({ protocol: 'TLSv1.2', cipher: 'ECDHE-ECDSA-AES256-GCM-SHA384' });
    await expect(ask({ ...trusting(), ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' })).rejects.toThrow();
    await expect(ask({ ...trusting(), minVersion: 'TLSv1.3' })).rejects.toThrow();
    await app.close();
    await open({ minVersion: 'TLSv1.3' });
    await expect(ask({ ...trusting(), maxVersion: 'TLSv1.2' })).rejects.toThrow();
    expect(await ask()).toMatchObject({ protocol: 'TLSv1.3' });
  });

  it('serves nobody without a good certificate where one is required', async () => {
    await open({ clientAuthentication: 'required', ca: made.path('client.crt') });
    expect(await ask(as('client'))).toMatchObject({ status: 200 });
    await expect(ask()).rejects.toThrow();
    await expect(ask(as('stranger'))).rejects.toThrow();
  });

  it('serves clients without a certificate where one is requested, but none with a bad one', async () => {
    await open({ clientAuthentication: 'requested', ca: made.path('client.crt') });
    expect(await ask()).toMatchObject({ status: 200 });
    expect(await ask(as('client'))).toMatchObject({ status: 200 });
    await expect(ask(as('stranger'))).rejects.toThrow();
  });

  it('shows a new certificate once links lead to it, as those of Kubernetes secrets do', async () => {
    const mount = (name: string): void => {
      mkdirSync(made.path(`..${name}`));
      for (const kind of ['crt', 'key']) copyFileSync(made.path(`${name}.${kind}`), made.path(`..${name}/tls.${kind}`));
      symlinkSync(`..${name}`, made.path('..data_tmp'));
      renameSync(made.path('..data_tmp'), made.path('..data'));
    };
    for (const kind of ['crt', 'key']) symlinkSync(`..data/tls.${kind}`, made.path(`tls.${kind}`));
    mount('gateway');
    await open({ certificate: made.path('tls.crt'), key: made.path('tls.key') });
    expect(await ask()).toMatchObject({ server: 'gateway' });
    mount('renewed');
    expect(await askUntil(({ server }) => server === 'renewed')).toMatchObject({ status: 200 });
    expect(app.log.of('warn')).toEqual([]);
  });

  it('keeps connections and the old certificate while a new one cannot be used, and says so once', async () => {
    const [certificate, key] = [made.path('live.crt'), made.path('live.key')];
    writeFileSync(certificate, made.text('gateway.crt'));
    writeFileSync(key, made.text('gateway.key'));
    await open({ certificate, key });
    const held = connect({ port: app.port, host: '127.0.0.1', ...trusting() });
    await once(held, 'secureConnect');
    writeFileSync(certificate, made.text('renewed.crt'));
    await askUntil(() => app.log.of('warn').length > 0);
    expect(app.log.of('warn').map(({ fields }) => fields['fault'])).toEqual([
      'ssl.certificate.location is not the certificate of the private key (its own comes first)',
    ]);
    expect(await ask()).toMatchObject({ status: 200, server: 'gateway' });
    writeFileSync(key, made.text('renewed.key'));
    await askUntil(({ server }) => server === 'renewed');
    expect(app.log.of('warn')).toHaveLength(1);
    held.write('GET /provoke/text HTTP/1.1\r\nHost: h\r\n\r\n');
    expect(String((await once(held, 'data'))[0])).toMatch(/^HTTP\/1\.1 200 /);
    held.destroy();
  });

  it.each([
    ['plain HTTP', 'ERR_SSL_HTTP_REQUEST', 'GET / HTTP/1.1\r\nHost: h\r\n\r\n'],
    ['half a handshake', 'ERR_TLS_HANDSHAKE_TIMEOUT', '\x16\x03\x01\x01\x00\x01'],
  ])('gives %s no answer, not for long, and goes on', async (_, code, bytes) => {
    await open({}, { headersTimeoutMs: 200 });
    const before = app.log.lines.length;
    await (await RawConnection.open(app.port)).send(bytes).ended();
    expect(await ask()).toMatchObject({ status: 200 });
    const lines = app.log.lines.slice(before).filter(({ message }) => message !== 'request');
    expect(lines).toEqual([{ level: 'debug', message: 'no TLS connection', fields: { code } }]);
  });

  it('lets a client read why its body is refused', async () => {
    await open({}, { bodyMaxBytes: 1000 });
    const options = { ...trusting(), method: 'POST', headers: { 'Content-Type': 'application/vnd.kafka.v2+json' } };
    const refused = await ask(options, '/consumers/secure', JSON.stringify({ name: 'x'.repeat(300_000) }));
    expect([refused.status, refused.headers.connection]).toEqual([413, 'close']);
    expect(JSON.parse(refused.text)).toMatchObject({ error_code: 413 });
  });

  it('answers what is in flight when the gateway stops, and does not wait for handshakes', async () => {
    await open();
    const raw = app.gateway.nest.get(ProvokingRawController);
    const silent = await RawConnection.open(app.port);
    const answer = ask(trusting(), '/raw/wait');
    await raw.arrival();
    const closed = app.close();
    await silent.ended();
    raw.waiting.shift()?.();
    expect(await answer).toMatchObject({ status: 200, text: '{"waited":true}' });
    await closed;
  });

  it('is not held open by connections that are idle, or were never used', async () => {
    await open();
    const [idle, unused] = [0, 1].map(() => connect({ port: app.port, host: '127.0.0.1', ...trusting() }));
    await Promise.all([once(idle!, 'secureConnect'), once(unused!, 'secureConnect')]);
    idle!.write('GET /provoke/text HTTP/1.1\r\nHost: h\r\n\r\n');
    await once(idle!, 'data');
    const ended = [idle!, unused!].map((socket) => once(socket.resume(), 'close'));
    await app.close();
    await Promise.all(ended);
  });

  it('is there for operators too', async () => {
    const files = { certificate: made.path('gateway.crt'), key: made.path('gateway.key') };
    const settings = { http: { tls: tlsSettings(files) }, management: { listeners: [HTTPS] } };
    app = await createTestApp({ settings });
    const [url = ''] = await app.gateway.listenForManagement();
    expect(await askSecurely(`${url}/livez`, trusting())).toMatchObject({ status: 200, server: 'gateway' });
    expect((await fetch(`${app.url}/health/live`)).status).toBe(200);
  });

  it.each(['http', 'https'] as const)('and one of %s can have an IPv6 address', async (protocol) => {
    await open({}, { listeners: [{ protocol, host: '::1', port: 0 }] });
    expect(app.url).toMatch(/^https?:\/\/\[::1\]:\d+$/);
    const path = `${app.url}/consumers/v6`;
    const headers = { 'Content-Type': 'application/vnd.kafka.v2+json' };
    const text =
      protocol === 'https'
        ? (await askSecurely(path, { ...trusting(), method: 'POST', headers }, '{"name":"one"}')).text
        : await (await fetch(path, { method: 'POST', headers, body: '{"name":"one"}' })).text();
    expect(JSON.parse(text)).toMatchObject({ base_uri: `${path}/instances/one` });
  });
});
