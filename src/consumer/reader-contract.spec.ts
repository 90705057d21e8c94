import { describe } from '@jest/globals';
import { describeReaderContract } from '../../test/support/contracts/reader-contract.js';
import { FakeReaderClient } from '../../test/support/fakes/reader.fake.js';

describe('the fake reader client', () => {
  const reader = new FakeReaderClient();
  let topics = 0;
  describeReaderContract(() => ({
    reader,
    createTopic: async (...partitions) => {
      const topic = `topic-${topics++}`;
      reader.log.addPartitions(topic, partitions.length);
      partitions.forEach((values, partition) =>
        reader.log.append(
          topic,
          values.map((value) => ({ partition, value })),
        ),
      );
      return topic;
    },
    append: async (topic, partition, ...values) => {
      reader.log.append(
        topic,
        values.map((value) => ({ partition, value })),
      );
    },
  }));
});
