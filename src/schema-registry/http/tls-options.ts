import type { ConnectionOptions } from 'node:tls';
import type { RegistryTls } from '../../config/settings.js';

/** What a TLS connection to the registry is made with. */
export function tlsOptions({ ca, certificate, key, keyPassword, checkHost }: RegistryTls): ConnectionOptions {
  return {
    ...(ca === null ? {} : { ca }),
    ...(certificate === null ? {} : { cert: certificate }),
    ...(key === null ? {} : { key }),
    ...(keyPassword === null ? {} : { passphrase: keyPassword }),
    ...(checkHost ? {} : { checkServerIdentity: () => undefined }),
  };
}
