import { describe, expect, it } from '@jest/globals';
import type { Property } from './client.js';
import { canonicalName, translateJavaNames } from './java-names.js';

function translate(given: Record<string, string>) {
  const properties = Object.entries(given).map(([written, value]): [string, Property] => {
    const name = canonicalName('producer', written);
    return [name, { name, value, source: 'f:1', writtenAs: `client.${written}` }];
  });
  const result = translateJavaNames(new Map(properties));
  return {
    properties: Object.fromEntries([...result.properties.values()].map(({ name, value }) => [name, value])),
    faults: result.faults.map(({ property, message }) => `${property.name} ${message}`),
    ignored: result.ignored.map(({ property }) => property.name),
  };
}

describe('names of the Java clients', () => {
  it.each([
    [{ 'max.request.size': '2000000' }, { 'message.max.bytes': '2000000' }],
    [{ 'buffer.memory': '33554432' }, { 'queue.buffering.max.kbytes': '32768' }],
    [{ 'buffer.memory': '33554432', 'queue.buffering.max.kbytes': '7' }, { 'queue.buffering.max.kbytes': '7' }],
    [{ 'fetch.max.wait.ms': '100' }, { 'fetch.wait.max.ms': '100' }],
    [
      { 'ssl.keystore.key': 'K', 'ssl.truststore.certificates': 'C' },
      { 'ssl.key.pem': 'K', 'ssl.ca.pem': 'C' },
    ],
    [{ 'ssl.endpoint.identification.algorithm': '' }, { 'ssl.endpoint.identification.algorithm': 'none' }],
    [{ 'ssl.enabled.protocols': 'TLSv1.2,TLSv1.3', 'ssl.protocol': 'TLSv1.3' }, {}],
    [
      { 'partition.assignment.strategy': 'org.apache.kafka.clients.consumer.CooperativeStickyAssignor' },
      { 'partition.assignment.strategy': 'cooperative-sticky' },
    ],
    [{ 'partition.assignment.strategy': 'range' }, { 'partition.assignment.strategy': 'range' }],
    [
      { 'security.protocol': 'SASL_SSL', 'sasl.mechanism': 'PLAIN' },
      { 'security.protocol': 'SASL_SSL', 'sasl.mechanisms': 'PLAIN' },
    ],
  ])('%j become librdkafka’s', (given, expected) => {
    expect(translate(given)).toEqual({ properties: expected, faults: [], ignored: [] });
  });

  it('waits for any answer in Java, and for acknowledgement in a librdkafka producer', () => {
    expect(canonicalName('consumer', 'request.timeout.ms')).toBe('socket.timeout.ms');
    expect(canonicalName('producer', 'request.timeout.ms')).toBe('request.timeout.ms');
  });

  it.each(['key.serializer', 'metric.reporters', 'interceptor.classes', 'max.poll.records', 'ssl.provider'])(
    '%s has no meaning and is passed over',
    (name) => expect(translate({ [name]: 'x' })).toEqual({ properties: {}, faults: [], ignored: [name] }),
  );

  it.each([
    ['ssl.enabled.protocols', 'TLSv1.1', 'OpenSSL'],
    ['ssl.engine.factory.class', 'x.Y', 'ssl.ca.location'],
    ['sasl.login.callback.handler.class', 'x.Y', 'sasl.oauthbearer.method=oidc'],
    ['partition.assignment.strategy', 'org.apache.kafka.clients.consumer.StickyAssignor', 'cooperative-sticky'],
    ['buffer.memory', '32M', 'whole number'],
  ])('%s=%s is a fault that names a way out', (name, value, way) => {
    const { faults } = translate({ [name]: value });
    expect(faults).toEqual([expect.stringContaining(way)]);
    expect(faults[0]).toContain(name);
  });
});

describe('sasl.jaas.config', () => {
  const plain = 'org.apache.kafka.common.security.plain.PlainLoginModule';
  const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule';
  const oauth = 'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule';

  it.each([
    [`${plain} required username="alice" password="secret";`, 'alice', 'secret'],
    [`${scram} required\n username="alice"\n password="a\\"b;c\\\\=d e" ;`, 'alice', 'a"b;c\\=d e'],
    [`  ${plain} REQUIRED password='it"s' username=alice`, 'alice', 'it"s'],
    [`${plain} required username="" password="";`, '', ''],
  ])('%j is a user and a password', (jaas, username, password) => {
    expect(translate({ 'sasl.mechanism': 'PLAIN', 'sasl.jaas.config': jaas }).properties).toEqual({
      'sasl.mechanisms': 'PLAIN',
      'sasl.username': username,
      'sasl.password': password,
    });
  });

  it('is an OIDC client where it holds client credentials', () => {
    const jaas = `${oauth} required clientId="id" clientSecret="sec" scope="s";`;
    const handler = 'org.apache.kafka.common.security.oauthbearer.secured.OAuthBearerLoginCallbackHandler';
    const given = {
      'sasl.mechanism': 'OAUTHBEARER',
      'sasl.jaas.config': jaas,
      'sasl.login.callback.handler.class': handler,
    };
    expect(translate(given)).toEqual({
      properties: {
        'sasl.mechanisms': 'OAUTHBEARER',
        'sasl.oauthbearer.client.id': 'id',
        'sasl.oauthbearer.client.secret': 'sec',
        'sasl.oauthbearer.scope': 's',
        'sasl.oauthbearer.method': 'oidc',
      },
      faults: [],
      ignored: [],
    });
  });

  it('gives way to librdkafka’s own names', () => {
    const jaas = `${plain} required username="alice" password="secret";`;
    const given = { 'sasl.mechanism': 'PLAIN', 'sasl.password': 'other', 'sasl.jaas.config': jaas };
    expect(translate(given).properties).toMatchObject({ 'sasl.username': 'alice', 'sasl.password': 'other' });
  });

  it.each([
    [`${plain} required username="alice" password="hunter2`, 'one login module'],
    [`${plain} required username="alice" password="hunter2"; ${plain} required;`, 'one login module'],
    ['hunter2', 'one login module'],
    [`${plain} required username="alice";`, 'needs username="…" and password="…"'],
    [`${scram} required username="a" password="hunter2" tokenauth="true";`, 'counterpart in librdkafka: tokenauth'],
    ['com.sun.security.auth.module.Krb5LoginModule required keyTab="hunter2";', 'sasl.kerberos.keytab'],
  ])('%j is a fault that does not repeat the secret', (jaas, message) => {
    const { faults, properties } = translate({ 'sasl.mechanism': 'PLAIN', 'sasl.jaas.config': jaas });
    expect(faults).toEqual([expect.stringContaining(message)]);
    expect(faults[0]).not.toContain('hunter2');
    expect(properties).toEqual({ 'sasl.mechanisms': 'PLAIN' });
  });

  it('needs the mechanism beside it', () => {
    const { faults } = translate({ 'sasl.jaas.config': `${plain} required username="a" password="b";` });
    expect(faults).toEqual([expect.stringContaining('needs sasl.mechanism')]);
  });
});

describe('stores of keys and certificates', () => {
  it.each([
    [{ 'ssl.truststore.location': '/ca.pem' }, { 'ssl.ca.location': '/ca.pem' }],
    [{ 'ssl.truststore.location': '/ca', 'ssl.truststore.type': 'pem' }, { 'ssl.ca.location': '/ca' }],
    [
      { 'ssl.keystore.location': '/k', 'ssl.keystore.type': 'PKCS12', 'ssl.keystore.password': 'p' },
      { 'ssl.keystore.location': '/k', 'ssl.keystore.password': 'p' },
    ],
    [{ 'ssl.keystore.location': '/k.p12' }, { 'ssl.keystore.location': '/k.p12' }],
    [{ 'ssl.keystore.location': '/k.pem' }, { 'ssl.key.location': '/k.pem', 'ssl.certificate.location': '/k.pem' }],
  ])('%j are read', (given, properties) => expect(translate(given)).toEqual({ properties, faults: [], ignored: [] }));

  it('in PEM need no password', () => {
    const given = { 'ssl.truststore.location': '/ca.pem', 'ssl.truststore.password': 'changeit' };
    expect(translate(given)).toEqual({
      properties: { 'ssl.ca.location': '/ca.pem' },
      faults: [],
      ignored: ['ssl.truststore.password'],
    });
  });

  it.each([
    [{ 'ssl.truststore.location': '/ca.jks', 'ssl.truststore.password': 'changeit' }, 'keytool -list -rfc'],
    [{ 'ssl.truststore.location': '/ca.p12' }, 'ssl.ca.location'],
    [{ 'ssl.truststore.location': '/ca' }, 'keytool'],
    [{ 'ssl.keystore.location': '/k.jks' }, 'keytool -importkeystore'],
    [{ 'ssl.keystore.location': '/k.pem', 'ssl.keystore.type': 'JKS' }, 'keytool -importkeystore'],
  ])('%j are a fault that says how to convert', (given, message) => {
    expect(translate(given).faults).toEqual([expect.stringContaining(message)]);
  });
});
