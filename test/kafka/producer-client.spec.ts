import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { settingsFrom } from '../../src/config/resolve.js';
import { LibrdkafkaAdminClient } from '../../src/kafka/librdkafka/admin.js';
import { AdminHandles } from '../../src/kafka/librdkafka/admin-handles.js';
import { LibrdkafkaProducerClient } from '../../src/kafka/librdkafka/producer.js';
import { describeProducerContract } from '../support/contracts/producer-contract.js';
import { readTopic } from '../support/independent-reader.js';
import { kafkaCluster } from '../support/kafka-cluster.js';
import { untilLed } from '../support/led-topics.js';
import { silentLog, uniqueName } from '../support/native-clients.js';

describe('the producer on Kafka', () => {
  const servers = kafkaCluster().bootstrapServers;
  const { kafka } = settingsFrom({ 'bootstrap.servers': servers });
  let client: LibrdkafkaProducerClient;
  let admin: LibrdkafkaAdminClient;

  beforeAll(() => {
    client = new LibrdkafkaProducerClient(kafka.producer, silentLog);
    admin = new LibrdkafkaAdminClient(new AdminHandles(kafka.admin, kafka.requestTimeoutMs, silentLog));
  });

  afterAll(async () => {
    await client.close(5000);
    await admin.close();
  });

  describeProducerContract(() => ({
    client,
    createTopic: async () => {
      const name = uniqueName('produced');
      const [outcome] = await admin.createTopics([{ name, partitions: 3, replicationFactor: 1 }]);
      expect(outcome?.error).toBeUndefined();
      await untilLed(kafka.admin, name, 3);
      return name;
    },
    stored: (topic, count) => readTopic(servers, topic, 3, count),
  }));
});
