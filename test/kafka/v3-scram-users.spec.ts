import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AdminClient } from '../../src/kafka/admin.client.js';
import { callV3 } from '../support/config-cluster.js';
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
    cluster = await gateway.clusterUrl();
  });

  afterAll(async () => {
    await send('DELETE', `${cluster}/acls?${rules.toString()}`);
    await send('DELETE', `${cluster}/scram-users/${user}/credentials/SCRAM-SHA-256`);
    await gateway.get(AdminClient).deleteTopics([topic]);
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
        const deadline = performance.now() + 60_000;
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

describe('users of API v3', () => {
  const made: string[] = [];
  let gateway: KafkaGateway;
  let users: string;

  beforeAll(async () => {
    gateway = await KafkaGateway.start();
    users = `${await gateway.clusterUrl()}/scram-users`;
  });

  afterAll(async () => {
    for (const user of made) {
      for (const mechanism of ['SCRAM-SHA-256', 'SCRAM-SHA-512']) {
        await callV3('DELETE', `${users}/${user}/credentials/${mechanism}`);
      }
    }
    await gateway.close();
  });

  /** As it stands in a path. */
  const newUser = (suffix = ''): string => {
    const user = encodeURIComponent(uniqueName('v3-user') + suffix);
    made.push(user);
    return user;
  };

  const put = (user: string, mechanism: string, body: object): Promise<unknown> =>
    callV3('PUT', `${users}/${user}/credentials/${mechanism}`, body);

  it.each(['', '..', ' a b', '/x', '€ 😀', `"'\\`, '=a,b', '%2F'])(
    'are made, shown at once, changed and deleted under a name that ends in %j',
    async (suffix) => {
      const user = newUser(suffix);
      const credentials = async (): Promise<unknown> => {
        const { status, body } = await callV3('GET', `${users}/${user}`);
        if (status === 200) {
          expect(body).toMatchObject({
            kind: 'KafkaScramUser',
            metadata: { self: `${users}/${user}` },
            user_name: decodeURIComponent(user),
          });
        }
        return status === 200 ? (body as { credentials: unknown }).credentials : status;
      };
      const [sha256, sha512] = ['SCRAM-SHA-256', 'SCRAM-SHA-512'] as const;
      expect(await put(user, sha512, { password: 'a' })).toMatchObject({ status: 204, text: '' });
      expect(await credentials()).toEqual([{ mechanism: sha512, iterations: 4096 }]);
      expect(await put(user, sha256, { password: 'b', iterations: 16_384 })).toMatchObject({ status: 204 });
      expect(await put(user, sha512, { password: 'c', iterations: 5000 })).toMatchObject({ status: 204 });
      expect(await credentials()).toEqual([
        { mechanism: sha256, iterations: 16_384 },
        { mechanism: sha512, iterations: 5000 },
      ]);
      for (const mechanism of [sha256, sha512]) {
        const path = `${users}/${user}/credentials/${mechanism}`;
        expect(await callV3('DELETE', path)).toMatchObject({ status: 204, text: '' });
        expect(await callV3('DELETE', path)).toMatchObject({ status: 404, body: { error_code: 404 } });
      }
      expect(await credentials()).toBe(404);
    },
  );

  it('are listed by name, and in pages', async () => {
    const [first, second] = [newUser('-a'), newUser('-b')];
    for (const user of [second, first]) await put(user, 'SCRAM-SHA-256', { password: 'x' });
    const { body } = await callV3('GET', users);
    const all = (body as { data: { user_name: string }[] }).data.map(({ user_name }) => user_name);
    expect(all).toEqual([...all].sort());
    expect(all).toEqual(expect.arrayContaining([first, second]));
    const paged: string[] = [];
    let next: string | null = `${users}?page_size=1`;
    while (next !== null) {
      const answer = await callV3('GET', next);
      const page = answer.body as { data: { user_name: string }[]; metadata: { next: string | null } };
      paged.push(...page.data.map(({ user_name }) => user_name));
      next = page.metadata.next;
    }
    expect(paged).toEqual(expect.arrayContaining([first, second]));
  });
});
