import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { expectEnvelope } from '../support/expect-response.js';
import { ProvokingController, ProvokingRawController } from '../support/provoking.controller.js';

const V2 = 'application/vnd.kafka.v2+json';

describe('media types', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp({ controllers: [ProvokingController, ProvokingRawController] });
  });

  afterAll(async () => {
    await app.close();
  });

  async function get(path: string, accept?: string): Promise<Response> {
    return fetch(app.url + path, { headers: accept === undefined ? {} : { accept } });
  }

  async function post(type: string | undefined, body = '{"name":"x"}'): Promise<Response> {
    const headers = type === undefined ? undefined : { 'content-type': type };
    // Bytes have no type of their own that fetch would send.
    return fetch(`${app.url}/provoke/thing`, { method: 'POST', body: Buffer.from(body), headers });
  }

  it.each([
    [undefined, V2],
    ['*/*', V2],
    ['application/*', V2],
    [V2, V2],
    ['application/vnd.kafka+json', V2],
    ['application/json', 'application/json'],
    ['application/vnd.kafka.json.v2+json', 'application/vnd.kafka.json.v2+json'],
    ['text/html, application/xhtml+xml, */*;q=0.8', V2],
    ['application/vnd.kafka.v2+json;q=0.5, application/json', 'application/json'],
    ['application/json;q=0.9, application/vnd.kafka.binary.v2+json;q=0.95', 'application/vnd.kafka.binary.v2+json'],
    ['APPLICATION/VND.KAFKA.V2+JSON', V2],
    [`${V2}; charset=utf-8`, V2],
  ])('answer Accept: %s exactly as %s, without a charset', async (accept, type) => {
    const response = await get('/provoke/calls', accept);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
  });

  it.each(['text/html', 'application/xml', 'application/vnd.kafka.v2+json;q=0', 'nonsense'])(
    'refuse Accept: %s before anything happens, naming what would do',
    async (accept) => {
      const before = (await (await get('/provoke/calls')).json()) as { calls: number };
      const message = await expectEnvelope(await get('/provoke/calls', accept), 406);
      expect(message).toContain(V2);
      expect(message).toContain('application/json');
      expect(await (await get('/provoke/calls')).json()).toEqual({ calls: before.calls + 1 });
    },
  );

  it('refuse a type of v2 that the route does not answer', async () => {
    expect(await expectEnvelope(await get('/provoke/text', 'application/vnd.kafka.avro.v2+json'), 406)).not.toContain(
      'avro',
    );
  });

  it('refuse a dialect that the path is not served in, naming one that it is', async () => {
    expect(await expectEnvelope(await get('/provoke/calls', 'application/vnd.kafka.v1+json'), 406)).toContain(V2);
    expect(await expectEnvelope(await post('application/vnd.kafka.json.v1+json'), 415)).toContain(V2);
  });

  it.each([
    undefined,
    'application/json',
    V2,
    `${V2}; charset=utf-8`,
    'application/vnd.kafka.avro.v2+json',
    'Application/JSON;a=b',
  ])('let a body of type %s be read', async (type) => {
    expect((await post(type)).status).toBe(200);
  });

  it.each(['text/plain', 'application/xml', 'nonsense', 'application/vnd.kafka.v9+json'])(
    'refuse a body of type %s, naming what would be read',
    async (type) => {
      expect(await expectEnvelope(await post(type), 415)).toContain(V2);
    },
  );

  it('tell users of curl -d what is missing', async () => {
    const message = await expectEnvelope(await post('application/x-www-form-urlencoded'), 415);
    expect(message).toContain(`-H "Content-Type: ${V2}"`);
  });

  it.each([
    ['/provoke/error/topic-not-found', 'application/json', 'application/json'],
    ['/provoke/error/topic-not-found', undefined, V2],
    ['/provoke/error/topic-not-found', 'application/vnd.kafka.binary.v2+json', 'application/vnd.kafka.binary.v2+json'],
    ['/raw/typed-error', 'application/vnd.kafka.json.v2+json', 'application/vnd.kafka.json.v2+json'],
    ['/raw/async-bug', undefined, V2],
    ['/raw/async-bug', 'text/html', 'application/json'],
    ['/nowhere', V2, 'application/json'],
  ])('type the error of %s for Accept: %s as %s', async (path, accept, type) => {
    expect((await get(path, accept)).headers.get('content-type')).toBe(type);
  });

  it('carry text as UTF-8 of the right length', async () => {
    const response = await get('/provoke/text');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get('content-length')).toBe(String(bytes.length));
    expect(JSON.parse(bytes.toString())).toEqual({ text: 'Grüße, 世界 \u{1f600}' });
  });
});
