import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { expectEnvelope, header } from '../support/expect-response.js';
import { ProvokingController, ProvokingRawController } from '../support/provoking.controller.js';
import { RawConnection } from '../support/raw-http.js';

const JSON_HEADER = 'Content-Type: application/vnd.kafka.v2+json';

describe('hostile input', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp({
      settings: { http: { headersTimeoutMs: 300, requestTimeoutMs: 300, headerMaxBytes: 4096, bodyMaxBytes: 100_000 } },
      controllers: [ProvokingController, ProvokingRawController],
    });
  });

  afterAll(async () => {
    await app.close();
  });

  // Whatever was sent: the next client is served as if nothing had happened, and nothing counts as a bug of the gateway.
  afterEach(async () => {
    RawConnection.destroyAll();
    expect((await fetch(`${app.url}/provoke/text`)).status).toBe(200);
    expect(app.log.of('error')).toEqual([]);
  });

  it.each([
    ['no HTTP at all', 'hello there\r\n\r\n'],
    ['an unknown method', 'BREW /provoke/text HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a TLS handshake', Buffer.from('16030100c8010000c40303', 'hex')],
    ['an unknown version', 'GET / HTTP/3.7\r\nHost: x\r\n\r\n'],
    ['a control character in the target', 'GET /a\x01b HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a NUL in a header', 'GET / HTTP/1.1\r\nHost: x\r\nX-A: a\0b\r\n\r\n'],
    ['a folded header', 'GET / HTTP/1.1\r\nHost: x\r\nX-A: a\r\n b\r\n Host: y\0\r\n\r\n'],
    ['white space before a colon', 'GET / HTTP/1.1\r\nHost : x\r\n\r\n'],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}'],
    ['a negative length', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -2\r\n\r\n{}'],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['an unknown transfer coding', 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, x\r\n\r\n{}'],
    ['no Host', 'GET /provoke/text HTTP/1.1\r\n\r\n'],
    ['two Hosts', 'GET /provoke/text HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'],
    ['the same Host twice', 'GET /provoke/text HTTP/1.1\r\nHost: a\r\nhOST: a\r\n\r\n'],
    ['a Host that is none', 'GET /provoke/text HTTP/1.1\r\nHost: a/b@c\r\n\r\n'],
  ])('is refused as 400 when it is %s', async (_, bytes) => {
    const connection = await RawConnection.open(app.port);
    await expectEnvelope(await connection.send(bytes).response(), 400);
  });

  it.each([
    ['one huge header', `X-A: ${'a'.repeat(8000)}\r\n`],
    ['many headers', Array.from({ length: 500 }, (_, i) => `X-Header-${i}: ${i}\r\n`).join('')],
  ])('is refused as 431 when it has %s, naming the limit', async (_, headers) => {
    const connection = await RawConnection.open(app.port);
    const response = await connection.send(`GET / HTTP/1.1\r\nHost: x\r\n${headers}\r\n`).response();
    expect(await expectEnvelope(response, 431)).toContain('4096 bytes');
    await connection.ended();
  });

  it('is refused as 431 when the target is too long', async () => {
    const connection = await RawConnection.open(app.port);
    const response = await connection.request('GET', `/topics/${'a'.repeat(8000)}`).response();
    await expectEnvelope(response, 431);
  });

  it('is refused as 408 when headers come too slowly', async () => {
    const connection = await RawConnection.open(app.port);
    const response = await connection.send('GET /provoke/text HTTP/1.1\r\nHost: x\r\nX-Slow: ').response();
    expect(await expectEnvelope(response, 408)).toContain('300 ms');
    await connection.ended();
  });

  it.each([
    ['of known length', ['Content-Length: 20'], '{"name":'],
    ['in chunks', ['Transfer-Encoding: chunked'], '8\r\n{"name":\r\n'],
  ])('is refused as 408 when a body %s comes too slowly', async (_, headers, body) => {
    const connection = await RawConnection.open(app.port);
    const response = await connection.request('POST', '/provoke/thing', [JSON_HEADER, ...headers], body).response();
    expect(await expectEnvelope(response, 408)).toContain('300 ms');
  });

  it.each([
    ['a size that is no number', 'xyz\r\n{}\r\n0\r\n\r\n'],
    ['a size that overflows', 'fffffffffffffffff\r\n{}\r\n0\r\n\r\n'],
    ['more bytes than announced', '1\r\n{}\r\n0\r\n\r\n'],
    ['a chunk that is fine before one that is not', '2\r\n{}\r\nzz\r\n\r\n'],
  ])('is refused as 400 when its chunks have %s', async (_, body) => {
    const connection = await RawConnection.open(app.port);
    const response = await connection
      .request('POST', '/provoke/thing', [JSON_HEADER, 'Transfer-Encoding: chunked'], body)
      .response();
    await expectEnvelope(response, 400);
    expect(header(response, 'connection')).toBe('close');
    await connection.ended();
  });

  it('is refused as 413 when extensions of chunks go on and on', async () => {
    const connection = await RawConnection.open(app.port);
    const body = `2;${'x'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`;
    const response = await connection
      .request('POST', '/provoke/thing', [JSON_HEADER, 'Transfer-Encoding: chunked'], body)
      .response();
    await expectEnvelope(response, 413);
  });

  it('is refused as 400 when the client stops sending in the middle of a body', async () => {
    const connection = await RawConnection.open(app.port);
    connection.request('POST', '/provoke/thing', [JSON_HEADER, 'Content-Length: 20'], '{"na').end();
    await expectEnvelope(await connection.response(), 400);
    await connection.ended();
  });

  it.each([
    ['a name', '/topics/%ZZ'],
    ['a cut sequence', '/topics/%E4%B8'],
    ['a lone per cent sign', '/topics/a%'],
    ['an overlong encoding', '/topics/%C0%80'],
  ])('is refused as 400 when the percent-encoding of %s is broken', async (_, path) => {
    const connection = await RawConnection.open(app.port);
    expect(await expectEnvelope(await connection.request('GET', path).response(), 400)).toContain('percent-encoded');
  });

  it.each(['/topics/a%00b', '/topics/%0A', `/topics/${'a'.repeat(250)}`, '/topics/%C2%85'])(
    'is refused as 400 when a name cannot be one: %s',
    async (path) => {
      const connection = await RawConnection.open(app.port);
      expect(await expectEnvelope(await connection.request('GET', path).response(), 400)).toContain('topic');
    },
  );

  it.each([
    ['overlong NUL', 'c080'],
    ['lone continuation', '80'],
    ['surrogate', 'eda080'],
    ['beyond Unicode', 'f4908080'],
    ['cut sequence', 'e4b8'],
  ])('is refused as 400 when a body is not UTF-8: %s', async (_, hex) => {
    const body = Buffer.concat([Buffer.from('{"name":"'), Buffer.from(hex, 'hex'), Buffer.from('"}')]);
    const response = await fetch(`${app.url}/provoke/thing`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(await expectEnvelope(response, 400)).toContain('UTF-8');
  });

  it.each([
    ['arrays', '['.repeat(40_000)],
    ['closed arrays', '['.repeat(40_000) + ']'.repeat(40_000)],
    ['objects', '{"a":'.repeat(19_000)],
  ])('is refused as 400 when %s are nested without end', async (_, body) => {
    const response = await fetch(`${app.url}/provoke/thing`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(await expectEnvelope(response, 400)).toContain('64 levels');
  });

  it('does not let a client hide a request in the body of another', async () => {
    const connection = await RawConnection.open(app.port);
    const hidden = 'GET /provoke/calls HTTP/1.1\r\nHost: x\r\n\r\n';
    connection.request('POST', '/provoke/maybe', [JSON_HEADER, `Content-Length: ${hidden.length}`], hidden);
    await expectEnvelope(await connection.response(), 400);
    connection.request('GET', '/provoke/text');
    expect((await connection.response()).text).toContain('Grüße');
  });
});
