import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callV3 } from '../support/config-cluster.js';
import { MockKafkaGateway } from '../support/mock-kafka-gateway.js';

const RULE = {
  resource_type: 'TOPIC',
  resource_name: 't',
  pattern_type: 'LITERAL',
  principal: 'User:alice',
  host: '*',
  operation: 'READ',
  permission: 'ALLOW',
};
const TOKEN_RULE = { ...RULE, resource_type: 'DELEGATION_TOKEN' };

describe('rules and users of API v3 while no broker can be reached', () => {
  let mock: MockKafkaGateway;
  let cluster: string;

  beforeAll(async () => {
    // By itself librdkafka waits for a minute, which is longer than a test may take.
    mock = await MockKafkaGateway.start({ 'kafka.request.timeout.ms': '1000' });
    cluster = await mock.gateway.clusterUrl();
    await mock.kafka.down();
  });

  afterAll(() => mock?.close());

  it.each([
    ['GET', '/acls', undefined],
    ['GET', '/acls?resource_type=USER', undefined],
    ['POST', '/acls', RULE],
    ['POST', '/acls', TOKEN_RULE],
    ['POST', '/acls:batch', { data: [RULE, TOKEN_RULE] }],
    ['DELETE', `/acls?${new URLSearchParams(RULE).toString()}`, undefined],
    ['DELETE', `/acls?${new URLSearchParams({ ...RULE, resource_type: 'ANY' }).toString()}`, undefined],
    ['GET', '/scram-users', undefined],
    ['GET', '/scram-users/alice', undefined],
    ['PUT', '/scram-users/alice/credentials/SCRAM-SHA-512', { password: 'x' }],
    ['DELETE', '/scram-users/alice/credentials/SCRAM-SHA-512', undefined],
  ])('%s %s is 503 when the time that is set is over', async (method, path, body) => {
    expect(await callV3(method, cluster + path, body)).toMatchObject({ status: 503, body: { error_code: 50302 } });
  });
});
