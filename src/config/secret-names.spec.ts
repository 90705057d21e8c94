import { describe, expect, it } from '@jest/globals';
import { isSecretName, MASK, maskUrlCredentials } from './secret-names.js';

describe('isSecretName', () => {
  it.each([
    'client.sasl.password',
    'sasl.jaas.config',
    'ssl.key.password',
    'ssl.keystore.password',
    'ssl.keystore.key',
    'ssl.key.pem',
    'ssl_key',
    'sasl.oauthbearer.client.secret',
    'sasl.oauthbearer.config',
    'sasl.oauthbearer.assertion.private.key.pem',
    'sasl.oauthbearer.assertion.private.key.passphrase',
    'schema.registry.basic.auth.user.info',
    'authorization',
    'Authorization',
    'proxy-authorization',
    'set-cookie',
    'x-api-key',
    'apiKey',
    'peers.key',
    'accessToken',
    'clientSecret',
  ])('hides %s', (name) => expect(isSecretName(name)).toBe(true));

  it.each([
    'bootstrap.servers',
    'ssl.key.location',
    'ssl.ca.pem',
    'ssl.certificate.pem',
    'sasl.username',
    'sasl.oauthbearer.token.endpoint.url',
    'sasl.oauthbearer.assertion.private.key.file',
    'basic.auth.credentials.source',
    'key.serializer',
    'key',
    'keyBytes',
    'socket.keepalive.enable',
    'topic',
  ])('shows %s', (name) => expect(isSecretName(name)).toBe(false));
});

describe('maskUrlCredentials', () => {
  it('hides user and password of every URL in a text', () => {
    const text = 'http://alice:s3cret@sr:8081,https://bob:x@sr2 and mail me@example.com';
    expect(maskUrlCredentials(text)).toBe(`http://${MASK}@sr:8081,https://${MASK}@sr2 and mail me@example.com`);
  });

  it('leaves URLs without credentials as they are', () => {
    expect(maskUrlCredentials('http://sr:8081/a@b')).toBe('http://sr:8081/a@b');
  });
});
