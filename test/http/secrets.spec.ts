import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readStart } from '../../src/config/start.js';
import { createLog, type Log } from '../../src/logging/logger.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { OtlpReceiver } from '../support/otlp-receiver.js';
import { ProvokingController, ProvokingRawController } from '../support/provoking.controller.js';
import { RawConnection } from '../support/raw-http.js';
import { json, raw, RegistryServer } from '../support/registry-server.js';

/** Part of every secret that is planted, and of nothing else. */
const PLANTED = 'pl4nted';
const BASIC = `Basic ${Buffer.from(`gateway:${PLANTED}-registry`).toString('base64')}`;
const CLUSTER = '/v3/clusters/fake-cluster';
const USER = `${CLUSTER}/scram-users/alice/credentials/SCRAM-SHA-512`;
const QUERY = `api_key=${PLANTED}-query&password=${PLANTED}-word&access_token=${PLANTED}-token`;
const HEADERS = {
  authorization: `Bearer ${PLANTED}-bearer`,
  'proxy-authorization': `Basic ${PLANTED}-proxy`,
  cookie: `session=${PLANTED}-cookie`,
  'x-api-key': `${PLANTED}-key`,
};

let registry: RegistryServer;
let collector: OtlpReceiver;
let app: TestApp;
/** Whatever clients were told, by request. */
const answers: string[] = [];

beforeAll(async () => {
  registry = await RegistryServer.start();
  collector = await OtlpReceiver.start();
  app = await createTestApp({
    controllers: [ProvokingController, ProvokingRawController],
    settings: {
      observed: { accessLog: true, auditLog: true, tracing: true },
      kafka: { producer: { 'sasl.password': `${PLANTED}-kafka` }, admin: { 'ssl.key.password': `${PLANTED}-tls` } },
      schemaRegistry: { servers: [{ url: registry.url(), authorization: BASIC }], circuitFailures: 1_000 },
    },
  });
  app.admin.addTopic('orders', 1);
});

afterEach(() => {
  RawConnection.destroyAll();
  const told = answers.splice(0);
  expect(told).not.toEqual([]);
  expectNoSecret(told.join('\n'));
});

afterAll(async () => {
  await app.close();
  expect(collector.spans).not.toEqual([]);
  expectNoSecret(JSON.stringify(collector.spans));
  expectNoSecret(writtenLines());
  await collector.close();
  await registry.stop();
});

function expectNoSecret(text: string): void {
  for (const secret of [PLANTED, BASIC.slice('Basic '.length)]) {
    const at = text.indexOf(secret);
    expect(at < 0 ? '' : text.slice(Math.max(0, at - 200), at + 100)).toBe('');
  }
}

/** All that was logged, as the real log writes it. */
function writtenLines(): string {
  const written: string[] = [];
  const log: Log = createLog({ level: 'debug' }, { write: (line) => void written.push(line) });
  for (const { level, fields, message } of app.log.lines) log[level](fields, message);
  expect(written).not.toEqual([]);
  return written.join('');
}

async function ask(method: string, path: string, body?: unknown, type = 'application/json'): Promise<number> {
  const response = await fetch(`${app.url}${path}${path.includes('?') ? '&' : '?'}${QUERY}`, {
    method,
    headers: { ...HEADERS, 'content-type': type },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  answers.push(`${JSON.stringify([...response.headers])} ${await response.text()}`);
  return response.status;
}

describe('no secret gets into answers, log lines or traces', () => {
  it.each([
    ['GET', '/topics'],
    ['GET', '/topics/nowhere'],
    ['GET', '/no/such/route'],
    ['DELETE', '/topics'],
    ['GET', '/topics/%ff'],
    ['GET', `${CLUSTER}/topics`],
    ['GET', `${CLUSTER}/topics/nowhere`],
    ['GET', '/v3/clusters/nowhere'],
    ['DELETE', `${CLUSTER}/topics/nowhere`],
    ['DELETE', `${CLUSTER}/acls`],
    ['POST', '/consumers/g'],
    ['GET', '/consumers/g/instances/i/records'],
    ['GET', '/provoke/bug'],
    ['GET', '/provoke/error/kafka-error'],
    ['GET', '/provoke/error/unauthenticated'],
    ['GET', '/provoke/error/forbidden'],
    ['GET', '/raw/async-bug'],
  ])('of the headers and the query of %s %s', async (method, path) => {
    expect(await ask(method, path)).toBeGreaterThanOrEqual(200);
  });

  it.each<[string, unknown, number]>([
    ['is well', { password: `${PLANTED}-scram` }, 204],
    ['has iterations that are not', { password: `${PLANTED}-scram`, iterations: 1 }, 422],
    ['is a list', { password: [`${PLANTED}-scram`] }, 422],
    ['is alone', JSON.stringify(`${PLANTED}-scram`), 422],
    ['is too long', { password: `${PLANTED}-scram`.repeat(200) }, 422],
    ['is broken', `{"password": "${PLANTED}-scram`, 400],
    ['is followed by more', `{"password":"${PLANTED}-scram"} ${PLANTED}`, 400],
  ])('of the body that sets the password of a user: it %s', async (_what, body, status) => {
    expect(await ask('PUT', USER, body)).toBe(status);
  });

  it.each([
    ['refuses the gateway', () => json(401, { error_code: 40101, message: 'User cannot be authenticated.' })],
    ['fails', () => json(500, { error_code: 50001, message: 'Error in the backend.' })],
    ['answers nonsense', () => raw(200, '<html>', 'text/html')],
  ])('of the credentials for a registry that %s', async (_what, answer) => {
    registry.answer = answer();
    const body = { value_schema: '"int"', records: [{ value: 1 }] };
    const before = registry.requests.length;
    expect(await ask('POST', '/topics/orders', body, 'application/vnd.kafka.avro.v2+json')).toBeGreaterThan(399);
    await ask('GET', '/subjects');
    expect(registry.requests.length).toBeGreaterThan(before);
    expect(registry.requests.at(-1)?.headers.authorization).toBe(BASIC);
  });

  it.each([
    ['an absolute URL', `GET http://user:${PLANTED}-user@gateway/topics/x HTTP/1.1\r\nHost: gateway\r\n\r\n`],
    [
      'an absolute URL of an audited call',
      `DELETE http://user:${PLANTED}@gateway/v3/clusters/c/topics/x HTTP/1.1\r\nHost: gateway\r\n\r\n`,
    ],
    [
      'a broken header',
      `GET /topics HTTP/1.1\r\nHost: gateway\r\nAuthorization: ${PLANTED}\r\n${PLANTED} x: y\r\n\r\n`,
    ],
    ['a broken request line', `GET /topics?password=${PLANTED}\r\n\r\n`],
    ['a tunnel', `CONNECT ${PLANTED}:443 HTTP/1.1\r\nHost: gateway\r\n\r\n`],
    ['a wrong host', `GET /topics HTTP/1.1\r\nHost: user:${PLANTED}@gateway\r\n\r\n`],
  ])('of %s', async (_what, bytes) => {
    const connection = await RawConnection.open(app.port);
    const response = await connection.send(bytes).response();
    answers.push(`${JSON.stringify([...response.headers])} ${response.text}`);
    expect(response.status).toBeGreaterThanOrEqual(200);
  });

  it('of settings that are refused', async () => {
    const flags = [
      'client.sasl.password',
      'producer.ssl.key.password',
      'schema.registry.basic.auth.user.info',
      'peers.key',
    ];
    const argv = flags.map((name) => `--${name}=${PLANTED}\u0000`);
    const url = `--schema.registry.url=ftp://user:${PLANTED}@registry`;
    const variables = { KAFKA_REST_CLIENT_SASL_PASSWORD: PLANTED, KAFKA_REST_BOOTSTRAP_SERVERS: 'b:9092' };
    for (const task of ['--check-config', '--print-config']) {
      for (const extra of [[], [...argv, url]]) {
        const start = await readStart([task, ...extra], async () => () => [], variables);
        expect(start).toMatchObject({ exitCode: expect.any(Number) });
        answers.push(JSON.stringify(start));
      }
    }
  });
});
