import { describe } from '@jest/globals';
import { describeProducerContract } from '../../test/support/contracts/producer-contract.js';
import { FakeAdminClient } from '../../test/support/fakes/admin.fake.js';
import { FakeProducerClient } from '../../test/support/fakes/producer.fake.js';

describe('the producer that tests use in place of Kafka', () => {
  const admin = new FakeAdminClient();
  const client = new FakeProducerClient(admin);

  describeProducerContract(() => ({
    client,
    createTopic: async () => {
      const name = `topic-${admin.topics.size}`;
      admin.addTopic(name, 3);
      return name;
    },
    stored: async (topic) =>
      [0, 1, 2].flatMap((partition) =>
        client.records(topic, partition).map(({ key, value, timestamp, headers }, offset) => ({
          partition,
          offset,
          key: key?.toString() ?? null,
          value: value?.toString() ?? null,
          timestamp,
          headers: headers.map((header) => ({ name: header.name, value: header.value?.toString() ?? null })),
        })),
      ),
  }));
});
