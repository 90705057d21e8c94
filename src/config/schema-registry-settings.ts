import { createPrivateKey, X509Certificate } from 'node:crypto';
import { SCHEMA_REGISTRY as REGISTRY } from './schema/schema-registry.schema.js';
import type { RegistryServer, RegistryTls, SchemaRegistrySettings } from './settings.js';
import type { Values } from './values.js';

/** What the gateway knows about the registry and how to reach it. */
export function schemaRegistryOf(values: Values): SchemaRegistrySettings {
  return {
    servers: serversOf(values),
    tls: tlsOf(values),
    requestTimeoutMs: values.of(REGISTRY.requestTimeoutMs),
    responseMaxBytes: values.of(REGISTRY.responseMaxBytes),
    cacheSize: values.of(REGISTRY.cacheSize),
    circuitFailures: values.of(REGISTRY.circuitFailures),
    circuitOpenMs: values.of(REGISTRY.circuitOpenMs),
    apiEnabled: values.of(REGISTRY.apiEnabled),
  };
}

/** Adds faults about settings of the registry that are fine alone but not together. */
export function checkSchemaRegistry(values: Values): void {
  checkCredentials(values);
  checkTls(values);
  if (values.of(REGISTRY.url).length > 0) return;
  for (const setting of Object.values(REGISTRY)) {
    if (setting === REGISTRY.url || setting === REGISTRY.apiEnabled || !values.isGiven(setting)) continue;
    values.notes.push({ level: 'warn', message: `${setting.name} is ignored: there is no schema.registry.url` });
  }
}

function checkCredentials(values: Values): void {
  const { url, userInfo, userInfoSource, token, tokenSource } = REGISTRY;
  const inUrl = values.of(url).some((each) => each.userInfo !== null);
  const basic = values.of(userInfo) !== '';
  values.check(
    values.of(token) === '' || !(basic || inUrl),
    [token, userInfo, url],
    `cannot be used together with ${basic ? userInfo.name : 'credentials in schema.registry.url'}: choose one`,
  );
  values.check(
    values.of(tokenSource) === '' || values.of(token) !== '',
    [tokenSource, token],
    `needs ${token.name} to be set`,
  );
  values.check(
    values.of(userInfoSource) !== 'user-info' || basic,
    [userInfoSource, userInfo],
    `is USER_INFO, which needs ${userInfo.name} to be set`,
  );
  if (values.of(userInfoSource) === 'url' && basic) {
    values.notes.push({ level: 'warn', message: `${userInfo.name} is ignored: ${userInfoSource.name} is URL` });
  }
  if (values.of(userInfoSource) !== 'url' && basic && inUrl) {
    values.notes.push({ level: 'warn', message: `Credentials in ${url.name} are ignored: ${userInfo.name} is given` });
  }
}

function checkTls(values: Values): void {
  const { ca, certificate, key, keyPassword, keyStore, trustStore } = REGISTRY;
  const tls = tlsOf(values);
  const given = [certificate, key, keyStore] as const;
  values.check(
    tls.key !== null || tls.certificate === null,
    given,
    `needs the private key of the certificate: set ${key.name}`,
  );
  values.check(
    tls.certificate !== null || tls.key === null,
    [key, certificate, keyStore],
    `needs the certificate of the key: set ${certificate.name}`,
  );
  values.check(tls.ca === null || readsCertificate(tls.ca), [ca, trustStore], 'holds no certificate that can be read');
  if (tls.key === null || tls.certificate === null) return;
  const readable = readsKey(tls.key, tls.keyPassword);
  values.check(readable, [key, keyPassword, keyStore], `cannot be read: is ${keyPassword.name} the password of it?`);
  values.check(readsCertificate(tls.certificate), given, 'holds no certificate that can be read');
  values.check(!readable || belongTogether(tls), given, 'is not the certificate of the private key');
}

function serversOf(values: Values): RegistryServer[] {
  const token = values.of(REGISTRY.token);
  const ours = values.of(REGISTRY.userInfoSource) === 'url' ? '' : values.of(REGISTRY.userInfo);
  return values.of(REGISTRY.url).map(({ url, userInfo }) => {
    if (token !== '') return { url, authorization: `Bearer ${token}` };
    const credentials = ours === '' ? userInfo : ours;
    return { url, authorization: credentials === null ? null : `Basic ${Buffer.from(credentials).toString('base64')}` };
  });
}

function tlsOf(values: Values): RegistryTls {
  const store = values.of(REGISTRY.keyStore);
  const password = values.of(REGISTRY.keyPassword);
  return {
    ca: values.of(REGISTRY.ca) ?? values.of(REGISTRY.trustStore),
    // Java keeps the private key and the certificate chain in one file; OpenSSL finds each in it.
    certificate: values.of(REGISTRY.certificate) ?? store,
    key: values.of(REGISTRY.key) ?? store,
    keyPassword: password === '' ? null : password,
    checkHost: values.of(REGISTRY.hostCheck),
  };
}

function readsCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined;
  } catch {
    return false;
  }
}

function readsKey(pem: string, passphrase: string | null): boolean {
  try {
    return createPrivateKey({ key: pem, ...(passphrase === null ? {} : { passphrase }) }).type === 'private';
  } catch {
    return false;
  }
}

function belongTogether({ certificate, key, keyPassword }: RegistryTls): boolean {
  try {
    const privateKey = createPrivateKey({
      key: key ?? '',
      ...(keyPassword === null ? {} : { passphrase: keyPassword }),
    });
    return new X509Certificate(certificate ?? '').checkPrivateKey(privateKey);
  } catch {
    // What cannot be read is a fault of its own.
    return true;
  }
}
