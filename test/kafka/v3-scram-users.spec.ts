import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { send } from '../support/consumer-http.js';
import { kafkaCluster } from '../support/kafka-cluster.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';

const JSON_TYPE = { 'Content-Type': 'application/json' };

describe('a user made by API v3', () => {
  const user = uniqueName('v3-user');
  const topic = uniqueName('v3-user-topic');
  const password = uniqueName('passphrase');
  const rules = new URLSearchParams({
    resource_type: 'TOPIC',
    pattern_type: 'LITERAL',
    principal: `User:${user}`,
    operation: 'ANY',
    permission: 'ANY',
  });
  let gateway: KafkaGateway;
  let cluster: string;

  beforeAll(async () => {
    gateway = await KafkaGateway.start();
    await gateway.createTopic(topic);
    const { body } = await send('GET', `${gateway.url}/v3/clusters`);
    cluster = (body as { data: { metadata: { self: string } }[] }).data[0]!.metadata.self;
  });

  afterAll(async () => {
    await send('DELETE', `${cluster}/acls?${rules.toString()}`);
    await send('DELETE', `${cluster}/scram-users/${user}/credentials/SCRAM-SHA-256`);
    await gateway.close();
  });

  const allow = (permission: string) => ({
    resource_type: 'TOPIC',
    resource_name: topic,
    pattern_type: 'LITERAL',
    principal: `User:${user}`,
    host: '*',
    operation: 'ALL',
    permission,
  });

  it('logs in over SASL_SSL, and may do what rules made here allow until one denies it', async () => {
    const credential = `${cluster}/scram-users/${user}/credentials/SCRAM-SHA-256`;
    expect((await send('PUT', credential, { password }, JSON_TYPE)).status).toBe(204);
    const secure = kafkaCluster().saslSsl!;
    const own = await KafkaGateway.start({
      'bootstrap.servers': secure.bootstrapServers,
      'client.security.protocol': 'SASL_SSL',
      'client.sasl.mechanism': 'SCRAM-SHA-256',
      'client.ssl.ca.location': secure.caPath,
      'client.sasl.username': user,
      'client.sasl.password': password,
    });
    try {
      const until = async (status: number): Promise<void> => {
        const deadline = performance.now() + 15_000;
        let last = 0;
        while (last !== status && performance.now() < deadline) {
          last = (await send('GET', `${own.url}/topics/${topic}`)).status;
        }
        expect(last).toBe(status);
      };
      await until(403);
      expect((await send('POST', `${cluster}/acls`, allow('ALLOW'), JSON_TYPE)).status).toBe(201);
      await until(200);
      expect((await send('POST', `${cluster}/acls:batch`, { data: [allow('DENY')] }, JSON_TYPE)).status).toBe(204);
      await until(403);
    } finally {
      await own.close();
    }
  });
});
