import { afterAll, beforeAll, describe } from '@jest/globals';
import { ReaderClient } from '../../src/kafka/reader.client.js';
import { describeReaderContract } from '../support/contracts/reader-contract.js';
import { topicsOf } from '../support/contracts/gateway-topics.js';
import { KafkaGateway } from '../support/kafka-gateway.js';

describe.each(['a real cluster', 'the embedded Kafka'])('the librdkafka reader client on %s', (cluster) => {
  let gateway: KafkaGateway;

  beforeAll(async () => {
    gateway = await KafkaGateway.start(cluster === 'a real cluster' ? {} : { 'embedded.kafka': 'true' });
  });

  afterAll(() => gateway.close());

  describeReaderContract(() => ({ reader: gateway.get(ReaderClient), ...topicsOf(gateway) }));
});
