import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ERROR_CODES } from '../../src/errors/error-code.js';
import { v2Errors } from '../../src/http/dialects/v2.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { expectEnvelope } from '../support/expect-response.js';
import { ProvokingController, ProvokingRawController } from '../support/provoking.controller.js';

describe('errors', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp({
      settings: { log: { level: 'debug' } },
      controllers: [ProvokingController, ProvokingRawController],
    });
  });

  beforeEach(() => {
    app.log.lines.length = 0;
  });

  afterAll(async () => {
    await app.close();
  });

  it.each(ERROR_CODES)('of kind %s leave with the status and number of the dialect', async (code) => {
    const { status, errorCode } = v2Errors[code];
    expect(await expectEnvelope(await fetch(`${app.url}/provoke/error/${code}`), status, errorCode)).toBe(
      `about ${code}`,
    );
  });

  it.each(['too-many-requests', 'kafka-retriable', 'kafka-unavailable', 'shutting-down'])(
    'that pass by themselves say when to come back: %s',
    async (code) => {
      const response = await fetch(`${app.url}/provoke/error/${code}`);
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    },
  );

  it.each(['/provoke/bug', '/provoke/not-an-error', '/provoke/unserializable', '/raw/sync-bug', '/raw/async-bug'])(
    'that are bugs say nothing to the client and everything to the log: %s',
    async (path) => {
      const id = 'find-me.1';
      const response = await fetch(app.url + path, { headers: { 'x-request-id': id } });
      expect(await expectEnvelope(response, 500)).toBe('Internal Server Error');
      expect(app.log.of('error')).toEqual([
        expect.objectContaining({ fields: expect.objectContaining({ requestId: id, error: expect.anything() }) }),
      ]);
    },
  );

  it('that come too late cut the answer off instead of pretending that it is whole', async () => {
    const broken = fetch(`${app.url}/raw/late-bug`).then((response) => response.text());
    await expect(broken).rejects.toThrow();
    expect(app.log.of('error')).toHaveLength(1);
    expect((await fetch(`${app.url}/provoke/text`)).status).toBe(200);
  });

  it.each([
    ['bad-request', 'debug'],
    ['topic-not-found', 'debug'],
    ['kafka-unavailable', 'warn'],
    ['kafka-error', 'warn'],
    ['internal', 'error'],
  ] as const)('are logged at the level they deserve: %s at %s', async (code, level) => {
    await fetch(`${app.url}/provoke/error/${code}`);
    const lines = app.log.lines.filter(({ message }) => message !== 'request');
    expect(lines.map((line) => line.level)).toEqual([level]);
  });
});

describe('request ids', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp({
      settings: { log: { level: 'debug' } },
      controllers: [ProvokingController, ProvokingRawController],
    });
  });

  afterAll(async () => {
    await app.close();
  });

  it.each(['/provoke/text', '/raw/typed-error', '/nowhere', '/provoke/bug', '/docs', '/health/live'])(
    'are taken over and echoed by %s',
    async (path) => {
      const response = await fetch(app.url + path, { headers: { 'x-request-id': 'my_id.1-2' } });
      expect(response.headers.get('x-request-id')).toBe('my_id.1-2');
    },
  );

  it.each(['', 'a b', 'a'.repeat(65), 'ä', 'a,b', '{"a":1}'])('are made when the client sends %j', async (id) => {
    const response = await fetch(`${app.url}/provoke/text`, { headers: { 'x-request-id': encodeURI(id) } });
    expect(response.headers.get('x-request-id')).toMatch(/^[\w-]{12}-[\da-z]+$/);
  });

  it('are never made twice', async () => {
    const ids = await Promise.all(
      Array.from({ length: 20 }, async () => (await fetch(`${app.url}/provoke/text`)).headers.get('x-request-id')),
    );
    expect(new Set(ids).size).toBe(20);
  });

  it('stand in one line per request, with its route and never its query or names', async () => {
    app.log.lines.length = 0;
    const response = await fetch(`${app.url}/provoke/error/kafka-error?password=hidden`, {
      headers: { 'x-request-id': 'logged' },
    });
    const body = await response.text();
    await fetch(`${app.url}/provoke/text`);
    expect(
      app.log.lines.filter(({ message, fields }) => message === 'request' && fields['requestId'] === 'logged'),
    ).toEqual([
      {
        level: 'debug',
        message: 'request',
        fields: {
          requestId: 'logged',
          method: 'GET',
          route: '/provoke/error/:code',
          status: 500,
          ms: expect.any(Number),
          bytes: body.length,
          complete: true,
        },
      },
    ]);
    expect(JSON.stringify(app.log.lines)).not.toContain('hidden');
  });
});
