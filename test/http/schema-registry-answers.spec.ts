import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../src/errors/gateway-error.js';
import { HttpSchemaRegistryClient } from '../../src/schema-registry/http/http-schema-registry.client.js';
import type { Schema } from '../../src/schema-registry/schema.js';
import { json, raw, RegistryServer } from '../support/registry-server.js';
import { Metrics } from '../../src/metrics/metrics.js';
import { testSettings } from '../support/test-settings.js';

const INT: Schema = { type: 'AVRO', text: '"int"', references: [] };
const SCHEMA = { subject: 's', id: 7, version: 2, schema: '"int"' };

let server: RegistryServer;
let client: HttpSchemaRegistryClient;

beforeEach(async () => {
  server = await RegistryServer.start();
  client = clientOf(server.url());
});

afterEach(async () => {
  await client.close();
  await server.stop();
});

function clientOf(url: string, authorization: string | null = null): HttpSchemaRegistryClient {
  const schemaRegistry = { servers: [{ url, authorization }], requestTimeoutMs: 2_000, responseMaxBytes: 65_536 };
  return new HttpSchemaRegistryClient(testSettings({ schemaRegistry }), new Metrics());
}

async function errorOf(promise: Promise<unknown>): Promise<GatewayError> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof GatewayError)) throw new Error(`no GatewayError: ${String(error)}`);
  expect(error.message).not.toMatch(/\n|Exception|Error:| at \//);
  return error;
}

describe('requests to the schema registry', () => {
  it('ask and send in the registry’s own type, and carry what a schema is', async () => {
    server.answer = json(200, { id: 3, version: 1 });
    const references = [{ name: 'a.proto', subject: 'a', version: 4 }];
    await client.lookup('a/b', { type: 'PROTOBUF', text: 'syntax = "proto3";', references });
    await client.register('s', INT);
    const [first, second] = server.requests;
    expect(first).toMatchObject({ method: 'POST', url: '/subjects/a%2Fb' });
    expect(first?.headers).toMatchObject({ 'content-type': 'application/vnd.schemaregistry.v1+json' });
    expect(first?.headers.accept).toContain('application/vnd.schemaregistry.v1+json');
    expect(first?.headers).not.toHaveProperty('authorization');
    expect(JSON.parse(first!.body)).toEqual({ schema: 'syntax = "proto3";', schemaType: 'PROTOBUF', references });
    expect(second).toMatchObject({ method: 'POST', url: '/subjects/s/versions', body: '{"schema":"\\"int\\""}' });
  });

  it.each(['Basic YWxpY2U6aHVudGVyMg==', 'Bearer abc.def'])('carry the credentials %s', async (authorization) => {
    const known = clientOf(server.url(), authorization);
    server.answer = json(200, { schema: '"int"' });
    await known.schemaById(1);
    await known.close();
    expect(server.requests[0]?.headers.authorization).toBe(authorization);
  });

  it('go below the path of the URL', async () => {
    const deep = clientOf(`${server.url()}/apis/ccompat/v7`);
    server.answer = json(200, SCHEMA);
    await deep.schemaOf('s', 'latest');
    await deep.close();
    expect(server.requests[0]?.url).toBe('/apis/ccompat/v7/subjects/s/versions/latest');
  });

  it.each([
    ['..', 'is ".."'],
    ['.', 'is "."'],
    ['', 'is empty'],
    ['\ud800', 'is not valid Unicode'],
    ['x'.repeat(1025), 'has more than 1024 characters'],
  ])('are not made for the subject %j', async (subject, fault) => {
    for (const asked of [client.register(subject, INT), client.lookup(subject, INT), client.schemaOf(subject, 1)]) {
      expect(await errorOf(asked)).toMatchObject({ code: 'schema-invalid', message: expect.stringContaining(fault) });
    }
    expect(server.requests).toEqual([]);
  });
});

describe('an answer of the schema registry', () => {
  it('without a type is about Avro', async () => {
    server.answer = json(200, { schema: '"int"' });
    expect(await client.schemaById(7)).toEqual(INT);
  });

  it.each([
    ['no object', 'null'],
    ['no object', '[1]'],
    ['cut off', '{"schema":'],
    ['a schema that is no text', '{"schema":{"type":"int"}}'],
    ['an unknown type', '{"schema":"x","schemaType":"THRIFT"}'],
    ['references that are none', '{"schema":"x","references":{}}'],
    ['a reference without a name', '{"schema":"x","references":[{"subject":"s","version":1}]}'],
    ['a reference to no version', '{"schema":"x","references":[{"name":"n","subject":"s","version":"1"}]}'],
  ])('is refused when it is %s: %s', async (_, body) => {
    server.answer = raw(200, body, 'application/json');
    expect((await errorOf(client.schemaById(1))).code).toBe('schema-registry-failed');
  });

  it.each(['"7"', '7.5', '-1', '0', '1e20', 'null', 'true'])('is refused when its id is %s', async (id) => {
    server.answer = raw(200, `{"id":${id},"version":1}`, 'application/json');
    expect(await errorOf(client.register('s', INT))).toMatchObject({
      code: 'schema-registry-failed',
      message: expect.stringContaining('"id" is no positive integer'),
    });
  });

  it.each([
    [200, 'text/html; charset=utf-8', 'text/html'],
    [404, 'text/html', 'text/html'],
    [200, 'application/octet-stream', 'application/octet-stream'],
  ])('of status %i and type %s says that the URL may be wrong', async (status, type, named) => {
    server.answer = raw(status, '<html><body>Welcome</body></html>', type);
    const { code, message } = await errorOf(client.schemaById(1));
    expect(code).toBe('schema-registry-failed');
    expect(message).toContain(`${new URL(server.url()).host} answered ${named} in place of JSON`);
    expect(message).not.toContain('Welcome');
  });

  it('that redirects is not followed, and says where to point without what is secret', async () => {
    const location = 'http://bob:hunter2@other:1234/registry/schemas/ids/1?token=secret';
    server.answer = json(302, {}, { location });
    const { code, message } = await errorOf(clientOf(server.url(), 'Basic eA==').schemaById(1));
    expect(code).toBe('schema-registry-failed');
    expect(message).toContain('is schema.registry.url to be http://other:1234/registry?');
    expect(message).not.toMatch(/bob|hunter2|secret/);
    expect(server.requests).toHaveLength(1);
  });

  it.each(['with its length', 'without it'])('that is too long is cut off, %s', async (how) => {
    const ended = Promise.withResolvers<void>();
    server.answer = (res) => {
      res.on('close', ended.resolve);
      const length = how === 'with its length' ? { 'content-length': '10000000000' } : {};
      res.writeHead(200, { 'content-type': 'application/json', ...length });
      const more = (): void => {
        while (!res.destroyed && res.write('x'.repeat(16_384)));
      };
      res.on('drain', more);
      more();
    };
    expect(await errorOf(client.schemaById(1))).toMatchObject({
      code: 'schema-registry-failed',
      message: expect.stringContaining('schema.registry.response.max.bytes (65536)'),
    });
    await ended.promise;
  });

  it.each([40401, 40402, 40403, 40404, 40406])('of number %i says that there is no such thing', async (errorCode) => {
    server.answer = json(404, { error_code: errorCode, message: 'Not there.' });
    expect(await errorOf(client.schemaById(1))).toMatchObject({
      code: 'schema-not-found',
      message: 'Error serializing message. Not there.',
    });
    expect(await client.lookup('s', INT)).toBeNull();
  });

  it('of status 404 alone is no registry’s', async () => {
    server.answer = json(404, { error: 'no route' });
    for (const asked of [client.schemaById(1), client.lookup('s', INT)]) {
      expect(await errorOf(asked)).toMatchObject({
        code: 'schema-registry-failed',
        message: expect.stringContaining('is schema.registry.url right?'),
      });
    }
  });

  it.each([401, 403])('of status %i is about the gateway’s credentials', async (status) => {
    server.answer = json(status, { error_code: status, message: 'alice:hunter2 is wrong' });
    const { code, message } = await errorOf(client.register('s', INT));
    expect(code).toBe('schema-registry-failed');
    expect(message).toBe('Error serializing message. The schema registry refused the credentials of the gateway.');
  });

  it('that refuses a schema says why in the words of the registry, without what is of its inside', async () => {
    const stack =
      'io.confluent.rest.RestIncompatibleSchemaException: Schema is incompatible: {a,\n b}\n  at io.x.Y(Y.java:1)';
    server.answer = json(409, { error_code: 409, message: stack });
    expect(await errorOf(client.register('s', INT))).toMatchObject({
      code: 'schema-registry-failed',
      message: 'Error serializing message. Schema is incompatible: {a, b}',
    });
    server.answer = json(422, { error_code: 42201, message: 'x'.repeat(600) });
    expect(await errorOf(client.register('s', INT))).toMatchObject({
      code: 'schema-invalid',
      message: `Invalid schema: ${'x'.repeat(500)}…`,
    });
  });

  it.each(['null', '"no"', '[]', '{"message":7}', ''])(
    'of status 409 with the body %j is refused all the same',
    async (body) => {
      server.answer = raw(409, body, 'application/json');
      expect(await errorOf(client.register('s', INT))).toMatchObject({
        code: 'schema-registry-failed',
        message: 'Error serializing message. The schema registry answered with status 409.',
      });
    },
  );
});
