import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LibrdkafkaAdminClient } from '../../src/kafka/librdkafka/admin.js';
import { AdminHandles } from '../../src/kafka/librdkafka/admin-handles.js';
import { kafkaCluster } from '../support/kafka-cluster.js';
import { silentLog, uniqueName } from '../support/native-clients.js';

describe('the admin client of a user who may do nothing', () => {
  const topic = uniqueName('secret');
  let superuser: LibrdkafkaAdminClient;
  let admin: LibrdkafkaAdminClient;

  beforeAll(async () => {
    const { bootstrapServers, saslSsl } = kafkaCluster();
    if (!saslSsl) throw new Error('These tests need a cluster with a SASL_SSL listener and an authorizer.');
    superuser = new LibrdkafkaAdminClient(
      new AdminHandles({ 'bootstrap.servers': bootstrapServers }, 10_000, silentLog),
    );
    await superuser.createTopics([{ name: topic, partitions: 1, replicationFactor: 1 }]);
    const secure = {
      'bootstrap.servers': saslSsl.bootstrapServers,
      'security.protocol': 'SASL_SSL',
      'sasl.mechanism': 'SCRAM-SHA-256',
      'sasl.username': saslSsl.unprivileged.username,
      'sasl.password': saslSsl.unprivileged.password,
      'ssl.ca.location': saslSsl.caPath,
    };
    admin = new LibrdkafkaAdminClient(new AdminHandles(secure, 10_000, silentLog));
  });

  afterAll(async () => {
    await admin.close();
    await superuser.deleteTopics([topic]);
    await superuser.close();
  });

  it('lists no topic, and says of each by name that it is forbidden', async () => {
    expect(await admin.listTopics()).not.toContain(topic);
    expect((await admin.describeTopics([topic]))[0]?.error?.code).toBe('forbidden');
  });

  it('is forbidden settings, offsets of groups, creation and deletion', async () => {
    await expect(admin.describeTopicConfigs(topic)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(admin.listGroupOffsets('g', [{ topic, partition: 0 }])).rejects.toMatchObject({
      code: 'forbidden',
      message: 'Group authorization failed.',
    });
    const [created] = await admin.createTopics([{ name: uniqueName('mine'), partitions: 1, replicationFactor: 1 }]);
    expect(created?.error?.code).toBe('forbidden');
    expect((await admin.deleteTopics([topic]))[0]?.error?.code).toBe('forbidden');
  });

  it('cannot know settings of brokers, which is no failure', async () => {
    expect(await admin.describeBrokerConfig('auto.create.topics.enable')).toBeNull();
  });
});
