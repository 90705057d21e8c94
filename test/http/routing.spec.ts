import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { expectEnvelope, header } from '../support/expect-response.js';
import { ProvokingController } from '../support/provoking.controller.js';
import { RawConnection } from '../support/raw-http.js';

describe('routing', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp({ controllers: [ProvokingController] });
  });

  afterEach(() => RawConnection.destroyAll());

  afterAll(async () => {
    await app.close();
  });

  it.each(['/nowhere', '/topicsx', '/Topics', '/provoke/text/more', '//provoke/text', '/v3/nowhere', '/favicon.ico'])(
    'answers 404 to %s',
    async (path) => {
      await expectEnvelope(await fetch(app.url + path), 404);
    },
  );

  it('tolerates a slash at the end and a query', async () => {
    expect((await fetch(`${app.url}/provoke/text/?a=1`)).status).toBe(200);
  });

  it.each(['PUT', 'PATCH', 'DELETE'])('answers 405 to %s and says what is allowed', async (method) => {
    const response = await fetch(`${app.url}/provoke/thing`, { method });
    expect(await expectEnvelope(response, 405)).toContain('POST');
    expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS, POST');
  });

  it('answers 405 to TRACE, which must echo nothing', async () => {
    const connection = await RawConnection.open(app.port);
    await expectEnvelope(await connection.request('TRACE', '/provoke/text').response(), 405);
  });

  it('answers OPTIONS of a path with what it allows, and no body', async () => {
    const response = await fetch(`${app.url}/provoke/nothing`, { method: 'OPTIONS' });
    expect([response.status, response.headers.get('allow'), await response.text()]).toEqual([204, 'OPTIONS, POST', '']);
    await expectEnvelope(await fetch(`${app.url}/nowhere`, { method: 'OPTIONS' }), 404);
  });

  it('answers OPTIONS * for the server as a whole', async () => {
    const connection = await RawConnection.open(app.port);
    const response = await connection.request('OPTIONS', '*').response();
    expect([response.status, header(response, 'allow')]).toEqual([204, 'OPTIONS']);
  });

  it.each([
    ['/provoke/text', 200],
    ['/nowhere', 404],
    ['/provoke/bug', 500],
  ])('answers HEAD %s as GET, without the body', async (path, status) => {
    const whole = await fetch(app.url + path);
    const connection = await RawConnection.open(app.port);
    const response = await connection.request('HEAD', path).response(true);
    expect(response.status).toBe(status);
    expect(header(response, 'content-length')).toBe(String((await whole.arrayBuffer()).byteLength));
    // Nothing of a body came before the next answer.
    expect((await connection.request('GET', '/provoke/text').response()).status).toBe(200);
  });

  it('answers 204 without body, type and length', async () => {
    const response = await fetch(`${app.url}/provoke/nothing`, { method: 'POST' });
    expect([response.status, await response.text()]).toEqual([204, '']);
    expect(response.headers.get('content-type')).toBeNull();
    expect(response.headers.get('content-length')).toBeNull();
  });
});
