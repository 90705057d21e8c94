import { copyFileSync } from 'node:fs';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Certificates } from '../../test/support/certificates.js';
import { askSecurely } from '../../test/support/https-client.js';
import { RecordedLog } from '../../test/support/recorded-log.js';
import type { TlsSettings } from '../config/settings.js';
import { TlsListeners } from './tls-listeners.js';
import { tlsSettings } from '../../test/support/tls-settings.js';

const ONE_HOUR_MS = 3_600_000;

describe('https listeners whose certificate and password change together', () => {
  const certificates = new Certificates();
  let listeners: TlsListeners;
  let server: Server;

  beforeEach(async () => {
    certificates.make('one');
    certificates.make('two');
    certificates.pkcs12('one', 'first');
    certificates.pkcs12('two', 'second');
    copyFileSync(certificates.path('one.p12'), certificates.path('store.p12'));
    listeners = new TlsListeners(settings('first'), new RecordedLog());
    server = listeners.createServer({}, 5000, (_req, res) => res.end());
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterEach(async () => {
    listeners.close();
    server.close();
    await once(server, 'close');
    certificates.remove();
  });

  const settings = (keyStorePassword: string): TlsSettings =>
    tlsSettings({ keyStore: certificates.path('store.p12'), keyStorePassword, reloadMs: ONE_HOUR_MS });

  const shown = async (): Promise<string> => {
    const { port } = server.address() as AddressInfo;
    return (await askSecurely(`https://127.0.0.1:${port}`, { rejectUnauthorized: false })).server;
  };

  it('show the new one to the next connection, and the one of before while the password is wrong', async () => {
    expect(await shown()).toBe('one');
    copyFileSync(certificates.path('two.p12'), certificates.path('store.p12'));
    expect(() => listeners.use(settings('wrong'))).toThrow(/ssl\.keystore\.location cannot be opened/);
    expect(await shown()).toBe('one');
    listeners.use(settings('second'));
    expect(await shown()).toBe('two');
  });
});
