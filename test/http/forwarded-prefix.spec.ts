import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { RawConnection } from '../support/raw-http.js';

describe('behind a proxy that takes a prefix off the path', () => {
  let trusting: TestApp;
  let wary: TestApp;
  let names = 0;

  beforeAll(async () => {
    trusting = await createTestApp({ settings: { http: { trustedProxies: ['loopback'] } } });
    wary = await createTestApp();
  });

  afterAll(async () => {
    RawConnection.destroyAll();
    await Promise.all([trusting.close(), wary.close()]);
  });

  async function baseUri({ url }: TestApp, prefix: string): Promise<string> {
    const name = `i${names++}`;
    const headers = { 'Content-Type': 'application/vnd.kafka.v2+json', 'X-Forwarded-Prefix': prefix };
    const body = JSON.stringify({ name });
    const created = await fetch(`${url}/consumers/g`, { method: 'POST', headers, body });
    const { base_uri: uri } = (await created.json()) as { base_uri: string };
    return uri.replace(url, '').replace(`/consumers/g/instances/${name}`, '');
  }

  it.each([
    ['/kafka', '/kafka'],
    ['/teams/a-b/kafka/', '/teams/a-b/kafka'],
    ['/caf%C3%A9', '/caf%C3%A9'],
    ['/outer, /inner', '/outer'],
    ['/..hidden/v1.0', '/..hidden/v1.0'],
    ['/', ''],
  ])('named %s, URLs of consumer instances begin with it', async (prefix, begin) => {
    expect(await baseUri(trusting, prefix)).toBe(begin);
  });

  it('URLs in API v3 begin with it, those of the alias too', async () => {
    const headers = { 'X-Forwarded-Prefix': '/rest' };
    for (const mount of ['', '/kafka']) {
      const response = await fetch(`${trusting.url}${mount}/v3/clusters`, { headers });
      const { metadata, data } = (await response.json()) as Listed;
      const base = `${trusting.url}/rest${mount}/v3/clusters`;
      expect([metadata.self, data[0]?.topics.related]).toEqual([base, `${base}/fake-cluster/topics`]);
    }
  });

  it.each([
    '//evil.example',
    '/a//b',
    '/../admin',
    '/a/..',
    '/a/./b',
    '/%2e%2E/admin',
    '/.%2e/x',
    '/a?b=c',
    '/a#b',
    '/a\\b',
    '/a%0d%0aSet-Cookie',
    '/a%2f..%2fb',
    '/a%zz',
    'kafka',
    'https://evil.example/',
    '/<script>',
  ])('takes %s for none', async (prefix) => {
    expect(await baseUri(trusting, prefix)).toBe('');
  });

  it('refuses one with the end of a line in it', async () => {
    const connection = await RawConnection.open(trusting.port);
    const response = await connection.request('GET', '/v3/clusters', ['X-Forwarded-Prefix: /a\rX: y']).response();
    expect(response.status).toBe(400);
  });

  it('is not believed by who does not know the proxy', async () => {
    expect(await baseUri(wary, '/kafka')).toBe('');
  });

  it('the page of the documents finds its parts, wherever it is', async () => {
    const page = await (await fetch(`${trusting.url}/docs`, { headers: { 'X-Forwarded-Prefix': '/rest' } })).text();
    const links = [...page.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) {
      const inside = new URL(link, 'http://proxy/rest/docs');
      expect(inside.href).toMatch(/^http:\/\/proxy\/rest\//);
      expect((await fetch(trusting.url + inside.pathname.slice('/rest'.length))).status).toBe(200);
    }
  });
});

interface Listed {
  metadata: { self: string };
  data: { topics: { related: string } }[];
}
