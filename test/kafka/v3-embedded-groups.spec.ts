import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callV3 } from '../support/config-cluster.js';
import { KafkaGateway } from '../support/kafka-gateway.js';

describe('consumer groups of API v3 on the embedded Kafka', () => {
  let gateway: KafkaGateway;
  let groups: string;

  beforeAll(async () => {
    gateway = await KafkaGateway.start({ 'embedded.kafka': 'true' });
    groups = `${await gateway.clusterUrl()}/consumer-groups`;
    await gateway.createTopic('t');
  });

  afterAll(() => gateway?.close());

  it.each([
    ['GET', '', undefined],
    ['GET', '/g', undefined],
    ['GET', '/g/consumers', undefined],
    ['GET', '/g/offsets', undefined],
    ['GET', '/g/lags', undefined],
    ['GET', '/g/lag-summary', undefined],
    ['PATCH', '/g/offsets', { data: [{ topic_name: 't', partition_id: 0, offset: 0 }] }],
    ['POST', '/g/offsets:reset', { to: 'latest' }],
    ['DELETE', '/g/offsets/t/partitions/0', undefined],
    ['DELETE', '/g', undefined],
  ])('%s %s is refused in plain words', async (method, path, body) => {
    expect(await callV3(method, groups + path, body)).toMatchObject({
      status: 400,
      body: {
        error_code: 40002,
        message: expect.stringMatching(/: not supported by the embedded Kafka\.$/) as unknown,
      },
    });
  });
});
