import { getCiphers } from 'node:tls';
import { quoted, type Parsed } from './setting.js';

export type TlsVersion = 'TLSv1.2' | 'TLSv1.3';

/** Reads the name of a version of TLS, in any case. Those before 1.2 are broken (RFC 8996). */
export function parseProtocol(text: string): Parsed<TlsVersion> {
  const word = text.toLowerCase();
  if (word === 'tlsv1.2') return { value: 'TLSv1.2' };
  if (word === 'tlsv1.3') return { value: 'TLSv1.3' };
  return { fault: `must be TLSv1.2 or TLSv1.3, got ${quoted(text)}` };
}

/** Reads the name of a cipher suite as Java or OpenSSL writes it; gives OpenSSL's. */
export function parseCipher(text: string): Parsed<string> {
  const name = text.toUpperCase();
  const value = [name, openSslName(name)].find((each) => getCiphers().includes(each.toLowerCase()));
  return value === undefined ? { fault: `must be cipher suites that OpenSSL has, got ${quoted(text)}` } : { value };
}

/** `TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256` is `ECDHE-RSA-AES128-GCM-SHA256` there; those of TLS 1.3 have one name. */
function openSslName(name: string): string {
  return name
    .replace(/^TLS_(?:RSA_WITH_)?/, '')
    .replace('_WITH_', '_')
    .replace(/AES_(?=\d)/, 'AES')
    .replace('_CBC_', '_')
    .replace(/(?<=POLY1305)_SHA256$/, '')
    .replaceAll('_', '-');
}
