import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callV3 } from '../support/config-cluster.js';
import { KafkaGateway } from '../support/kafka-gateway.js';

const RULE = {
  resource_type: 'TOPIC',
  resource_name: 't',
  pattern_type: 'LITERAL',
  principal: 'User:alice',
  host: '*',
  operation: 'READ',
  permission: 'ALLOW',
};
const TOKEN_RULE = { ...RULE, resource_type: 'DELEGATION_TOKEN', operation: 'DESCRIBE' };
const KINDS = 'pattern_type=ANY&operation=ANY&permission=ANY';

describe('access control lists and users of API v3 on the embedded Kafka', () => {
  let gateway: KafkaGateway;
  let cluster: string;

  beforeAll(async () => {
    gateway = await KafkaGateway.start({ 'embedded.kafka': 'true' });
    cluster = await gateway.clusterUrl();
  });

  afterAll(() => gateway?.close());

  it.each([
    ['GET', '/acls', undefined],
    ['GET', '/acls?resource_type=DELEGATION_TOKEN', undefined],
    ['POST', '/acls', RULE],
    ['POST', '/acls', TOKEN_RULE],
    ['POST', '/acls:batch', { data: [RULE, TOKEN_RULE] }],
    ['DELETE', `/acls?resource_type=TOPIC&${KINDS}`, undefined],
    ['DELETE', `/acls?resource_type=ANY&${KINDS}`, undefined],
    ['GET', '/scram-users', undefined],
    ['GET', '/scram-users/alice', undefined],
    ['PUT', '/scram-users/alice/credentials/SCRAM-SHA-512', { password: 'x' }],
    ['DELETE', '/scram-users/alice/credentials/SCRAM-SHA-512', undefined],
  ])('%s %s is refused in plain words', async (method, path, body) => {
    expect(await callV3(method, cluster + path, body)).toMatchObject({
      status: 400,
      body: {
        error_code: 40002,
        message: expect.stringMatching(/: not supported by the embedded Kafka\.$/) as unknown,
      },
    });
  });
});
