import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { expectEnvelope, header } from '../support/expect-response.js';
import { ProvokingController, ProvokingRawController } from '../support/provoking.controller.js';
import { RawConnection } from '../support/raw-http.js';

describe('connections', () => {
  let app: TestApp;
  let raw: ProvokingRawController;
  let connection: RawConnection;

  beforeAll(async () => {
    app = await createTestApp({ controllers: [ProvokingController, ProvokingRawController] });
    raw = app.gateway.nest.get(ProvokingRawController);
  });

  afterAll(async () => {
    await app.close();
  });

  beforeEach(async () => {
    connection = await RawConnection.open(app.port);
  });

  afterEach(() => RawConnection.destroyAll());

  it('answer pipelined requests in order, each with its own id', async () => {
    for (const id of ['one', 'two', 'three']) connection.request('GET', '/provoke/text', [`X-Request-Id: ${id}`]);
    const ids = [];
    for (let i = 0; i < 3; i++) ids.push(header(await connection.response(), 'x-request-id'));
    expect(ids).toEqual(['one', 'two', 'three']);
  });

  it('answer a good request before the broken one behind it, which waits for its turn', async () => {
    connection.request('GET', '/raw/wait').send('NONSENSE\r\n\r\n');
    await raw.arrival();
    raw.waiting.shift()?.();
    expect(await connection.response()).toMatchObject({ status: 200, text: '{"waited":true}' });
    await expectEnvelope(await connection.response(), 400);
    await connection.ended();
  });

  it('refuse a broken request that follows an answered one', async () => {
    expect((await connection.request('GET', '/provoke/text').response()).status).toBe(200);
    await expectEnvelope(await connection.send('NONSENSE\r\n\r\n').response(), 400);
    await connection.ended();
  });

  it('survive a client that leaves before its answer', async () => {
    connection.request('GET', '/raw/wait');
    await raw.arrival();
    connection.destroy();
    raw.waiting.shift()?.();
    expect((await fetch(`${app.url}/provoke/text`)).status).toBe(200);
    expect(app.log.of('error')).toEqual([]);
  });

  it('survive a client that leaves in the middle of its body', async () => {
    connection.request('POST', '/provoke/thing', ['Content-Type: application/json', 'Content-Length: 100'], '{"na');
    connection.destroy();
    expect((await fetch(`${app.url}/provoke/text`)).status).toBe(200);
    expect(app.log.of('error')).toEqual([]);
  });

  it('end after an answer to HTTP/1.0, which needs no Host', async () => {
    const response = await connection.send('GET /provoke/text HTTP/1.0\r\n\r\n').response();
    expect(response.status).toBe(200);
    await connection.ended();
  });

  it('end when the client says so', async () => {
    expect((await connection.request('GET', '/provoke/text', ['Connection: close']).response()).status).toBe(200);
    await connection.ended();
  });

  it('stay HTTP/1.1 when the client offers another protocol', async () => {
    const upgrade = ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA'];
    expect((await connection.request('GET', '/provoke/text', upgrade).response()).status).toBe(200);
    expect((await connection.request('GET', '/provoke/text').response()).status).toBe(200);
  });

  it('are no tunnels', async () => {
    const response = await connection
      .send('CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n')
      .response();
    await expectEnvelope(response, 405);
    expect(header(response, 'allow')).toContain('GET');
    await connection.ended();
  });

  it('take an absolute target for what it names here', async () => {
    expect((await connection.request('GET', 'http://elsewhere.example/provoke/text').response()).status).toBe(200);
  });

  it('are asked for a body that the client holds back only when it is wanted', async () => {
    const headers = ['Content-Type: application/json', 'Content-Length: 12', 'Expect: 100-continue'];
    connection.request('POST', '/provoke/thing', headers);
    connection.send('{"name":"x"}');
    expect((await connection.response()).status).toBe(200);

    const refused = await RawConnection.open(app.port);
    refused.request('POST', '/nowhere', headers);
    const response = await refused.response();
    await expectEnvelope(response, 404);
    expect(header(response, 'connection')).toBe('close');
    await refused.ended();
  });

  it('refuse what else may be expected', async () => {
    const response = await connection.request('GET', '/provoke/text', ['Expect: a-pony']).response();
    expect(await expectEnvelope(response, 417)).toContain('100-continue');
  });

  it('are used again when a handler leaves a small body unread', async () => {
    connection.request('POST', '/raw/ignore-body', ['Content-Length: 5'], 'hello');
    expect((await connection.response()).status).toBe(204);
    connection.request('GET', '/provoke/text');
    expect((await connection.response()).status).toBe(200);
  });

  it('end without an answer when nothing was asked', async () => {
    const quick = await createTestApp({ settings: { http: { headersTimeoutMs: 100 } } });
    const silent = await RawConnection.open(quick.port);
    await silent.ended();
    await quick.close();
  });
});
