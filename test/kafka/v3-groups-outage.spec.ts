import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callV3 } from '../support/config-cluster.js';
import { MockKafkaGateway } from '../support/mock-kafka-gateway.js';

describe('consumer groups of API v3 while no broker can be reached', () => {
  let mock: MockKafkaGateway;
  let groups: string;

  beforeAll(async () => {
    // By itself librdkafka waits for a minute, which is longer than a test may take.
    mock = await MockKafkaGateway.start({ 'kafka.request.timeout.ms': '1000' });
    groups = `${await mock.gateway.clusterUrl()}/consumer-groups`;
    await mock.kafka.down();
  });

  afterAll(() => mock?.close());

  it.each([
    ['GET', '', undefined],
    ['GET', '/g', undefined],
    ['GET', '/g/consumers', undefined],
    ['GET', '/g/consumers/c', undefined],
    ['GET', '/g/consumers/c/assignments', undefined],
    ['GET', '/g/offsets', undefined],
    ['GET', '/g/lags', undefined],
    ['GET', '/g/lags/t/partitions/0', undefined],
    ['GET', '/g/lag-summary', undefined],
    ['PATCH', '/g/offsets', { data: [{ topic_name: 't', partition_id: 0, offset: 0 }] }],
    ['POST', '/g/offsets:reset', { to: 'latest' }],
    ['DELETE', '/g/offsets/t/partitions/0', undefined],
    ['DELETE', '/g', undefined],
  ])('%s %s is 503 when the time that is set is over', async (method, path, body) => {
    expect(await callV3(method, groups + path, body)).toMatchObject({ status: 503, body: { error_code: 50302 } });
  });
});
