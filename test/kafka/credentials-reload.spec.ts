import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createApp, type Gateway } from '../../src/app.js';
import { settingsFrom } from '../../src/config/resolve.js';
import { readStart } from '../../src/config/start.js';
import { refusedProperties } from '../../src/kafka/librdkafka/handle.js';
import { KafkaClients } from '../../src/kafka/kafka.clients.js';
import type { ScramAlteration } from '../../src/kafka/scram.client.js';
import { Metrics } from '../../src/metrics/metrics.js';
import { Certificates } from '../support/certificates.js';
import { HttpConsumer, send } from '../support/consumer-http.js';
import { startCluster } from '../support/kafka-cluster.js';
import type { KafkaCluster, SaslSslAddress } from '../../scripts/kafka/cluster.js';
import { silentLog, uniqueName } from '../support/native-clients.js';
import { RecordedLog } from '../support/recorded-log.js';
import { SecretFolder } from '../support/secret-folder.js';

/** How long a connection is good without proving itself anew, for brokers. */
const LIFETIME_MS = 2000;
const JSON_V2 = { 'Content-Type': 'application/vnd.kafka.json.v2+json' };

describe('credentials that change while the gateway runs', () => {
  let kafka: KafkaCluster;
  let secure: SaslSslAddress;
  /** As a user whom nobody asks for a password. */
  let owner: KafkaClients;
  let gateway: Gateway | null = null;
  let secrets: SecretFolder | null = null;
  let log: RecordedLog;
  let url = '';

  beforeAll(async () => {
    kafka = await startCluster({ saslSsl: true, settings: { 'connections.max.reauth.ms': String(LIFETIME_MS) } });
    if (!kafka.address.saslSsl) throw new Error('no SASL_SSL');
    secure = kafka.address.saslSsl;
    const settings = settingsFrom({ 'bootstrap.servers': kafka.address.bootstrapServers });
    owner = new KafkaClients(settings, silentLog, new Metrics());
  });

  afterEach(async () => {
    await gateway?.close();
    secrets?.remove();
    gateway = secrets = null;
  });

  afterAll(async () => {
    await owner.close();
    await kafka.stop();
  });

  const setUser = async (user: string, password: string | null): Promise<void> => {
    const mechanism = 'SCRAM-SHA-512';
    const alteration: ScramAlteration =
      password === null ? { user, mechanism } : { user, mechanism, upsert: { iterations: 4096, password } };
    expect(await owner.scram().alter([alteration])).toEqual([{ value: undefined }]);
  };

  const start = async ({
    username,
    password,
    ca,
  }: {
    username: string;
    password: string;
    ca?: string;
  }): Promise<void> => {
    const trusted = ca ?? readFileSync(secure.caPath, 'utf8');
    const folder = (secrets = new SecretFolder({ username, password, ca: trusted }));
    const started = await readStart([], async () => refusedProperties, {
      KAFKA_REST_BOOTSTRAP_SERVERS: secure.bootstrapServers,
      KAFKA_REST_LISTENERS: 'http://127.0.0.1:0',
      KAFKA_REST_SHUTDOWN_DRAIN_MS: '0',
      KAFKA_REST_CREDENTIALS_RELOAD_INTERVAL_MS: '100',
      KAFKA_REST_CLIENT_SECURITY_PROTOCOL: 'SASL_SSL',
      KAFKA_REST_CLIENT_SASL_MECHANISM: 'SCRAM-SHA-512',
      KAFKA_REST_CLIENT_SASL_USERNAME_FILE: folder.path('username'),
      KAFKA_REST_CLIENT_SASL_PASSWORD_FILE: folder.path('password'),
      KAFKA_REST_CLIENT_SSL_CA_LOCATION: folder.path('ca'),
      // Tried again as soon as the files are right.
      KAFKA_REST_CLIENT_RECONNECT_BACKOFF_MAX_MS: '500',
    });
    if (!('settings' in started)) throw new Error(started.stderr);
    log = new RecordedLog();
    gateway = await createApp(started.settings, { log, credentials: started.credentials });
    [url = ''] = await gateway.listen();
  };

  /** Changes files; resolves when the gateway says what became of it. */
  const put = async (files: Record<string, string>): Promise<string> => {
    const before = log.lines.length;
    secrets?.put(files);
    for (;;) {
      const said = log.lines.slice(before).find(({ message }) => message.startsWith('new credentials'));
      if (said) return said.message;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  /** One request of every way to Kafka: producer, admin, reader, second door. What it answers must be good. */
  const everyWay = async (topic: string, value: number): Promise<void> => {
    const produced = await send('POST', `${url}/topics/${topic}`, { records: [{ value }] }, JSON_V2);
    expect(produced).toMatchObject({ status: 200, body: { offsets: [{ offset: value, error: null }] } });
    expect(await send('GET', `${url}/topics/${topic}`)).toMatchObject({ status: 200 });
    const read = await send('GET', `${url}/topics/${topic}/partitions/0/records?offset=${value}`, undefined, {
      Accept: 'application/vnd.kafka.json.v2+json',
    });
    expect(read).toMatchObject({ status: 200, body: [{ value, offset: value }] });
    const clusters = await send('GET', `${url}/v3/clusters`);
    const [{ cluster_id: cluster }] = (clusters.body as { data: [{ cluster_id: string }] }).data;
    expect(await send('GET', `${url}/v3/clusters/${cluster}/broker-configs`)).toMatchObject({ status: 200 });
  };

  /** Asks again and again until every connection had to prove itself anew. */
  const allProveThemselves = async (ask: () => Promise<void>): Promise<void> => {
    const until = performance.now() + 2 * LIFETIME_MS;
    while (performance.now() < until) await ask();
  };

  it('another password of the same user is used by all connections', async () => {
    const user = uniqueName('user');
    const topic = uniqueName('rotated');
    await setUser(user, 'first-password');
    await start({ username: user, password: 'first-password' });
    await everyWay(topic, 0);
    const consumer = await HttpConsumer.create(url, uniqueName('g'));
    await consumer.subscribe(topic);
    expect(await consumer.readCount(1)).toMatchObject([{ value: 0 }]);

    await setUser(user, 'second-password');
    expect(await put({ password: 'second-password' })).toBe('new credentials are in use');
    // Whoever had to prove itself in between was refused, and may hear of it once.
    await allProveThemselves(async () => {
      await send('GET', `${url}/topics/${topic}`);
      await consumer.send('GET', '/records?timeout=10', undefined, { Accept: 'application/vnd.kafka.json.v2+json' });
    });
    await everyWay(topic, 1);
    expect(await consumer.readCount(1)).toMatchObject([{ value: 1 }]);
    await consumer.delete();
    expect(JSON.stringify(log.lines)).not.toMatch(/(first|second)-password/);
  });

  it('another user is used without failing a request, and the old one can be deleted', async () => {
    const [old, next] = [uniqueName('old'), uniqueName('new')];
    const topic = uniqueName('users');
    await setUser(old, 'old-password');
    await setUser(next, 'new-password');
    await start({ username: `${old}\n`, password: 'old-password\n' });
    await everyWay(topic, 0);
    const consumer = await HttpConsumer.create(url, uniqueName('g'));
    await consumer.subscribe(topic);
    expect(await consumer.readCount(1)).toMatchObject([{ value: 0 }]);
    expect(await put({ username: `${next}\n`, password: 'new-password\n' })).toBe('new credentials are in use');
    await setUser(old, null);
    let value = 1;
    await allProveThemselves(async () => {
      await everyWay(topic, value);
      expect(await consumer.readCount(1)).toMatchObject([{ value }]);
      value++;
    });
    await consumer.delete();
  });

  it('a broken password is refused, and the one of before goes on', async () => {
    const topic = uniqueName('broken');
    await start(secure);
    await everyWay(topic, 0);
    expect(await put({ password: '' })).toBe('new credentials cannot be used, those of before stay');
    const fault = expect.stringMatching(/^client\.sasl\.password cannot be read: .* is empty/) as unknown;
    expect(log.of('error').map(({ fields }) => fields)).toEqual([{ faults: [fault] }]);
    await everyWay(topic, 1);
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toContain('kafka_rest_credential_reloads_total{outcome="refused"} 1\n');
  });

  it('another CA is trusted by the next requests, and one that cannot be read is refused', async () => {
    const certificates = new Certificates();
    const topic = uniqueName('trusted');
    try {
      certificates.make('other');
      const right = readFileSync(secure.caPath, 'utf8');
      await start({ ...secure, ca: certificates.text('other.crt') });
      expect(await send('GET', `${url}/topics`)).toMatchObject({ status: 503 });
      expect(await put({ ca: 'no certificate' })).toBe('new credentials cannot be used, those of before stay');
      expect(await put({ ca: right })).toBe('new credentials are in use');
      await everyWay(topic, 0);
      // Handles are replaced under requests.
      const requests = Promise.all([everyWay(uniqueName('a'), 0), everyWay(uniqueName('b'), 0)]);
      expect(await put({ ca: `${right}\n${certificates.text('other.crt')}` })).toBe('new credentials are in use');
      await requests;
      await everyWay(topic, 1);
    } finally {
      certificates.remove();
    }
  });
});
