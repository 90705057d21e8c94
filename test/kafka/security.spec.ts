import { afterEach, describe, expect, it } from '@jest/globals';
import { settingsFrom } from '../../src/config/resolve.js';
import { KafkaClients } from '../../src/kafka/kafka.clients.js';
import { kafkaCluster } from '../support/kafka-cluster.js';
import { Metrics } from '../../src/metrics/metrics.js';
import { batchOf, RecordingListener, silentLog, uniqueName } from '../support/native-clients.js';

const USER = { username: 'client.sasl.username', password: 'client.sasl.password' };

describe('a cluster that asks for SASL_SSL', () => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const client of open.splice(0).reverse()) await client.close();
  });

  const clients = (mechanism: string, overrides: Record<string, string> = {}): KafkaClients => {
    const secure = kafkaCluster().saslSsl;
    if (!secure) throw new Error('The cluster of these tests needs a SASL_SSL listener.');
    const credentials: Record<string, string> =
      mechanism === 'OAUTHBEARER'
        ? {
            // The token that librdkafka makes by itself: the same refresh, without an identity provider.
            'client.enable.sasl.oauthbearer.unsecure.jwt': 'true',
            'client.sasl.oauthbearer.config': `principal=${secure.username}`,
          }
        : { [USER.username]: secure.username, [USER.password]: secure.password };
    const settings = settingsFrom({
      'bootstrap.servers': secure.bootstrapServers,
      'client.security.protocol': 'SASL_SSL',
      'client.sasl.mechanism': mechanism,
      'client.ssl.ca.location': secure.caPath,
      ...credentials,
      ...overrides,
    });
    const made = new KafkaClients(settings, silentLog, new Metrics());
    open.push(made);
    return made;
  };

  const using = (made: KafkaClients) => ({ admin: made.admin, producer: made.producer, consumers: made.consumers() });

  it.each(['SCRAM-SHA-512', 'SCRAM-SHA-256', 'PLAIN', 'OAUTHBEARER'])(
    'lets one set of settings produce, consume and administer: %s',
    async (mechanism) => {
      const topic = uniqueName('secure');
      const { admin, producer, ...secure } = using(clients(mechanism));
      await admin.createTopics([{ name: topic, partitions: 1, replicationFactor: 1 }]);
      expect((await admin.describeTopics([topic]))[0]?.value?.partitions).toHaveLength(1);
      const sent = await producer.send(topic, batchOf([{ value: 'over TLS' }]));
      expect(sent.failures).toBeNull();
      const heard = new RecordingListener();
      const consumer = secure.consumers.open(
        { groupId: uniqueName('g'), properties: { 'auto.offset.reset': 'earliest' } },
        heard,
      );
      open.push(consumer);
      consumer.assign([{ topic, partition: 0, offset: 0 }]);
      expect((await heard.read(consumer, 1)).map((row) => row.value)).toEqual(['over TLS']);
    },
  );

  it('says 401 to a wrong password and does not hang', async () => {
    const { admin } = clients('SCRAM-SHA-512', { [USER.password]: 'wrong' });
    await expect(admin.describeCluster()).rejects.toMatchObject({
      code: expect.stringMatching(/unauthenticated|kafka-unavailable/),
    });
  });
});
