import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SETTINGS } from '../../src/config/schema/schema.js';
import { isSecretName } from '../../src/config/secret-names.js';
import { readEnvironment } from '../../src/config/sources/environment.js';
import { parseProperties } from '../../src/config/sources/properties-file.js';
import { HELMS, objects, only, template, type Values } from './chart.js';
import { podOf } from './pod.js';

/** Properties of librdkafka with every kind of character, secrets and files. */
const LIBRDKAFKA = [
  'client.log_level',
  'client.sasl.password',
  'client.sasl.oauthbearer.client.secret',
  'client.sasl.oauthbearer.assertion.private.key.file',
  'client.sasl.kerberos.keytab',
  'client.ssl.ca.location',
  'client.ssl.key.location',
  'client.ssl.key.password',
  'client.ssl.key.pem',
  'producer.linger.ms',
];
/** What `peers` of the chart stands for. */
const PEERS = ['peers', 'peers.dns', 'peers.listener', 'peers.key'];
/** What `tls` of the chart stands for. */
const TLS = [
  'ssl.certificate.location',
  'ssl.key.location',
  'ssl.keystore.location',
  'ssl.ca.location',
  'ssl.truststore.location',
  'ssl.client.authentication',
];
/** What the chart decides. */
const DECIDED = ['listeners', 'port', 'management.listeners', 'id', ...PEERS, ...TLS];
const SHUTDOWN = ['shutdown.drain.ms', 'shutdown.graceful.ms'];
const NAMES = [...SETTINGS.keys(), ...LIBRDKAFKA].filter((name) => !DECIDED.includes(name));

async function properties(values: Values): Promise<Map<string, string>> {
  const map = only(await objects(values), 'ConfigMap');
  const { given, faults, notes } = parseProperties(map.data?.['kafka-rest.properties'] ?? '', 'f');
  expect([faults, notes]).toEqual([[], []]);
  return new Map(given.map(({ name, value }) => [name, value]));
}

describe('config', () => {
  it('takes every setting that is no secret, and the gateway reads the same', async () => {
    const config = Object.fromEntries(NAMES.filter((name) => !isSecretName(name)).map((name, i) => [name, `v${i}`]));
    expect(Object.keys(config).length).toBeGreaterThan(60);
    expect(Object.fromEntries(await properties({ config }))).toMatchObject(config);
  });

  it.each([
    ['text', 'a b=c:d#e', 'a b=c:d#e'],
    ['a backslash', 'C:\\x', 'C:\\x'],
    ['a space in front', ' a', ' a'],
    ['line ends and tabs', 'a\n\tb\r', 'a\n\tb\r'],
    ['other scripts', 'é漢', 'é漢'],
    ['a large number', 536_870_912, '536870912'],
    ['a fraction', 0.25, '0.25'],
    ['a boolean', false, 'false'],
    ['a list', ['a:1', 'b:2'], 'a:1,b:2'],
    ['nothing', '', ''],
  ])('takes %s as it is: %j', async (_, value, read) => {
    const config = { 'embedded.kafka': true, 'client.client.id': value };
    expect((await properties({ config })).get('client.client.id')).toBe(read);
  });

  it.each(NAMES.filter(isSecretName))('refuses %s, a secret', async (name) => {
    const { code, stderr } = await template('helm3', { config: { 'embedded.kafka': true, [name]: 'x' } });
    expect([code, stderr]).toEqual([1, expect.stringContaining(`${name} is a credential`)]);
  });

  it.each(DECIDED)('refuses %s, which the chart decides, here and in credentials', async (name) => {
    const inline = await template('helm3', { config: { 'embedded.kafka': true, [name]: 'x' } });
    const credentials = { [name]: { secret: 's', key: 'k' } };
    const secret = await template('helm3', { config: { 'embedded.kafka': true }, credentials });
    for (const { code, stderr } of [inline, secret]) {
      expect([code, stderr]).toEqual([1, expect.stringContaining(`${name} is decided by the chart: use `)]);
    }
  });

  it('has what Kubernetes needs where nothing else is said', async () => {
    const read = await properties({ config: { 'embedded.kafka': true } });
    expect(Object.fromEntries(read)).toEqual({
      'embedded.kafka': 'true',
      listeners: 'http://0.0.0.0:8082',
      'management.listeners': 'http://0.0.0.0:8081',
      'readiness.kafka': 'startup',
    });
  });
});

describe('credentials', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'credentials-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(HELMS)('with %s take every setting from a file, and the gateway finds it there', async (helm) => {
    const names = NAMES.filter((name) => !SHUTDOWN.includes(name));
    const credentials = Object.fromEntries(names.map((name) => [name, { secret: 's', key: `key-of-${name}` }]));
    const pod = podOf(await objects({ credentials }, helm));
    const volume = pod.volumes.find(({ name }) => name === 'credentials');
    for (const { secret } of volume?.projected?.sources ?? []) {
      for (const { key, path } of secret?.items ?? []) writeFileSync(join(folder, path), `${key}\n`);
    }
    const mounted = pod.containers[0].env.filter(({ value }) => value?.startsWith('/etc/kafka-rest/credentials/'));
    const variables = mounted.map(({ name, value = '' }) => [
      name,
      value.replace('/etc/kafka-rest/credentials', folder),
    ]);
    const { given, faults } = readEnvironment(Object.fromEntries(variables) as Record<string, string>);
    expect(faults).toEqual([]);
    const isFile = (name: string): boolean => /\(.*file\)/.test(SETTINGS.get(name)?.range ?? '') || OF_FILES.has(name);
    const expected = names.map((name) => [name, isFile(name) ? join(folder, name) : `key-of-${name}`]);
    expect(Object.fromEntries(given.map(({ name, value }) => [name, value]))).toEqual(Object.fromEntries(expected));
  });
});

const OF_FILES = new Set(LIBRDKAFKA.filter((name) => /(?:location|keytab|file)$/.test(name)));

describe('the grace period of the pod', () => {
  it.each([
    ['by default', {}, 32],
    ['with more time for both', { 'shutdown.drain.ms': 10_000, 'shutdown.graceful.ms': '60000' }, 80],
    ['with a part of a second', { 'shutdown.drain.ms': 1 }, 31],
    ['without any', { 'shutdown.drain.ms': 0, 'shutdown.graceful.ms': 0 }, 10],
    ['at the limits', { 'shutdown.drain.ms': 300_000, 'shutdown.graceful.ms': 600_000 }, 910],
  ])('outlasts the shutdown of the gateway %s', async (_, config, seconds) => {
    const pod = podOf(await objects({ config: { 'embedded.kafka': true, ...config } }));
    expect(pod.terminationGracePeriodSeconds).toBe(seconds);
  });

  it('begins with the defaults of the gateway', () => {
    expect(SHUTDOWN.map((name) => SETTINGS.get(name)?.default)).toEqual(['2000', '20000']);
  });
});
