import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MockCluster } from '../../src/kafka/embedded/mock-cluster.js';
import { callV3 } from '../support/config-cluster.js';
import { send } from '../support/consumer-http.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { silentLog } from '../support/native-clients.js';

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
const TIMEOUT_MS = 1000;

describe('rules and users of API v3 while no broker can be reached', () => {
  let kafka: MockCluster;
  let gateway: KafkaGateway;
  let cluster: string;

  beforeAll(async () => {
    kafka = new MockCluster(1, silentLog);
    gateway = await KafkaGateway.start({
      'bootstrap.servers': kafka.bootstrapServers,
      'kafka.request.timeout.ms': String(TIMEOUT_MS),
    });
    const { body } = await send('GET', `${gateway.url}/v3/clusters`);
    cluster = (body as { data: { metadata: { self: string } }[] }).data[0]!.metadata.self;
    await kafka.down();
  });

  afterAll(async () => {
    await gateway?.close();
    await kafka.close();
  });

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
  ])('%s %s is 503 within the time that is set', async (method, path, body) => {
    const begun = performance.now();
    expect(await callV3(method, cluster + path, body)).toMatchObject({ status: 503, body: { error_code: 50302 } });
    expect(performance.now() - begun).toBeLessThan(TIMEOUT_MS + 4000);
  });
});
