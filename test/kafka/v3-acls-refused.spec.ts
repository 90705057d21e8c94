import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AclCluster, type Rule } from '../support/acl-cluster.js';
import { expectEnvelope } from '../support/expect-response.js';
import { unprivilegedSettings } from '../support/kafka-cluster.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';

const KINDS = 'resource_type=ANY&pattern_type=ANY&operation=ANY&permission=ANY';

describe('access control lists by API v3, asked for in vain:', () => {
  let cluster: AclCluster;
  let wanted: Rule;

  beforeAll(async () => {
    cluster = await AclCluster.open();
    wanted = {
      resource_type: 'TOPIC',
      resource_name: uniqueName('refused'),
      pattern_type: 'LITERAL',
      principal: cluster.newPrincipal(),
      host: '*',
      operation: 'READ',
      permission: 'ALLOW',
    };
  });

  afterAll(async () => {
    expect(await cluster.search({ principal: wanted.principal })).toEqual([]);
    await cluster.close();
  });

  const ask = (method: string, url: string, body?: unknown): Promise<Response> =>
    fetch(url, {
      method,
      ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' } }),
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });

  it.each([
    ['no colon in the principal', { principal: 'alice' }, 'principal'],
    ['another cluster than kafka-cluster', { resource_type: 'CLUSTER' }, 'kafka-cluster'],
  ])('a rule with %s is refused in the words of Kafka', async (_what, change, words) => {
    for (const [path, body] of [
      ['/acls', { ...wanted, ...change }],
      ['/acls:batch', { data: [{ ...wanted, ...change }] }],
    ] as const) {
      expect(await expectEnvelope(await ask('POST', cluster.url + path, body), 400, 40002)).toContain(words);
    }
  });

  it.each([
    ['', 422],
    ['null', 422],
    ['[]', 422],
    ['{}', 422],
    ['{"data": {}}', 422],
    ['{"data": [null]}', 422],
    ['{"data": [[]]}', 422],
    ['{"data": ["x"]}', 422],
    ['{"data": [{}]}', 422],
    ['{"data": [', 400],
  ])('the batch %j is refused', async (body, status) => {
    const headers = { 'Content-Type': 'application/json' };
    await expectEnvelope(await fetch(`${cluster.url}/acls:batch`, { method: 'POST', headers, body }), status);
  });

  it.each([
    ['a word of searches', { operation: 'ANY' }, 400, 'data[1].operation cannot be ANY'],
    ['a word in small letters', { permission: 'allow' }, 422, 'data[1].permission: must be one of ALLOW, DENY.'],
    ['a control character', { principal: 'User:a\nb' }, 422, 'data[1].principal: '],
    ['half a character', { resource_name: '\ud83d' }, 422, 'data[1].resource_name: '],
    ['a name that is too long', { resource_name: 'x'.repeat(4097) }, 422, 'data[1].resource_name: '],
    ['an empty host', { host: '' }, 422, 'data[1].host: '],
    ['a number', { host: 1 }, 422, 'data[1].host '],
  ])('nothing of a batch is created when it holds %s', async (_what, change, status, message) => {
    const data = [wanted, { ...wanted, ...change }];
    expect(await expectEnvelope(await ask('POST', `${cluster.url}/acls:batch`, { data }), status)).toContain(message);
  });

  it('searches and deletions with words that Kafka does not have', async () => {
    expect(await expectEnvelope(await ask('GET', `${cluster.url}/acls?operation=fly`), 404)).toBe(
      "The valid values for Operation do not include 'fly'",
    );
    expect(await expectEnvelope(await ask('GET', `${cluster.url}/acls?permission=unknown`), 400)).toBe(
      'permission cannot be UNKNOWN',
    );
    const deletion = `${cluster.url}/acls?${KINDS.replace('operation=ANY&', '')}`;
    expect(await expectEnvelope(await ask('DELETE', deletion), 400)).toBe('operation cannot be unspecified or UNKNOWN');
    await expectEnvelope(await ask('GET', `${cluster.url}/acls?host=a&host=b`), 400);
    await expectEnvelope(await ask('GET', `${cluster.url}/acls?host=a%00b`), 400);
  });

  it('below the id of another cluster there are none', async () => {
    const other = `${cluster.gateway.url}/v3/clusters/other/acls`;
    await expectEnvelope(await ask('GET', other), 404);
    await expectEnvelope(await ask('POST', other, wanted), 404);
    await expectEnvelope(await ask('POST', `${other}:batch`, { data: [wanted] }), 404);
    await expectEnvelope(await ask('DELETE', `${other}?${KINDS}`), 404);
  });

  it('everything is 403 to a user who may do nothing', async () => {
    const restricted = await KafkaGateway.start(unprivilegedSettings());
    try {
      const acls = `${restricted.url}/v3/clusters/${cluster.url.split('/').at(-1)}/acls`;
      const token = { ...wanted, resource_type: 'DELEGATION_TOKEN', operation: 'DESCRIBE' };
      for (const [method, url, body] of [
        ['GET', acls],
        ['GET', `${acls}?resource_type=TOPIC&operation=READ`],
        ['GET', `${acls}?resource_type=DELEGATION_TOKEN`],
        ['POST', acls, wanted],
        ['POST', acls, token],
        ['POST', `${acls}:batch`, { data: [wanted, token] }],
        ['DELETE', `${acls}?${new URLSearchParams({ ...wanted }).toString()}`],
        ['DELETE', `${acls}?${new URLSearchParams({ ...token }).toString()}`],
        ['DELETE', `${acls}?${KINDS}&principal=${wanted.principal}`],
      ] as const) {
        await expectEnvelope(await ask(method, url, body), 403, 40301);
      }
    } finally {
      await restricted.close();
    }
  });
});
