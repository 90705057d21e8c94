import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { SchemaRegistrySettings } from '../../src/config/settings.js';
import { HttpSchemaRegistryClient } from '../../src/schema-registry/http/http-schema-registry.client.js';
import type { RegistryRequest } from '../../src/schema-registry/schema-registry.client.js';
import { json, raw, RegistryServer } from '../support/registry-server.js';
import { Metrics } from '../../src/metrics/metrics.js';
import { testSettings } from '../support/test-settings.js';

const UNAVAILABLE = { code: 'schema-registry-unavailable' };
const works = json(200, { schema: '"int"' });

let first: RegistryServer;
let second: RegistryServer;
const clients: HttpSchemaRegistryClient[] = [];

beforeEach(async () => {
  [first, second] = await Promise.all([RegistryServer.start(), RegistryServer.start()]);
  first.answer = works;
  second.answer = works;
});

afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await Promise.all([first.stop(), second.stop()]);
});

function clientOf(urls: string[], change: Partial<SchemaRegistrySettings> = {}): HttpSchemaRegistryClient {
  const servers = urls.map((url) => ({ url, authorization: null }));
  const client = new HttpSchemaRegistryClient(testSettings({ schemaRegistry: { servers, ...change } }), new Metrics());
  clients.push(client);
  return client;
}

/** Moves the clocks of timeouts and circuits on. */
function later(ms: number): void {
  const [now, monotonic] = [Date.now(), performance.now()];
  jest.spyOn(Date, 'now').mockReturnValue(now + ms);
  jest.spyOn(performance, 'now').mockReturnValue(monotonic + ms);
}

/** An address where nobody listens. */
async function deadUrl(): Promise<string> {
  const server = await RegistryServer.start();
  const url = server.url();
  await server.stop();
  return url;
}

describe('a schema registry that does not answer', () => {
  it.each([500, 502, 503, 429])('with anything but status %i is unavailable', async (status) => {
    first.answer = json(status, { error_code: status, message: 'no' });
    await expect(clientOf([first.url()]).schemaById(1)).rejects.toMatchObject({ ...UNAVAILABLE, retryAfterSeconds: 5 });
  });

  it.each([
    ['7', 7],
    ['99999', 3600],
    ['Fri, 31 Dec 1999 23:59:59 GMT', 5],
    ['-1', 5],
  ])('says when to come back: Retry-After: %s', async (header, seconds) => {
    first.answer = json(503, {}, { 'retry-after': header });
    const client = clientOf([first.url()]);
    await expect(client.schemaById(1)).rejects.toMatchObject({ ...UNAVAILABLE, retryAfterSeconds: seconds });
  });

  it('cannot be reached', async () => {
    const client = clientOf([await deadUrl()]);
    await expect(client.schemaById(1)).rejects.toMatchObject({
      ...UNAVAILABLE,
      message: 'The schema registry cannot be reached.',
    });
  });

  it.each([
    ['at all', () => undefined],
    [
      'to the end',
      (res: import('node:http').ServerResponse) => {
        res.writeHead(200, { 'content-type': 'application/json' }).write('{"schema":');
      },
    ],
  ])('%s is waited for no longer than configured', async (_, answer) => {
    first.answer = answer;
    const client = clientOf([first.url()], { requestTimeoutMs: 60 });
    await expect(client.schemaById(1)).rejects.toMatchObject({
      ...UNAVAILABLE,
      message: 'The schema registry did not answer within 60 ms.',
    });
  });

  it('breaks off', async () => {
    first.answer = (res) => {
      res
        .writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
        .write('{', () => res.destroy());
    };
    await expect(clientOf([first.url()]).schemaById(1)).rejects.toMatchObject(UNAVAILABLE);
  });

  it('is none: nothing is configured', async () => {
    await expect(clientOf([]).schemaById(1)).rejects.toMatchObject({ code: 'schema-registry-not-configured' });
  });
});

describe('several addresses of the schema registry', () => {
  it.each([
    ['nobody listens', null],
    ['it fails', json(503, {})],
    ['a proxy says so', raw(502, '<html>', 'text/html')],
    ['it hangs', () => undefined],
  ])('stand in for each other: %s at the first', async (_, answer) => {
    if (answer) first.answer = answer;
    const urls = [answer ? first.url() : await deadUrl(), second.url()];
    // Half of it for the one that hangs, as much for the other, which may be busy.
    const client = clientOf(urls, { requestTimeoutMs: 4000 });
    await expect(client.schemaById(1)).resolves.toMatchObject({ text: '"int"' });
    const asked = first.requests.length;
    await client.schemaById(2);
    expect(first.requests).toHaveLength(asked);
    expect(second.requests).toHaveLength(2);
  });

  it('are tried in their order again after a while', async () => {
    first.answer = json(503, {});
    const client = clientOf([first.url(), second.url()]);
    await client.schemaById(1);
    first.answer = works;
    later(61_000);
    await client.schemaById(2);
    expect([first.requests.length, second.requests.length]).toEqual([2, 1]);
  });

  it('do not stand in for a refusal', async () => {
    first.answer = json(409, { error_code: 409, message: 'incompatible' });
    const client = clientOf([first.url(), second.url()]);
    const schema = { type: 'AVRO', text: '"int"', references: [] } as const;
    await expect(client.register('s', schema)).rejects.toMatchObject({ code: 'schema-registry-failed' });
    expect(second.requests).toEqual([]);
  });

  it('do not both delete when the first may have done it', async () => {
    first.answer = (res) => res.destroy();
    const request: RegistryRequest = { method: 'DELETE', path: '/subjects/s', query: '', body: null };
    const client = clientOf([first.url(), second.url()]);
    await expect(client.forward(request)).rejects.toMatchObject(UNAVAILABLE);
    expect(second.requests).toEqual([]);
    await expect(clientOf([await deadUrl(), second.url()]).forward(request)).resolves.toMatchObject({ status: 200 });
  });
});

describe('a schema registry that fails again and again', () => {
  const patience = { circuitFailures: 3, circuitOpenMs: 8_000 };

  async function failTimes(client: HttpSchemaRegistryClient, times: number): Promise<void> {
    for (let i = 0; i < times; i++) await expect(client.schemaById(1)).rejects.toMatchObject(UNAVAILABLE);
  }

  it('is left alone, and asked by one request after a while', async () => {
    first.answer = json(503, {});
    const client = clientOf([first.url()], patience);
    await failTimes(client, 10);
    expect(first.requests).toHaveLength(3);
    await expect(client.schemaById(1)).rejects.toMatchObject({ retryAfterSeconds: 8 });

    later(8_001);
    await failTimes(client, 2);
    expect(first.requests).toHaveLength(4);

    first.answer = works;
    later(8_001);
    await client.schemaById(1);
    await client.schemaById(1);
    expect(first.requests).toHaveLength(6);
  });

  it('does not make others wait for the one that finds out', async () => {
    first.answer = json(503, {});
    const client = clientOf([first.url()], patience);
    await failTimes(client, 3);
    const asked = Promise.withResolvers<() => void>();
    first.answer = (res, request) => asked.resolve(() => works(res, request));
    later(8_001);
    const probe = client.schemaById(1);
    const release = await asked.promise;
    await failTimes(client, 2);
    release();
    await expect(probe).resolves.toMatchObject({ text: '"int"' });
  });

  it('is not left alone for a schema that it stumbles over', async () => {
    first.answer = json(500, { error_code: 500, message: 'NullPointer' });
    const client = clientOf([first.url()], patience);
    await failTimes(client, 5);
    expect(first.requests).toHaveLength(5);
  });

  it('leaves the other address alone no longer than needed', async () => {
    first.answer = json(503, {});
    second.answer = json(503, {});
    const client = clientOf([first.url(), second.url()], patience);
    await failTimes(client, 5);
    expect([first.requests.length, second.requests.length]).toEqual([3, 3]);
  });
});
