import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import type { TlsSettings } from './settings.js';
import { readBytes } from './sources/file-text.js';

/** The settings that name files. */
export type TlsFile = 'keyStore' | 'certificate' | 'key' | 'ca';

/** What is wrong with a file: the end of the sentence "`setting` …". */
export interface TlsFault {
  readonly file: TlsFile;
  readonly message: string;
}

export type Credentials = { readonly options: SecureContextOptions } | { readonly fault: TlsFault };

const PEM = '-----BEGIN ';
/** First bytes of what Java's own `JKS` and `JCEKS` write. */
const JAVA_STORES = ['feedfeed', 'cececece'];

/** Reads the files and tries them: what comes back makes a context, or says why none can be made. */
export function readCredentials(tls: TlsSettings): Credentials {
  const { minVersion, maxVersion, ciphers } = tls;
  const options: SecureContextOptions = { minVersion, maxVersion };
  if (ciphers !== '') Object.assign(options, { ciphers, honorCipherOrder: true });
  const faults = [tls.keyStore === '' ? addPair(options, tls) : addStore(options, tls), addAuthorities(options, tls)];
  const fault = faults.find((each) => each !== null) ?? contextFault(options, tls);
  return fault ? { fault } : { options };
}

function addPair(options: SecureContextOptions, tls: TlsSettings): TlsFault | null {
  const certificate = readBytes(tls.certificate);
  if ('fault' in certificate) return { file: 'certificate', message: certificate.fault };
  const key = readBytes(tls.key);
  if ('fault' in key) return { file: 'key', message: key.fault };
  return addPem(options, 'certificate', certificate.bytes, 'key', key.bytes, tls.keyPassword, 'ssl.key.password');
}

function addStore(options: SecureContextOptions, tls: TlsSettings): TlsFault | null {
  const file = 'keyStore';
  const read = readBytes(tls.keyStore);
  if ('fault' in read) return { file, message: read.fault };
  const { bytes } = read;
  const [own, other] = [tls.keyStorePassword, tls.keyPassword];
  if (bytes.includes(PEM)) return addPem(options, file, bytes, file, bytes, other || own, 'ssl.key.password');
  if (JAVA_STORES.includes(bytes.toString('hex', 0, 4))) {
    const fix = '`keytool -importkeystore -srckeystore <file> -destkeystore gateway.p12 -deststoretype PKCS12`';
    return { file, message: `is a JKS file: make it PKCS12 with ${fix}` };
  }
  const store = { pfx: bytes, passphrase: own || other };
  try {
    createSecureContext(store);
  } catch (error) {
    return { file, message: storeFault(error as Error) };
  }
  Object.assign(options, store);
  return null;
}

/** By the words of OpenSSL, which has no codes for them. */
function storeFault({ message }: Error): string {
  if (/mac verify failure/i.test(message)) return 'cannot be opened: is ssl.keystore.password the password of it?';
  if (/unsupported/i.test(message)) {
    return 'is encrypted in a way that is not safe any more: write it again with a recent keytool or openssl';
  }
  if (/too small|too weak/i.test(message)) return WEAK;
  return 'is no PKCS12 file with a certificate and its private key';
}

function addPem(
  options: SecureContextOptions,
  certificateFile: TlsFile,
  certificate: Buffer,
  keyFile: TlsFile,
  key: Buffer,
  password: string,
  passwordName: string,
): TlsFault | null {
  const secret = password === '' ? {} : { passphrase: password };
  let privateKey: KeyObject;
  let leaf: X509Certificate;
  try {
    leaf = new X509Certificate(certificate);
  } catch {
    return { file: certificateFile, message: 'holds no certificate that can be read' };
  }
  try {
    privateKey = createPrivateKey({ key, ...secret });
  } catch {
    const message = `holds no private key that can be read: is ${passwordName} the password of it?`;
    return { file: keyFile, message };
  }
  if (!leaf.checkPrivateKey(privateKey)) {
    return { file: certificateFile, message: 'is not the certificate of the private key (its own comes first)' };
  }
  Object.assign(options, { cert: certificate, key, ...secret });
  return null;
}

function addAuthorities(options: SecureContextOptions, tls: TlsSettings): TlsFault | null {
  if (tls.ca === '') return null;
  const read = readBytes(tls.ca);
  if ('fault' in read) return { file: 'ca', message: read.fault };
  try {
    if (!read.bytes.includes(PEM)) throw new TypeError('not PEM');
    new X509Certificate(read.bytes);
  } catch {
    const fix = 'export it with `keytool -list -rfc -keystore <file> > ca.pem`';
    return { file: 'ca', message: `holds no certificate in PEM: if it is a store of Java, ${fix}` };
  }
  options.ca = read.bytes;
  return null;
}

const WEAK = 'cannot be used: its key is too short or its signature is not safe any more';

/** What only shows when all is put together. */
function contextFault(options: SecureContextOptions, tls: TlsSettings): TlsFault | null {
  try {
    createSecureContext(options);
    return null;
  } catch (error) {
    const weak = /too small|too weak/i.test((error as Error).message);
    const file = tls.keyStore === '' ? 'certificate' : 'keyStore';
    return { file, message: weak ? WEAK : 'cannot be used: is every certificate of the chain whole?' };
  }
}
