import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootstrapBrokers, connectionOptions } from './connection-options.js';

describe('bootstrap servers', () => {
  it.each([
    ['kafka:9093', [{ host: 'kafka', port: 9093 }]],
    ['kafka', [{ host: 'kafka', port: 9092 }]],
    [
      'SASL_SSL://a:1, b:2,',
      [
        { host: 'a', port: 1 },
        { host: 'b', port: 2 },
      ],
    ],
    ['[::1]:9093', [{ host: '::1', port: 9093 }]],
    ['[2001:db8::7]', [{ host: '2001:db8::7', port: 9092 }]],
    ['', []],
  ])('%s are found', (text, brokers) => {
    expect(bootstrapBrokers({ 'bootstrap.servers': text })).toEqual(brokers);
  });
});

describe('properties of librdkafka, for a connection of our own', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'connection-options-'));
    for (const name of ['ca', 'cert', 'key', 'keystore', 'crl']) await writeFile(join(folder, name), `the ${name}`);
  });

  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  it('mean neither TLS nor SASL when they say nothing', () => {
    expect(connectionOptions({})).toEqual({});
    expect(connectionOptions({ 'security.protocol': 'PLAINTEXT', 'sasl.username': 'u' })).toEqual({});
  });

  it.each([
    ['sasl.mechanism', 'PLAIN', 'PLAIN'],
    ['sasl.mechanisms', 'scram-sha-256', 'SCRAM-SHA-256'],
    ['sasl.mechanisms', 'SCRAM-SHA-512', 'SCRAM-SHA-512'],
  ])('carry over %s=%s', (name, value, mechanism) => {
    const properties = { 'security.protocol': 'sasl_plaintext', 'sasl.username': 'u', 'sasl.password': 'p' };
    expect(connectionOptions({ ...properties, [name]: value })).toEqual({
      sasl: { mechanism, username: 'u', password: 'p' },
    });
  });

  it.each(['OAUTHBEARER', 'GSSAPI', undefined])('say that %s cannot be carried over', (mechanism) => {
    const properties = { 'security.protocol': 'SASL_SSL', ...(mechanism ? { 'sasl.mechanisms': mechanism } : {}) };
    expect(() => connectionOptions(properties)).toThrow(
      expect.objectContaining({
        code: 'kafka-refused',
        message: expect.stringContaining(`sasl.mechanism=${mechanism ?? 'GSSAPI'}`) as unknown,
      }),
    );
  });

  it('carry over what is trusted and shown, from files', () => {
    const { tls } = connectionOptions({
      'security.protocol': 'ssl',
      'ssl.ca.location': join(folder, 'ca'),
      'ssl.certificate.location': join(folder, 'cert'),
      'ssl.key.location': join(folder, 'key'),
      'ssl.key.password': 'open',
      'ssl.crl.location': join(folder, 'crl'),
    });
    expect(tls).toEqual({
      ca: Buffer.from('the ca'),
      cert: Buffer.from('the cert'),
      key: Buffer.from('the key'),
      crl: Buffer.from('the crl'),
      passphrase: 'open',
      rejectUnauthorized: true,
    });
  });

  it('carry over texts and key stores', () => {
    const { tls } = connectionOptions({
      'security.protocol': 'ssl',
      'ssl.ca.pem': 'a',
      'ssl.keystore.location': join(folder, 'keystore'),
      'ssl.keystore.password': 'open',
    });
    expect(tls).toEqual({ ca: 'a', pfx: Buffer.from('the keystore'), passphrase: 'open', rejectUnauthorized: true });
  });

  it.each<Record<string, string>>([{}, { 'ssl.ca.location': 'probe' }])(
    'trust what the system trusts with %j',
    (more) => {
      const { tls } = connectionOptions({ 'security.protocol': 'ssl', ...more });
      expect((tls as { ca: string[] }).ca[0]).toContain('BEGIN CERTIFICATE');
    },
  );

  it('check certificates and names unless they are told not to', () => {
    const strict = connectionOptions({ 'security.protocol': 'ssl', 'ssl.ca.pem': 'a' }).tls;
    expect(strict).toEqual({ ca: 'a', rejectUnauthorized: true });
    const lax = connectionOptions({
      'security.protocol': 'ssl',
      'ssl.ca.pem': 'a',
      'enable.ssl.certificate.verification': 'false',
      'ssl.endpoint.identification.algorithm': 'none',
    }).tls;
    expect(lax).toEqual({ ca: 'a', rejectUnauthorized: false, checkServerIdentity: expect.any(Function) as unknown });
  });

  it.each(['missing', '.'])('are refused without the path when a file cannot be read: %s', (name) => {
    const properties = { 'security.protocol': 'ssl', 'ssl.ca.location': join(folder, name) };
    expect(() => connectionOptions(properties)).toThrow(
      expect.objectContaining({
        code: 'kafka-refused',
        message: 'This is not available: ssl.ca.location cannot be read as a file.',
      }),
    );
  });
});
