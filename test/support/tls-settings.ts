import type { TlsSettings } from '../../src/config/settings.js';

/** https as after a start without a certificate, but for what a test changes. */
export function tlsSettings(change: Partial<TlsSettings>): TlsSettings {
  return {
    keyStore: '',
    keyStorePassword: '',
    certificate: '',
    key: '',
    keyPassword: '',
    ca: '',
    clientAuthentication: 'none',
    minVersion: 'TLSv1.2',
    maxVersion: 'TLSv1.3',
    ciphers: '',
    reloadMs: 100,
    ...change,
  };
}
