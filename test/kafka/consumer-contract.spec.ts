import { afterAll, beforeAll, describe } from '@jest/globals';
import { ConsumerClientFactory } from '../../src/kafka/consumer.client.js';
import { describeConsumerContract } from '../support/contracts/consumer-contract.js';
import { topicsOf } from '../support/contracts/gateway-topics.js';
import { KafkaGateway } from '../support/kafka-gateway.js';

describe('the librdkafka consumer client', () => {
  let gateway: KafkaGateway;

  beforeAll(async () => {
    gateway = await KafkaGateway.start();
  });

  afterAll(() => gateway.close());

  describeConsumerContract(() => ({ factory: gateway.get(ConsumerClientFactory), ...topicsOf(gateway) }));
});
