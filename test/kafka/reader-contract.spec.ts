import { afterAll, beforeAll, describe } from '@jest/globals';
import { ReaderClient } from '../../src/kafka/reader.client.js';
import { describeReaderContract } from '../support/contracts/reader-contract.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';

describe.each(['a real cluster', 'the embedded Kafka'])('the librdkafka reader client on %s', (cluster) => {
  let gateway: KafkaGateway;

  beforeAll(async () => {
    gateway = await KafkaGateway.start(cluster === 'a real cluster' ? {} : { 'embedded.kafka': 'true' });
  });

  afterAll(() => gateway.close());

  describeReaderContract(() => ({
    reader: gateway.get(ReaderClient),
    createTopic: async (...partitions) => {
      const topic = uniqueName('reader');
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
