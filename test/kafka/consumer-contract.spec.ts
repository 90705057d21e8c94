import { afterAll, beforeAll, describe } from '@jest/globals';
import { ConsumerClientFactory } from '../../src/kafka/consumer.client.js';
import { describeConsumerContract } from '../support/contracts/consumer-contract.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';

describe('the librdkafka consumer client', () => {
  let gateway: KafkaGateway;

  beforeAll(async () => {
    gateway = await KafkaGateway.start();
  });

  afterAll(() => gateway.close());

  describeConsumerContract(() => ({
    factory: gateway.get(ConsumerClientFactory),
    createTopic: async (...partitions) => {
      const topic = uniqueName('contract');
      await gateway.createTopic(topic, partitions.length);
      const records = partitions.flatMap((values, partition) => values.map((value) => ({ partition, value })));
      if (records.length > 0) await gateway.produce(topic, records);
      return topic;
    },
    append: (topic, partition, ...values) =>
      gateway.produce(
        topic,
        values.map((value) => ({ partition, value })),
      ),
  }));
});
