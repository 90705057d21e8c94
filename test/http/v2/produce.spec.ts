import { connect } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../../src/errors/gateway-error.js';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { expectEnvelope } from '../../support/expect-response.js';
import { FakeAdminClient } from '../../support/fakes/admin.fake.js';
import { FakeProducerClient } from '../../support/fakes/producer.fake.js';

const V2 = 'application/vnd.kafka.v2+json';
const JSON_V2 = 'application/vnd.kafka.json.v2+json';
const BINARY_V2 = 'application/vnd.kafka.binary.v2+json';

describe('v2 produce', () => {
  let app: TestApp;
  const admin = new FakeAdminClient();
  const producer = new FakeProducerClient(admin);
  let topics = 0;
  let topic = '';

  beforeAll(async () => {
    app = await createTestApp({ admin, producer });
  });

  afterAll(async () => {
    await app.close();
  });

  beforeEach(() => {
    producer.clear();
    admin.brokerConfigs.set('auto.create.topics.enable', 'false');
    admin.failWith('describeTopics', null);
    // what is known of a topic is remembered for a while: every test has its own
    topic = `orders-${topics++}`;
    admin.addTopic(topic, 3);
  });

  function post(
    body: string | Buffer,
    headers: Record<string, string> = {},
    path = `/topics/${topic}`,
  ): Promise<Response> {
    return fetch(app.url + path, {
      method: 'POST',
      headers: { 'content-type': JSON_V2, ...headers },
      body: typeof body === 'string' ? body : new Uint8Array(body),
    });
  }

  const values = (partition: number): (string | null)[] =>
    producer.records(topic, partition).map(({ value }) => value?.toString() ?? null);

  it('answers partition and offset of each record', async () => {
    const response = await post('{"records":[{"value":{"foo":"bar"},"partition":1},{"value":2,"partition":1}]}');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(V2);
    expect(await response.text()).toBe(
      '{"offsets":[{"partition":1,"offset":0,"error_code":null,"error":null},' +
        '{"partition":1,"offset":1,"error_code":null,"error":null}],"key_schema_id":null,"value_schema_id":null}',
    );
    expect(values(1)).toEqual(['{"foo":"bar"}', '2']);
  });

  it('stores JSON with its numbers as they were sent', async () => {
    const sent = '{ "n" : [ 9007199254740993, 1.10, 1e400, -0 ], "s": "\\u0041\\/", "n" : 1 }';
    expect((await post(`{"records":[{"key": "k", "value": ${sent}, "partition": 0}]}`)).status).toBe(200);
    expect(values(0)).toEqual(['{"n":[9007199254740993,1.10,1e400,-0],"s":"A/","n":1}']);
    expect(producer.records(topic)[0]?.key?.toString()).toBe('"k"');
  });

  it('stores the bytes of base64', async () => {
    const response = await post('{"records":[{"key":"AP8=","value":"S2Fma2E","partition":0}]}', {
      'content-type': BINARY_V2,
    });
    expect(response.status).toBe(200);
    expect(values(0)).toEqual(['Kafka']);
    expect(producer.records(topic)[0]?.key).toEqual(Buffer.from([0, 255]));
  });

  it('stores tombstones, headers and timestamps', async () => {
    const record =
      '{"key":"k","value":null,"timestamp":"2026-01-02T03:04:05Z","headers":[{"name":"a","value":"AAE="}]}';
    expect((await post(`{"records":[${record}]}`, {}, `/topics/${topic}/partitions/2`)).status).toBe(200);
    expect(producer.records(topic, 2)).toEqual([
      {
        key: Buffer.from('"k"'),
        value: null,
        timestamp: Date.UTC(2026, 0, 2, 3, 4, 5),
        headers: [{ name: 'a', value: Buffer.from([0, 1]) }],
      },
    ]);
  });

  it('writes to the partition of the path, unless a record names its own', async () => {
    const body = '{"records":[{"value":1},{"value":2,"partition":0},{"value":3,"partition":null}]}';
    expect((await post(body, {}, `/topics/${topic}/partitions/2`)).status).toBe(200);
    expect([values(0), values(1), values(2)]).toEqual([['2'], [], ['1', '3']]);
  });

  it.each([
    ['{"records":[{"value":1}', 400, /ends in the middle/],
    ['{"records":[{"value":tru}]}', 400, /^Malformed JSON: unexpected byte 24/],
    ['nonsense', 400, /^Malformed JSON: unexpected byte 1\.$/],
    ['', 422, /^records: missing/],
    ['[]', 422, /^body: must be an object/],
    ['{}', 422, /^records: missing/],
    ['{"records":[]}', 422, /^records: must be a non-empty array/],
    ['{"records":[{"valeu":1}]}', 422, /^Unrecognized field: valeu/],
    ['{"records":[{"value":1},{"partition":-1}]}', 422, /^records\[1\]\.partition: .*\(was -1\)$/],
    ['{"records":[{"value":1,"timestamp":0}]}', 422, /^records\[0\]\.timestamp: /],
    [`{"records":[{"value":${'['.repeat(64)}${']'.repeat(64)}}]}`, 400, /nested too deep: more than 64 levels/],
  ])('refuses %s and sends nothing', async (body, status, message) => {
    expect(await expectEnvelope(await post(body), status)).toMatch(message);
    expect(producer.sends).toEqual([]);
  });

  it('refuses what is not UTF-8', async () => {
    const body = Buffer.concat([Buffer.from('{"records":[{"value":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}]}')]);
    expect(await expectEnvelope(await post(body), 400)).toBe('The body is not valid UTF-8.');
  });

  it('refuses the whole request for one bad datum', async () => {
    const body = '{"records":[{"value":"QQ=="},{"value":"***="},{"value":"QQ=="}]}';
    const message = await expectEnvelope(await post(body, { 'content-type': BINARY_V2 }), 400);
    expect(message).toMatch(/^records\[1\]\.value: not base64/);
    expect(producer.sends).toEqual([]);
  });

  it('refuses a body above the limit', async () => {
    const small = await createTestApp({ admin, producer, settings: { http: { bodyMaxBytes: 100 } } });
    try {
      const response = await fetch(`${small.url}/topics/${topic}`, {
        method: 'POST',
        headers: { 'content-type': JSON_V2 },
        body: `{"records":[{"value":"${'x'.repeat(200)}"}]}`,
      });
      await expectEnvelope(response, 413);
    } finally {
      await small.close();
    }
  });

  it('answers 40401 at once when the topic does not exist', async () => {
    const response = await post('{"records":[{"value":1}]}', {}, '/topics/unknown');
    expect(await expectEnvelope(response, 404, 40401)).toContain('unknown');
  });

  it('answers 40402 for a partition that does not exist, of the path or of a record', async () => {
    const one = '{"records":[{"value":1}]}';
    await expectEnvelope(await post(one, {}, `/topics/${topic}/partitions/3`), 404, 40402);
    await expectEnvelope(await post('{"records":[{"value":1,"partition":3}]}'), 404, 40402);
    await expectEnvelope(await post(one, {}, `/topics/${topic}/partitions/99999999999`), 404, 40402);
    expect(producer.sends).toEqual([]);
  });

  it('answers 400 for a partition that is no number', async () => {
    await expectEnvelope(await post('{"records":[{"value":1}]}', {}, `/topics/${topic}/partitions/one`), 400);
  });

  it.each(['%00', 'a%0Ab', 'x'.repeat(250)])('refuses the topic name %s', async (name) => {
    await expectEnvelope(await post('{"records":[{"value":1}]}', {}, `/topics/${name}`), 400);
  });

  it('creates the topic where the brokers do', async () => {
    admin.brokerConfigs.set('auto.create.topics.enable', 'true');
    const own = await createTestApp({ admin, producer });
    try {
      producer.autoCreates = true;
      const response = await fetch(`${own.url}/topics/created-${topic}`, {
        method: 'POST',
        headers: { 'content-type': JSON_V2 },
        body: '{"records":[{"value":1}]}',
      });
      expect(response.status).toBe(200);
      expect(admin.topics.has(`created-${topic}`)).toBe(true);
    } finally {
      await own.close();
    }
  });

  it('answers 50302 with Retry-After when no broker can be reached', async () => {
    admin.failWith('describeTopics', new GatewayError('kafka-unavailable', 'No broker can be reached.'));
    const response = await post('{"records":[{"value":1}]}');
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
    await expectEnvelope(response, 503, 50302);
  });

  it('answers 50003 with Retry-After when the producer takes nothing', async () => {
    producer.refuseWith(new GatewayError('kafka-retriable', 'The queue of the gateway is full.'));
    const response = await post('{"records":[{"value":1}]}');
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
    await expectEnvelope(response, 503, 50003);
  });

  it('reports records that failed in their places', async () => {
    producer.fault = (index) => (index === 1 ? { code: 'kafka-retriable', message: 'No leader.' } : null);
    const response = await post('{"records":[{"value":1},{"value":2},{"value":3}]}');
    expect(response.status).toBe(200);
    const { offsets } = (await response.json()) as { offsets: object[] };
    expect(offsets[1]).toEqual({ partition: null, offset: null, error_code: 50003, error: 'No leader.' });
    expect(offsets[2]).toMatchObject({ error_code: null });
  });

  it('answers 403 with all results when Kafka does not authorize a record', async () => {
    producer.fault = (index) => (index === 0 ? { code: 'forbidden', message: 'Topic authorization failed.' } : null);
    const response = await post('{"records":[{"value":1},{"value":2}]}');
    expect(response.status).toBe(403);
    const { offsets } = (await response.json()) as { offsets: { error_code: number | null }[] };
    expect(offsets.map((entry) => entry.error_code)).toEqual([40301, null]);
  });

  it('hides a bug of its own behind 500', async () => {
    producer.fault = () => {
      throw new TypeError('secret of the implementation');
    };
    expect(await expectEnvelope(await post('{"records":[{"value":1}]}'), 500)).not.toContain('secret');
  });

  it('takes no harm from a client that left while its records were under way', async () => {
    await post('{"records":[{"value":0,"partition":0}]}');
    const bugs = app.log.of('error').length;
    const release = producer.hold();
    const body = '{"records":[{"value":1,"partition":0}]}';
    const socket = connect(app.port, '127.0.0.1');
    socket.write(
      `POST /topics/${topic} HTTP/1.1\r\nHost: x\r\nContent-Type: ${JSON_V2}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    while (producer.sends.length < 2) await new Promise(setImmediate);
    socket.destroy();
    await once(socket, 'close');
    release();
    expect((await post('{"records":[{"value":2,"partition":0}]}')).status).toBe(200);
    expect(values(0)).toEqual(['0', '1', '2']);
    expect(app.log.of('error')).toHaveLength(bugs);
  });

  it('keeps the bodies of requests at the same time apart', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, async (_, i) => {
        const records = Array.from({ length: 1 + (i % 7) * 30 }, (_, k) => ({ value: `${i}-${k}`, partition: i % 3 }));
        const response = await post(JSON.stringify({ records }));
        const { offsets } = (await response.json()) as { offsets: { offset: number }[] };
        return { i, offsets };
      }),
    );
    for (const { i, offsets } of answers) {
      const stored = offsets.map(({ offset }) => values(i % 3)[offset]);
      expect(stored).toEqual(offsets.map((_, k) => `"${i}-${k}"`));
    }
  });
});
