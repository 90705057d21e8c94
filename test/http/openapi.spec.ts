import { createContext, runInContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../src/errors/gateway-error.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';

describe('documentation', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp();
  });

  afterAll(async () => {
    await app.close();
  });

  async function get(path: string): Promise<{ status: number; type: string | null; headers: Headers; text: string }> {
    const response = await fetch(app.url + path);
    const { status, headers } = response;
    return { status, headers, type: headers.get('content-type'), text: await response.text() };
  }

  it('serves the OpenAPI 3.1 document of v2', async () => {
    const { status, type, text } = await get('/openapi/v2.json');
    expect([status, type]).toEqual([200, 'application/json']);
    expect(JSON.parse(text)).toMatchObject({ openapi: '3.1.0', servers: [{ url: '..' }] });
  });

  it.each([
    '/openapi/v9.json',
    '/openapi/..%2Fpackage.json',
    '/docs/unknown.js',
    '/docs/..%2F..%2Fpackage.json',
    '/docs/LICENSE',
  ])('answers 404 to %s', async (path) => {
    const { status, text } = await get(path);
    expect(status).toBe(404);
    expect(JSON.parse(text)).toMatchObject({ error_code: 404 });
  });

  it.each(['/docs', '/docs/'])(
    'serves at %s a page all of whose files are there, by relative addresses',
    async (path) => {
      const { status, type, text } = await get(path);
      expect([status, type]).toEqual([200, 'text/html; charset=utf-8']);
      const links = [...text.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, link]) => link!);
      expect(links.length).toBeGreaterThanOrEqual(5);
      for (const link of links) {
        expect(link).toMatch(/^\.\//);
        expect((await fetch(new URL(link, app.url + path))).status).toBe(200);
      }
    },
  );

  it('lets the page load and run nothing but its own files', async () => {
    const { headers, text } = await get('/docs/');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/https?:|unsafe-eval|script-src[^;]*unsafe-inline/);
    expect(text).not.toMatch(/<script>|https?:\/\//);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('offers paths of v3 with the id of the cluster, and with an example while Kafka is out of reach', async () => {
    const here = `${app.url}/docs/start.js`;
    const { text: script } = await get('/docs/start.js');
    let started: { responseInterceptor: (response: object) => Promise<{ text: string }> } | undefined;
    const bundle = Object.assign((config: typeof started) => (started = config), { presets: {} });
    const page = { document: { currentScript: { src: here } }, SwaggerUIBundle: bundle, SwaggerUIStandalonePreset: 0 };
    runInContext(script, createContext({ ...page, window: {}, URL, AbortSignal, fetch }));
    const shown = async (name: string): Promise<string> => {
      const url = `${app.url}/openapi/${name}.json`;
      return (await started!.responseInterceptor({ ok: true, url, text: (await get(`/openapi/${name}.json`)).text }))
        .text;
    };
    const plain = (await get('/openapi/v3.json')).text;
    expect(plain).toContain('"example": "lkc-example"');
    app.admin.failWith('describeCluster', new GatewayError('kafka-unavailable', 'No broker can be reached.'));
    expect(await shown('v3')).toBe(plain);
    app.admin.failWith('describeCluster', null);
    expect(await shown('v3')).toBe(plain.replaceAll('lkc-example', 'fake-cluster'));
    expect(await shown('v2')).toBe((await get('/openapi/v2.json')).text);
  });

  it('starts Swagger UI with a document whose address is relative to the page', async () => {
    const { type, text } = await get('/docs/start.js');
    expect(type).toBe('text/javascript; charset=utf-8');
    expect(text).toContain(`'../openapi/'`);
    expect(text).toContain('validatorUrl: null');
  });
});
