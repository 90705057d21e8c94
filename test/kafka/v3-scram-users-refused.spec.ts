import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callV3 } from '../support/config-cluster.js';
import { type Answer, send } from '../support/consumer-http.js';
import { unprivilegedSettings } from '../support/kafka-cluster.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';
import { RecordedLog } from '../support/recorded-log.js';

describe('users of API v3, asked for in vain:', () => {
  const user = uniqueName('v3-no-user');
  const password = uniqueName('planted-passphrase');
  const log = new RecordedLog();
  let gateway: KafkaGateway;
  let restricted: KafkaGateway;
  let id: string;

  beforeAll(async () => {
    gateway = await KafkaGateway.start({}, log);
    restricted = await KafkaGateway.start({ ...unprivilegedSettings(), 'log.level': 'debug' }, log);
    const { body } = await send('GET', `${gateway.url}/v3/clusters`);
    id = (body as { data: { cluster_id: string }[] }).data[0]!.cluster_id;
  });

  afterAll(async () => {
    expect(await ask('GET', `/${user}`)).toMatchObject({ status: 404 });
    await restricted.close();
    await gateway.close();
  });

  const ask = (method: string, path: string, body?: unknown, through = gateway, cluster = id): Promise<Answer> =>
    callV3(method, `${through.url}/v3/clusters/${cluster}/scram-users${path}`, body);

  it.each([
    ['GET', `/${user}`, 404],
    ['GET', '/-', 404],
    ['GET', '/a%20b', 404],
    ['GET', '/..%2Fx', 404],
    ['GET', '/%E2%82%AC', 404],
    ['GET', `/${'x'.repeat(249)}`, 404],
    ['GET', `/${'x'.repeat(250)}`, 400],
    ['GET', '/a%00b', 400],
    ['GET', '/a%0Ab', 400],
    ['DELETE', `/${user}/credentials/SCRAM-SHA-256`, 404],
    ['DELETE', `/${user}/credentials/PLAIN`, 404],
    ['DELETE', `/${'x'.repeat(250)}/credentials/SCRAM-SHA-256`, 400],
    ['DELETE', '/a%00b/credentials/SCRAM-SHA-256', 400],
  ])('%s %s', async (method, path, status) => {
    expect(await ask(method, path)).toMatchObject({
      status,
      body: { error_code: status, message: expect.any(String) as unknown },
    });
  });

  it.each([
    ['too few iterations', { password, iterations: 4095 }, 422],
    ['too many iterations', { password, iterations: 16_385 }, 422],
    ['half an iteration', { password, iterations: 4096.5 }, 422],
    ['iterations as a text', { password, iterations: '4096' }, 422],
    ['no password', {}, 422],
    ['an empty password', { password: '' }, 422],
    ['nothing', '', 422],
    ['a list', [password], 422],
    ['a text', JSON.stringify(password), 422],
    ['broken JSON', `{"password": "${password}`, 400],
  ])('a credential of %s is refused, and the password told to nobody', async (_what, body, status) => {
    const answer = await ask('PUT', `/${user}/credentials/SCRAM-SHA-256`, body);
    expect(answer).toMatchObject({ status, body: { error_code: status } });
    expect(answer.text).not.toContain(password);
    expect(JSON.stringify(log.lines)).not.toContain(password);
  });

  it('everything is 403 to a user who may do nothing, and the password told to nobody', async () => {
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['GET', `/${user}`, undefined],
      ['PUT', `/${user}/credentials/SCRAM-SHA-512`, { password }],
      ['DELETE', `/${user}/credentials/SCRAM-SHA-512`, undefined],
    ] as const) {
      const answer = await ask(method, path, body, restricted);
      expect({ method, path, ...answer }).toMatchObject({ status: 403, body: { error_code: 40301 } });
      expect(answer.text).not.toContain(password);
    }
    expect(log.lines.length).toBeGreaterThan(0);
    expect(JSON.stringify(log.lines)).not.toContain(password);
  });

  it('below the id of another cluster there are none', async () => {
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['GET', `/${user}`, undefined],
      ['PUT', `/${user}/credentials/SCRAM-SHA-512`, { password }],
      ['DELETE', `/${user}/credentials/SCRAM-SHA-512`, undefined],
    ] as const) {
      expect(await ask(method, path, body, gateway, 'other')).toMatchObject({ status: 404, body: { error_code: 404 } });
    }
  });
});
