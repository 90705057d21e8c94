import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { expectEnvelope } from '../../support/expect-response.js';
import { FakeAdminClient } from '../../support/fakes/admin.fake.js';
import { FakeProducerClient } from '../../support/fakes/producer.fake.js';

const V2 = 'application/vnd.kafka.v2+json';
const JSON_V2 = 'application/vnd.kafka.json.v2+json';
const BINARY_V2 = 'application/vnd.kafka.binary.v2+json';

describe('media types of v2 produce', () => {
  let app: TestApp;
  const admin = new FakeAdminClient();
  const producer = new FakeProducerClient(admin);
  const topic = 'orders';

  beforeAll(async () => {
    admin.addTopic(topic, 1);
    app = await createTestApp({ admin, producer });
  });

  afterAll(async () => {
    await app.close();
  });

  beforeEach(() => {
    producer.clear();
  });

  function post(body: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${app.url}/topics/${topic}`, {
      method: 'POST',
      headers: { 'content-type': JSON_V2, ...headers },
      body,
    });
  }

  const values = (partition: number): (string | null)[] =>
    producer.records(topic, partition).map(({ value }) => value?.toString() ?? null);

  it.each([
    [`${JSON_V2}; charset=utf-8`, '"S2Fma2E="'],
    ['application/vnd.kafka.JSON.v2+json', '"S2Fma2E="'],
    ['application/json', '"S2Fma2E="'],
    ['application/json; charset=UTF-8', '"S2Fma2E="'],
    [BINARY_V2, 'Kafka'],
  ])('reads a body typed %s', async (type, stored) => {
    const response = await post('{"records":[{"value":"S2Fma2E=","partition":0}]}', { 'content-type': type });
    expect(response.status).toBe(200);
    expect(values(0)).toEqual([stored]);
  });

  it('reads a body without a type as binary', async () => {
    const body = '{"records":[{"value":"S2Fma2E=","partition":0}]}';
    const socket = connect(app.port, '127.0.0.1');
    socket.end(
      `POST /topics/${topic} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    const answer = (await socket.setEncoding('latin1').toArray()).join('');
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(values(0)).toEqual(['Kafka']);
  });

  it.each([V2, 'application/vnd.kafka+json', 'text/plain', 'application/x-www-form-urlencoded', 'nonsense'])(
    'refuses a body typed %s and names the types that are read',
    async (type) => {
      const message = await expectEnvelope(await post('{"records":[{"value":1}]}', { 'content-type': type }), 415);
      expect(message).toContain(JSON_V2);
    },
  );

  it.each(['avro', 'jsonschema', 'protobuf'])('answers 42206 to %s without a registry', async (format) => {
    const response = await post('{"value_schema":"{}","records":[{"value":{}}]}', {
      'content-type': `application/vnd.kafka.${format}.v2+json`,
    });
    expect(await expectEnvelope(response, 422, 42206)).toMatch(/Schema Registry must be configured/);
  });

  it.each([
    ['application/json', 'application/json'],
    [`text/html, ${V2};q=0.5`, V2],
    ['*/*', V2],
    ['application/*', V2],
  ])('answers in the type that Accept: %s asks for', async (accept, type) => {
    const response = await post('{"records":[{"value":1}]}', { accept });
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.status).toBe(200);
  });

  it.each(['text/plain', JSON_V2])('refuses Accept: %s before anything is sent', async (accept) => {
    await expectEnvelope(await post('{"records":[{"value":1}]}', { accept }), 406);
    expect(producer.sends).toEqual([]);
  });

  it('reads application/json in the configured format', async () => {
    const own = await createTestApp({ admin, producer, settings: { produce: { defaultFormat: 'binary' } } });
    try {
      const response = await fetch(`${own.url}/topics/${topic}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"records":[{"value":"S2Fma2E="}]}',
      });
      expect(response.status).toBe(200);
      expect(values(0)).toEqual(['Kafka']);
    } finally {
      await own.close();
    }
  });
});
