import { gzipSync, deflateSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { expectEnvelope, header } from '../support/expect-response.js';
import { ProvokingController, ProvokingRawController } from '../support/provoking.controller.js';
import { RawConnection } from '../support/raw-http.js';

const MAX = 100_000;

describe('request bodies', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp({
      settings: { http: { bodyMaxBytes: MAX } },
      controllers: [ProvokingController, ProvokingRawController],
    });
  });

  afterEach(() => RawConnection.destroyAll());

  afterAll(async () => {
    await app.close();
  });

  async function echo(body: string | Buffer, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${app.url}/raw/echo`, { method: 'POST', body, headers });
  }

  it('arrive whole up to the limit', async () => {
    const body = Buffer.alloc(MAX, 'x');
    expect(Buffer.from(await (await echo(body)).arrayBuffer()).equals(body)).toBe(true);
  });

  it('are refused as 413 one byte above it, naming the limit', async () => {
    expect(await expectEnvelope(await echo('x'.repeat(MAX + 1)), 413)).toContain(`${MAX} bytes`);
  });

  it('are refused in JSON handlers as in raw ones', async () => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${app.url}/provoke/thing`, { method: 'POST', body: `"${'x'.repeat(MAX)}"`, headers });
    expect(await expectEnvelope(response, 413)).toContain(`${MAX} bytes`);
  });

  it('may come in chunks', async () => {
    const connection = await RawConnection.open(app.port);
    connection.request('POST', '/raw/echo', ['Transfer-Encoding: chunked'], '3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n');
    expect((await connection.response()).text).toBe('abcde');
  });

  it.each([
    ['of known length', [`Content-Length: ${50 * MAX}`], ''],
    ['in chunks', ['Transfer-Encoding: chunked'], `${(50 * MAX).toString(16)}\r\n`],
  ])('that are far too large and %s let their sender read the refusal', async (_, headers, before) => {
    const connection = await RawConnection.open(app.port);
    // All of it is sent without looking at the answer, as many clients do.
    connection.request('POST', '/raw/echo', headers, before).send(Buffer.alloc(50 * MAX, 'x'));
    const response = await connection.response();
    await expectEnvelope(response, 413);
    expect(header(response, 'connection')).toBe('close');
    await connection.ended();
  });

  it.each([
    ['gzip', gzipSync('{"name":"packed"}')],
    ['x-gzip', gzipSync('{"name":"packed"}')],
    ['GZIP', gzipSync('{"name":"packed"}')],
    ['deflate', deflateSync('{"name":"packed"}')],
    ['identity', Buffer.from('{"name":"packed"}')],
  ])('are read through %s', async (encoding, body) => {
    const headers = { 'content-type': 'application/json', 'content-encoding': encoding };
    const response = await fetch(`${app.url}/provoke/thing`, { method: 'POST', body, headers });
    expect([response.status, await response.json()]).toMatchObject([200, { thing: { name: 'packed' } }]);
  });

  it('are refused as 413 when they only become too large by decompression', async () => {
    const bomb = gzipSync(Buffer.alloc(MAX * 100));
    expect(bomb.length).toBeLessThan(MAX);
    expect(await expectEnvelope(await echo(bomb, { 'content-encoding': 'gzip' }), 413)).toContain(`${MAX} bytes`);
  });

  it('are refused as 400 when they are not what their encoding says', async () => {
    expect(await expectEnvelope(await echo('not packed', { 'content-encoding': 'gzip' }), 400)).toContain('gzip');
    expect(
      await expectEnvelope(await echo(gzipSync('cut off').subarray(0, 12), { 'content-encoding': 'gzip' }), 400),
    ).toContain('gzip');
  });

  it.each(['br', 'gzip, gzip', 'bzip2'])(
    'are refused as 415 in the encoding %s, naming those that would be read',
    async (encoding) => {
      const message = await expectEnvelope(await echo('x', { 'content-encoding': encoding }), 415);
      expect(message).toContain(encoding);
      expect(message).toMatch(/gzip.*deflate.*identity/);
    },
  );

  it('are read on GET too', async () => {
    const connection = await RawConnection.open(app.port);
    connection.request(
      'GET',
      '/provoke/thing',
      ['Content-Type: application/json', 'Content-Length: 12'],
      '{"name":"x"}',
    );
    expect((await connection.response()).text).toBe('{"given":true}');
  });
});
