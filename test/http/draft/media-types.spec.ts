import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { expectEnvelope } from '../../support/expect-response.js';
import { FakeAdminClient } from '../../support/fakes/admin.fake.js';
import { FakeProducerClient } from '../../support/fakes/producer.fake.js';
import { FakeSchemaRegistryClient } from '../../support/fakes/schema-registry.fake.js';

const DRAFT = 'application/vnd.schemaregistry.v1+json';
const UNVERSIONED = 'application/vnd.schemaregistry+json';
const JSON_TYPE = 'application/json';
const COUNTED = { name: 'orders', num_partitions: 3 };
const RECORDS = '[{"value":"QQ=="}]';

describe('draft media types', () => {
  let app: TestApp;

  beforeAll(async () => {
    const admin = new FakeAdminClient();
    const registry = new FakeSchemaRegistryClient();
    registry.given('orders-value', { text: '"int"' });
    app = await createTestApp({ admin, producer: new FakeProducerClient(admin), registry });
    admin.addTopic('orders', 3);
  });

  afterAll(() => app.close());

  const get = (path: string, headers: Record<string, string>): Promise<Response> => fetch(app.url + path, { headers });

  const post = (headers: Record<string, string>): Promise<Response> =>
    // Bytes have no type of their own that fetch would send.
    fetch(`${app.url}/topics/orders`, { method: 'POST', headers, body: Buffer.from(RECORDS) });

  it.each([
    [DRAFT, DRAFT],
    [UNVERSIONED, UNVERSIONED],
    [`${DRAFT}; q=0.9, application/json; q=0.5`, DRAFT],
    [`${DRAFT}, ${UNVERSIONED}, application/json`, DRAFT],
    [`${UNVERSIONED};q=0.9, ${DRAFT};q=0.8, application/json;q=0.5`, UNVERSIONED],
    ['application/json;q=0.5, application/vnd.schemaregistry.v1+json', DRAFT],
  ])('choose the draft by Accept: %s and answer in %s', async (accept, type) => {
    const response = await get('/topics/orders', { accept });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
    expect(await response.json()).toEqual(COUNTED);
  });

  it.each([[JSON_TYPE], ['application/json, application/vnd.schemaregistry.v1+json;q=0.5'], ['*/*']])(
    'leave Accept: %s to the default dialect',
    async (accept) => {
      expect(await (await get('/topics/orders', { accept })).json()).toHaveProperty('configs');
    },
  );

  it.each([
    [{ accept: DRAFT }, DRAFT],
    [{ accept: DRAFT, 'content-type': JSON_TYPE }, DRAFT],
    [{ accept: DRAFT, 'content-type': 'application/octet-stream' }, DRAFT],
    [{ accept: UNVERSIONED, 'content-type': DRAFT }, UNVERSIONED],
    [{ 'content-type': DRAFT, accept: '*/*' }, DRAFT],
    [{ 'content-type': `${UNVERSIONED}; charset=utf-8`, accept: JSON_TYPE }, JSON_TYPE],
  ])('read a body with %j', async (headers, type) => {
    const response = await post(headers);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
    expect(await response.json()).toMatchObject([{ offset: expect.any(Number) as unknown }]);
  });

  it.each(['application/x-www-form-urlencoded', 'text/plain'])('refuse a body of %s', async (type) => {
    const message = await expectEnvelope(await post({ accept: DRAFT, 'content-type': type }), 415);
    expect(message).toContain(DRAFT);
  });

  it('refuse an answer that cannot be given, before anything is produced', async () => {
    const before = app.producer.sends.length;
    const response = await post({ 'content-type': DRAFT, accept: 'text/html' });
    expect(await expectEnvelope(response, 406)).toContain(DRAFT);
    expect(app.producer.sends).toHaveLength(before);
  });

  it('list the subjects of the registry, as texts', async () => {
    const response = await get('/subjects', { accept: `${DRAFT}, ${UNVERSIONED}, ${JSON_TYPE}` });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, DRAFT]);
    expect(await response.json()).toEqual(['orders-value']);
  });

  it('tell what is here', async () => {
    const response = await get('/', { accept: DRAFT });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, DRAFT]);
  });
});
