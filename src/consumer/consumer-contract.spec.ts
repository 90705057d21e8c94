import { describe } from '@jest/globals';
import { describeConsumerContract } from '../../test/support/contracts/consumer-contract.js';
import { FakeConsumerClientFactory } from '../../test/support/fakes/consumer.fake.js';

describe('the fake consumer client', () => {
  const factory = new FakeConsumerClientFactory();
  let topics = 0;
  describeConsumerContract(() => ({
    factory,
    createTopic: async (...partitions) => {
      const topic = `topic-${topics++}`;
      factory.addTopic(topic, partitions.length);
      partitions.forEach((values, partition) =>
        factory.append(topic, ...values.map((value) => ({ partition, value }))),
      );
      return topic;
    },
    append: async (topic, partition, ...values) => {
      factory.append(topic, ...values.map((value) => ({ partition, value })));
    },
  }));
});
