import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { ProvokingController } from '../support/provoking.controller.js';

const OURS = 'https://app.example.com';
const OTHER = 'https://evil.example.com';

const RULES = {
  origins: ['https://admin.example.com', OURS],
  methods: ['GET', 'POST', 'DELETE'],
  headers: ['Content-Type', 'Accept'],
  exposed: ['X-Request-Id', 'Retry-After', 'Location'],
};

describe('web pages of other origins', () => {
  let some: TestApp;
  let all: TestApp;
  let none: TestApp;

  beforeAll(async () => {
    const open = (cors: typeof RULES | null) =>
      createTestApp({ settings: { http: { cors } }, controllers: [ProvokingController] });
    [some, all, none] = await Promise.all([open(RULES), open({ ...RULES, origins: ['*', OURS] }), open(null)]);
  });

  afterAll(() => Promise.all([some, all, none].map((app) => app.close())));

  async function corsOf({ url }: TestApp, origin: string | null, path = '/provoke/text', init: RequestInit = {}) {
    const headers = { ...(init.headers as Record<string, string>), ...(origin === null ? {} : { Origin: origin }) };
    const response = await fetch(url + path, { ...init, headers });
    await response.arrayBuffer();
    const seen = [...response.headers].filter(([name]) => name === 'vary' || name.startsWith('access-control-'));
    return { status: response.status, ...Object.fromEntries(seen) };
  }

  const preflight = { method: 'OPTIONS', headers: { 'Access-Control-Request-Method': 'DELETE' } };

  it('may read answers where their origin is listed', async () => {
    const headers = {
      vary: 'Origin',
      'access-control-allow-origin': OURS,
      'access-control-expose-headers': 'X-Request-Id, Retry-After, Location',
    };
    expect(await corsOf(some, OURS)).toEqual({ status: 200, ...headers });
    expect(await corsOf(some, OURS, '/provoke/text', { method: 'HEAD' })).toEqual({ status: 200, ...headers });
    expect(await corsOf(some, OURS, '/nowhere')).toEqual({ status: 404, ...headers });
    expect(await corsOf(some, OURS, '/provoke/error/kafka-retriable')).toEqual({ status: 503, ...headers });
  });

  it('are told in a preflight what they may do, wherever it goes', async () => {
    const allowed = {
      status: 204,
      vary: 'Origin',
      'access-control-allow-origin': OURS,
      'access-control-allow-methods': 'GET, POST, DELETE',
      'access-control-allow-headers': 'Content-Type, Accept',
      'access-control-max-age': '1800',
    };
    expect(await corsOf(some, OURS, '/consumers/g/instances/i', preflight)).toEqual(allowed);
    expect(await corsOf(some, OURS, '/nowhere', preflight)).toEqual(allowed);
  });

  it.each([OTHER, 'null', 'https://app.example.com.evil.com', 'http://app.example.com', 'https://APP.example.com'])(
    'learn nothing at %s, which is not listed',
    async (origin) => {
      expect(await corsOf(some, origin)).toEqual({ status: 200, vary: 'Origin' });
      expect(await corsOf(some, origin, '/provoke/text', preflight)).toEqual({ status: 204, vary: 'Origin' });
    },
  );

  it('may all read answers where everybody is listed, without their name in the answer', async () => {
    expect(await corsOf(all, OTHER)).toMatchObject({ status: 200, 'access-control-allow-origin': '*' });
    expect(await corsOf(all, OTHER)).not.toHaveProperty('vary');
    expect(await corsOf(all, OTHER, '/provoke/text', preflight)).toMatchObject({
      status: 204,
      'access-control-allow-origin': '*',
    });
  });

  it('make no difference to other clients, but for caches', async () => {
    expect(await corsOf(some, null)).toEqual({ status: 200, vary: 'Origin' });
    const options = await fetch(`${some.url}/provoke/text`, { method: 'OPTIONS', headers: { Origin: OURS } });
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS']);
  });

  it('may do nothing unless that is asked for', async () => {
    expect(await corsOf(none, OURS)).toEqual({ status: 200 });
    expect(await corsOf(none, OURS, '/provoke/text', preflight)).toEqual({ status: 204 });
  });
});
