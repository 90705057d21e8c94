import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../src/errors/gateway-error.js';
import { send } from '../support/consumer-http.js';
import { eventually } from '../support/consumer-service.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import type { Line } from '../support/recorded-log.js';
import { json, RegistryServer } from '../support/registry-server.js';
import { Replicas } from '../support/replicas.js';

const CLUSTER = '/v3/clusters/fake-cluster';
const JSON_TYPE = 'application/json';
const V2_JSON = 'application/vnd.kafka.json.v2+json';
const SECRET = 'planted-passphrase';

let registry: RegistryServer;
let app: TestApp;
let requests = 0;

beforeAll(async () => {
  registry = await RegistryServer.start();
  const servers = [{ url: registry.url(), authorization: null }];
  app = await createTestApp({ settings: { schemaRegistry: { servers }, http: { trustedProxies: ['127.0.0.1'] } } });
  app.admin.addTopic('orders', 1);
});

beforeEach(() => {
  registry.answer = json(404, { error_code: 40401, message: 'Subject not found.' });
  app.admin.failWith('listTopics', null);
});

afterAll(async () => {
  await app.close();
  await registry.stop();
});

/** The audit lines of a request, told from those of others by its id. */
async function audited(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Line[]> {
  const id = `audit-${requests++}`;
  const response = await fetch(app.url + path, {
    method,
    headers: { 'content-type': JSON_TYPE, 'x-request-id': id, 'x-forwarded-for': '203.0.113.9', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  await response.text();
  const of = (message: string): Line[] =>
    app.log.lines.filter((line) => line.message === message && line.fields['requestId'] === id);
  // Written behind the audit's.
  await eventually(() => of('request').length > 0);
  return of('audit').map((line) => {
    expect([line.level, line.fields['method'], line.fields['status']]).toEqual(['info', method, response.status]);
    return line;
  });
}

describe('the audit log', () => {
  it.each<[string, string, unknown]>([
    ['POST', `${CLUSTER}/topics`, { topic_name: 'made' }],
    ['DELETE', `${CLUSTER}/topics/nowhere`, undefined],
    ['PUT', `${CLUSTER}/topics/orders/configs/retention.ms`, { value: '1' }],
    ['POST', `${CLUSTER}/acls`, {}],
    ['DELETE', `${CLUSTER}/acls?principal=User:a`, undefined],
    ['PUT', `${CLUSTER}/scram-users/alice/credentials/SCRAM-SHA-512`, { password: SECRET }],
    ['DELETE', `${CLUSTER}/topics/orders/partitions/0/records?offset=0`, undefined],
    ['DELETE', `${CLUSTER}/consumer-groups/g`, undefined],
    ['POST', `${CLUSTER}/consumer-groups/g/offsets:reset`, {}],
    ['POST', '/subjects/s/versions', { schema: '"int"' }],
    ['DELETE', '/subjects/s', undefined],
    ['DELETE', '/subjects/s/versions/1', undefined],
    ['PUT', '/config/s', { compatibility: 'FULL' }],
    ['PUT', '/mode', { mode: 'READONLY' }],
  ])('has a line for each change, whatever became of it: %s %s', async (method, path, body) => {
    const [path_ = ''] = path.split('?');
    expect(await audited(method, path, body)).toMatchObject([{ fields: { path: path_, remote: '203.0.113.9' } }]);
  });

  it.each<[string, string, unknown, string?]>([
    ['GET', `${CLUSTER}/topics`, undefined],
    ['GET', '/topics', undefined],
    ['GET', '/topics/nowhere', undefined],
    ['POST', '/topics/orders', { records: [{ value: 1 }] }, V2_JSON],
    ['POST', `${CLUSTER}/topics/orders/records`, { value: { type: 'JSON', data: 1 } }],
    ['POST', `${CLUSTER}/topics/orders/records:batch`, { entries: [{ id: 'a', value: { type: 'JSON', data: 1 } }] }],
    ['POST', '/subjects/s', { schema: '"int"' }],
    ['POST', '/compatibility/subjects/s/versions/1', { schema: '"int"' }],
    ['GET', '/config', undefined],
    ['PUT', `${CLUSTER}/nowhere`, {}],
  ])('has none for reading and producing: %s %s', async (method, path, body, type = JSON_TYPE) => {
    expect(await audited(method, path, body, { 'content-type': type })).toEqual([]);
  });

  it('says who asked for what, and what the answer was', async () => {
    const path = `${CLUSTER}/consumer-groups/a%20b%2Fc%C3%A9?api_key=${SECRET}`;
    expect(await audited('DELETE', path, undefined, { authorization: `Bearer ${SECRET}` })).toEqual([
      {
        level: 'info',
        message: 'audit',
        fields: {
          requestId: expect.stringMatching(/^audit-/),
          method: 'DELETE',
          path: `${CLUSTER}/consumer-groups/a b%2Fcé`,
          status: 404,
          errorCode: 404,
          remote: '203.0.113.9',
          dialect: 'v3',
        },
      },
    ]);
    const path3 = `${CLUSTER}/scram-users/bob/credentials/SCRAM-SHA-256`;
    expect(await audited('PUT', path3, { password: SECRET })).toMatchObject([
      { fields: { status: 204, errorCode: null } },
    ]);
    expect(JSON.stringify(app.log.lines)).not.toContain(SECRET);
  });

  it('has a line for whatever was refused for want of rights', async () => {
    app.admin.failWith('listTopics', new GatewayError('forbidden', 'Not authorized.'));
    expect(await audited('GET', '/topics?x=y')).toMatchObject([
      { fields: { path: '/topics', status: 403, errorCode: 40301, dialect: 'v2' } },
    ]);
    app.admin.failWith('listTopics', new GatewayError('unauthenticated', 'Who are you?'));
    expect(await audited('GET', '/topics')).toMatchObject([{ fields: { status: 401, errorCode: 40101 } }]);
    registry.answer = json(403, { error_code: 40301, message: 'no' });
    expect(await audited('GET', '/subjects')).toMatchObject([{ fields: { path: '/subjects', status: 403 } }]);
  });

  it('can be switched off', async () => {
    const silent = await createTestApp({ settings: { observed: { auditLog: false } } });
    const response = await fetch(`${silent.url}${CLUSTER}/topics/nowhere`, { method: 'DELETE' });
    expect(response.status).toBe(404);
    await silent.close();
    expect(silent.log.lines.filter(({ message }) => message === 'request')).toHaveLength(1);
    expect(silent.log.lines.filter(({ message }) => message === 'audit')).toEqual([]);
  });

  it('has one line for what a replica passed on, in the log of the one that was asked', async () => {
    const replicas = await Replicas.start(2);
    const [owner, asked] = replicas.apps;
    const created = await send('POST', `${owner!.url}/consumers/g`, {});
    const path = new URL((created.body as { base_uri: string }).base_uri).pathname;
    replicas.consumers.commitError = new GatewayError('forbidden', 'Not authorized.');
    const offsets = [{ topic: 't', partition: 0, offset: 1 }];
    const refused = await send('POST', `${asked!.url}${path}/offsets`, { offsets }, { 'x-request-id': 'passed-on' });
    expect(refused).toMatchObject({ status: 403 });
    const of = (message: string, { log }: TestApp): Line[] =>
      log.lines.filter((line) => line.message === message && line.fields['requestId'] === 'passed-on');
    await eventually(() => replicas.apps.every((app) => of('request', app).length === 1));
    expect(of('audit', asked!)).toMatchObject([{ fields: { path: `${path}/offsets`, status: 403, dialect: 'v2' } }]);
    expect(of('audit', owner!)).toEqual([]);
    replicas.consumers.commitError = null;
    await replicas.close();
  });
});
