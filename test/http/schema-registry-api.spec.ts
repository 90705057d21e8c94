import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { expectEnvelope } from '../support/expect-response.js';
import { RawConnection } from '../support/raw-http.js';
import { json, raw, RegistryServer } from '../support/registry-server.js';

const TYPE = 'application/vnd.schemaregistry.v1+json';

let server: RegistryServer;
let app: TestApp;

beforeAll(async () => {
  server = await RegistryServer.start();
  const servers = [{ url: `${server.url()}/base`, authorization: 'Basic Z2F0ZXdheQ==' }];
  app = await createTestApp({ settings: { http: { bodyMaxBytes: 1000 }, schemaRegistry: { servers } } });
});

beforeEach(() => {
  server.requests.length = 0;
  server.answer = json(200, []);
});

afterEach(() => RawConnection.destroyAll());

afterAll(async () => {
  await app.close();
  await server.stop();
});

describe('the API of the schema registry', () => {
  it.each([
    ['GET', '/subjects', ['a']],
    ['GET', '/subjects/s/versions', [1]],
    ['GET', '/subjects/s/versions/latest', { subject: 's', id: 1, version: 1, schema: '"int"' }],
    ['GET', '/subjects/s/versions/1/schema', 'int'],
    ['GET', '/subjects/s/versions/1/referencedby', [2]],
    ['POST', '/subjects/s', { subject: 's', id: 1, version: 1, schema: '"int"' }],
    ['POST', '/subjects/s/versions', { id: 1 }],
    ['DELETE', '/subjects/s', [1]],
    ['DELETE', '/subjects/s/versions/1', 1],
    ['GET', '/schemas', [{ subject: 's', id: 1, version: 1, schema: '"int"' }]],
    ['GET', '/schemas/types', ['AVRO']],
    ['GET', '/schemas/ids/1', { schema: '"int"' }],
    ['GET', '/schemas/ids/1/schema', { type: 'record' }],
    ['GET', '/schemas/ids/1/versions', [{ subject: 's', version: 1 }]],
    ['GET', '/schemas/ids/1/subjects', ['s']],
    ['GET', '/config', { compatibilityLevel: 'FULL' }],
    ['PUT', '/config', { compatibility: 'FULL' }],
    ['DELETE', '/config', 'FULL'],
    ['GET', '/config/s', { compatibilityLevel: 'FULL' }],
    ['PUT', '/config/s', { compatibility: 'FULL' }],
    ['DELETE', '/config/s', 'FULL'],
    ['GET', '/mode', { mode: 'READONLY' }],
    ['PUT', '/mode', { mode: 'READONLY' }],
    ['DELETE', '/mode', { mode: 'READONLY' }],
    ['GET', '/mode/s', { mode: 'READONLY' }],
    ['PUT', '/mode/s', { mode: 'READONLY' }],
    ['DELETE', '/mode/s', 'READONLY'],
    ['POST', '/compatibility/subjects/s/versions/1', { is_compatible: true }],
    ['POST', '/compatibility/subjects/s/versions', { is_compatible: false, messages: ['no'] }],
  ])('passes on %s %s with query and body, and the answer back', async (method, path, answered) => {
    server.answer = json(200, answered);
    const body = method === 'POST' || method === 'PUT' ? '{"schema" : "\\"int\\""}' : '';
    const response = await fetch(`${app.url}${path}?deleted=true&x=%2F`, {
      method,
      headers: { 'content-type': TYPE, authorization: 'Basic Y2xpZW50' },
      ...(body === '' ? {} : { body }),
    });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, TYPE]);
    expect(await response.json()).toEqual(answered);
    expect(server.requests).toMatchObject([{ method, url: `/base${path}?deleted=true&x=%2F`, body }]);
    expect(server.requests[0]?.headers.authorization).toBe('Basic Z2F0ZXdheQ==');
  });

  it.each([
    [undefined, TYPE],
    ['*/*', TYPE],
    [TYPE, TYPE],
    ['application/vnd.schemaregistry+json', 'application/vnd.schemaregistry+json'],
    ['application/json', 'application/json'],
    [`${TYPE}, application/vnd.schemaregistry+json, application/json`, TYPE],
  ])('answers Accept: %s with %s', async (accept, type) => {
    const response = await fetch(`${app.url}/subjects`, { headers: accept === undefined ? {} : { accept } });
    expect(response.headers.get('content-type')).toBe(type);
    expect(await response.text()).toBe('[]');
  });

  it('takes a body of any of its types, and no other', async () => {
    const post = (type: string) =>
      fetch(`${app.url}/subjects/s`, { method: 'POST', headers: { 'content-type': type }, body: '{}' });
    server.answer = json(200, { subject: 's', id: 1, version: 1, schema: '"int"' });
    for (const type of [TYPE, 'application/json; charset=utf-8', 'application/vnd.schemaregistry+json']) {
      expect((await post(type)).status).toBe(200);
    }
    await expectEnvelope(await post('text/plain'), 415);
    await expectEnvelope(await fetch(`${app.url}/subjects`, { headers: { accept: 'text/html' } }), 406);
    expect(server.requests).toHaveLength(3);
  });

  it.each([
    [404, { error_code: 40401, message: "Subject 's' not found." }],
    [409, { error_code: 409, message: 'Schema being registered is incompatible: {a}' }],
    [422, { error_code: 42201, message: 'Invalid schema' }],
    [403, { error_code: 40301, message: 'Not yours' }],
    [500, { error_code: 50001, message: 'Error in the backend data store' }],
    [429, { error_code: 42900, message: 'Slowly' }],
  ])('passes errors of status %i back as they are', async (status, body) => {
    server.answer = json(status, body, { 'retry-after': '9' });
    const response = await fetch(`${app.url}/subjects/s/versions`);
    expect([response.status, response.headers.get('retry-after')]).toEqual([status, '9']);
    expect(await response.json()).toEqual(body);
  });

  it('answers by itself where the registry has no answer of its own', async () => {
    const get = () => fetch(`${app.url}/subjects`);
    server.answer = raw(200, '<script>alert(1)</script>', 'text/html');
    expect(await expectEnvelope(await get(), 422, 42207)).toContain('in place of JSON');
    server.answer = raw(502, '<html>bad gateway</html>', 'text/html');
    await expectEnvelope(await get(), 503);
    server.answer = json(301, {}, { location: 'http://elsewhere/' });
    await expectEnvelope(await get(), 422, 42207);
    server.answer = json(401, { error_code: 401, message: 'who?' });
    expect(await expectEnvelope(await get(), 422, 42207)).toContain('refused the credentials of the gateway');
    server.answer = (res) => res.destroy();
    expect((await get()).headers.get('retry-after')).toBe('5');
  });

  it.each([
    ['a%2Fb', 'a%2Fb'],
    ['a%252Fb', 'a%252Fb'],
    ['%C3%A9%20%3F%23', '%C3%A9%20%3F%23'],
    ['...', '...'],
    ['x'.repeat(300), 'x'.repeat(300)],
    ['a:b;c', 'a%3Ab%3Bc'],
  ])('keeps the subject %s one segment', async (subject, sent) => {
    const connection = await RawConnection.open(app.port);
    const { status } = await connection.request('GET', `/subjects/${subject}/versions`).response();
    expect(status).toBe(200);
    expect(server.requests.map(({ url }) => url)).toEqual([`/base/subjects/${sent}/versions`]);
  });

  it.each(['..', '.', '%2e%2e', '%2E', '.%2e', '%00', 'a%0d%0ab', '%ff', 'x'.repeat(1025)])(
    'refuses the subject %s',
    async (subject) => {
      const connection = await RawConnection.open(app.port);
      await expectEnvelope(await connection.request('GET', `/subjects/${subject}/versions`).response(), 400);
      expect(server.requests).toEqual([]);
    },
  );

  it('reaches nothing of the registry but its API', async () => {
    const connection = await RawConnection.open(app.port);
    for (const path of ['/subjects/../../admin', '/admin', '/subjects/s/versions/1/x', '/schemas/ids', '/Subjects']) {
      await expectEnvelope(await connection.request('GET', path).response(), 404);
    }
    await expectEnvelope(await fetch(`${app.url}/schemas/types`, { method: 'POST' }), 405);
    expect(server.requests).toEqual([]);
  });

  it('refuses a body that is too large before the registry hears of it', async () => {
    const response = await fetch(`${app.url}/subjects/s/versions`, { method: 'POST', body: 'x'.repeat(1001) });
    await expectEnvelope(response, 413);
    expect(server.requests).toEqual([]);
  });

  it('answers HEAD without a body', async () => {
    const response = await fetch(`${app.url}/subjects`, { method: 'HEAD' });
    expect([response.status, response.headers.get('content-length')]).toEqual([200, '2']);
    expect(server.requests.map(({ method }) => method)).toEqual(['GET']);
  });
});

describe('an application', () => {
  let other: TestApp | undefined;

  afterEach(async () => {
    await other?.close();
    other = undefined;
  });

  it('without a schema registry says so', async () => {
    other = await createTestApp();
    await expectEnvelope(await fetch(`${other.url}/subjects`), 422, 42206);
  });

  it('in which the API is switched off does not have it', async () => {
    const servers = [{ url: server.url(), authorization: null }];
    other = await createTestApp({ settings: { schemaRegistry: { servers, apiEnabled: false } } });
    for (const path of ['/subjects', '/config', '/schemas/ids/1']) {
      await expectEnvelope(await fetch(other.url + path, { headers: { accept: TYPE } }), 404);
    }
    expect(server.requests).toEqual([]);
  });
});
