import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Listener, TlsSettings } from '../../src/config/settings.js';
import { Certificates } from '../support/certificates.js';
import { eventually } from '../support/consumer-service.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { askSecurely } from '../support/https-client.js';
import { tlsSettings } from '../support/tls-settings.js';

const HTTPS: Listener = { protocol: 'https', host: '127.0.0.1', port: 0 };
const UNWANTED = '/v3/clusters/fake-cluster/topics/nowhere';

describe('the name in the certificate of a client', () => {
  const made = new Certificates();
  let app: TestApp;
  let requests = 0;

  beforeAll(() => {
    made.make('gateway');
    made.openssl(
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-utf8'],
      ...['-subj', '/C=DE/O=Shop "A"/L=b+OU=a/CN=Müller, Söhne \\+ Co', '-keyout', 'client.key', '-out', 'client.crt'],
    );
  });

  afterAll(() => made.remove());
  afterEach(() => app.close());

  async function open(clientAuthentication: TlsSettings['clientAuthentication']): Promise<void> {
    const files = { certificate: made.path('gateway.crt'), key: made.path('gateway.key'), ca: made.path('client.crt') };
    const tls = tlsSettings({ ...files, clientAuthentication });
    app = await createTestApp({ settings: { http: { listeners: [HTTPS], tls } } });
  }

  /** The names of the user in the lines of a request, by message: `audit` and `request`. */
  async function usersOf(shown: boolean): Promise<Record<string, unknown>> {
    const id = `user-${requests++}`;
    const certificate = shown ? { cert: made.text('client.crt'), key: made.text('client.key') } : {};
    const options = { ca: made.text('gateway.crt'), method: 'DELETE', headers: { 'x-request-id': id } };
    expect((await askSecurely(app.url + UNWANTED, { ...options, ...certificate })).status).toBe(404);
    const lines = () => app.log.lines.filter(({ fields }) => fields['requestId'] === id);
    await eventually(() => lines().some(({ message }) => message === 'request'));
    const told = lines().filter(({ message }) => message === 'audit' || message === 'request');
    return Object.fromEntries(told.map(({ message, fields }) => [message, 'user' in fields ? fields['user'] : 'none']));
  }

  it('is in the audit log and the access log, as Kafka would write it', async () => {
    await open('required');
    const user = 'CN=Müller\\, Söhne \\+ Co,L=b+OU=a,O=Shop \\"A\\",C=DE';
    expect(await usersOf(true)).toEqual({ audit: user, request: user });
    await app.close();
    await open('requested');
    expect(await usersOf(true)).toEqual({ audit: user, request: user });
  });

  it('is left out where none was shown, or asked for', async () => {
    await open('requested');
    expect(await usersOf(false)).toEqual({ audit: 'none', request: 'none' });
    await app.close();
    await open('none');
    expect(await usersOf(true)).toEqual({ audit: 'none', request: 'none' });
  });
});
