import { afterEach, describe, expect, it } from '@jest/globals';
import { send } from '../../support/consumer-http.js';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';

const V1 = 'application/vnd.kafka.v1+json';
const DRAFT = 'application/vnd.schemaregistry.v1+json';
const V2 = 'application/vnd.kafka.v2+json';

/** Routes of one dialect only, and routes that v2 has too. */
const ROUTES = [
  ['GET', '/topics'],
  ['GET', '/topics/t'],
  ['POST', '/topics/t'],
  ['POST', '/consumers/g'],
  ['GET', '/consumers/g/instances/i/topics/t'],
] as const;
const OF_V1 = [...ROUTES, ['GET', '/consume/t/partitions/0?offset=0'], ['GET', '/consumers/g/i/t']] as const;

describe('a dialect that is switched off', () => {
  let app: TestApp;

  async function start(apis: { v1?: boolean; draft?: boolean }): Promise<void> {
    app = await createTestApp({ settings: { http: { apis: { v1: true, draft: true, ...apis } } } });
    app.admin.addTopic('t');
  }

  afterEach(() => app.close());

  const ask = (method: string, path: string, type?: string) => {
    const body = method === 'POST' ? '{}' : undefined;
    const headers = type === undefined ? {} : { Accept: type, ...(body === undefined ? {} : { 'Content-Type': type }) };
    return send(method, app.url + path, body, headers);
  };

  it.each([
    ['v1', V1, OF_V1],
    ['draft', DRAFT, ROUTES],
  ] as const)('answers 404 on all its routes: %s', async (name, type, routes) => {
    await start({ [name]: false });
    for (const [method, path] of routes) {
      const answer = await ask(method, path, type);
      expect({ path, ...answer }).toMatchObject({ path, status: 404, body: { error_code: 404 } });
      expect((answer.body as { message: string }).message).toContain(`api.${name}.enable`);
    }
  });

  it('has no routes for other dialects to run into', async () => {
    await start({ v1: false, draft: false });
    expect(await ask('GET', '/consume/t/partitions/0?offset=0')).toMatchObject({ status: 404 });
    expect(await ask('GET', '/consumers/g/i/t', V2)).toMatchObject({ status: 404 });
    const options = await fetch(`${app.url}/consume/t/partitions/0`, { method: 'OPTIONS' });
    expect(options.status).toBe(404);
  });

  it('leaves the others as they are', async () => {
    await start({ v1: false });
    expect(await ask('GET', '/topics', V2)).toMatchObject({ status: 200, type: V2 });
    expect(await ask('GET', '/topics')).toMatchObject({ status: 200, type: V2 });
    expect(await ask('GET', '/topics', DRAFT)).toMatchObject({ status: 200, type: DRAFT });
    expect(await ask('GET', '/health', V1)).toMatchObject({ status: 200 });
  });

  it('has no document, and none is offered', async () => {
    await start({ v1: false });
    expect((await fetch(`${app.url}/openapi/v1.json`)).status).toBe(404);
    expect((await fetch(`${app.url}/openapi/draft.json`)).status).toBe(200);
    const script = await (await fetch(`${app.url}/docs/start.js`)).text();
    expect(script).toContain('["v2","v3","draft","schema-registry"]');
  });

  it('has one otherwise, and Swagger UI offers it', async () => {
    await start({});
    for (const name of ['v2', 'v1', 'draft', 'schema-registry']) {
      expect((await fetch(`${app.url}/openapi/${name}.json`)).status).toBe(200);
    }
    const script = await (await fetch(`${app.url}/docs/start.js`)).text();
    expect(script).toContain('["v2","v3","v1","draft","schema-registry"]');
  });
});
