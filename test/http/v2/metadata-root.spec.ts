import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';

const V2 = 'application/vnd.kafka.v2+json';

describe('root', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp();
  });

  afterAll(async () => {
    await app.close();
  });

  async function post(body: string, headers: Record<string, string> = { 'content-type': V2 }): Promise<Response> {
    return fetch(`${app.url}/`, { method: 'POST', body, headers });
  }

  it('lists versions and links that lead somewhere', async () => {
    const response = await fetch(`${app.url}/`);
    expect(response.headers.get('content-type')).toBe(V2);
    const body = (await response.json()) as { apis: { openapi: string }[]; links: Record<string, string> };
    expect(body).toMatchObject({
      service: 'kafka-rest-gateway',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/) as unknown,
      apis: [
        { name: 'v2', media_type: V2, openapi: `${app.url}/openapi/v2.json` },
        { name: 'v3', media_type: 'application/json', openapi: `${app.url}/openapi/v3.json` },
        { name: 'v1', media_type: 'application/vnd.kafka.v1+json', openapi: `${app.url}/openapi/v1.json` },
        {
          name: 'draft',
          media_type: 'application/vnd.schemaregistry.v1+json',
          openapi: `${app.url}/openapi/draft.json`,
        },
      ],
    });
    for (const link of [...Object.values(body.links), ...body.apis.map(({ openapi }) => openapi)]) {
      expect((await fetch(link)).status).toBe(200);
    }
  });

  it('does not ask Kafka', async () => {
    const before = app.admin.callsOf('describeCluster');
    await fetch(`${app.url}/`);
    expect(app.admin.callsOf('describeCluster')).toBe(before);
  });

  it.each(['application/vnd.kafka.v1+json', 'application/vnd.schemaregistry.v1+json', 'application/json'])(
    'answers a client that speaks %s in its own type',
    async (type) => {
      const response = await fetch(`${app.url}/`, { headers: { accept: type } });
      expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
    },
  );

  it('answers {} to any map of texts', async () => {
    const response = await post('{"hello":"world"}');
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([200, V2, '{}']);
  });

  it.each([
    ['malformed JSON', '{"a":', 400],
    ['a list', '[]', 422],
    ['a member that is not a text', '{"a":1}', 422],
  ])('refuses %s', async (_, body, status) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error_code: status });
  });

  it('refuses a form with the type that would work', async () => {
    const response = await post('a=b', { 'content-type': 'application/x-www-form-urlencoded' });
    expect(response.status).toBe(415);
    expect(((await response.json()) as { message: string }).message).toContain(V2);
  });
});
