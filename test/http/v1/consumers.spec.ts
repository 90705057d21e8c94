import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../../src/errors/gateway-error.js';
import type { SettingsChange } from '../../support/test-settings.js';
import { type Answer, send } from '../../support/consumer-http.js';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { FakeAdminClient } from '../../support/fakes/admin.fake.js';
import { FakeConsumerClientFactory } from '../../support/fakes/consumer.fake.js';

const V1 = 'application/vnd.kafka.v1+json';
const BINARY = 'application/vnd.kafka.binary.v1+json';
const JSON_V1 = 'application/vnd.kafka.json.v1+json';
const ALREADY_SUBSCRIBED =
  'Consumer cannot subscribe the the specified target because it has already subscribed to other topics.';

describe('v1 consumers', () => {
  let app: TestApp;

  async function start(settings: SettingsChange = {}): Promise<void> {
    const admin = new FakeAdminClient();
    const consumers = new FakeConsumerClientFactory(admin);
    app = await createTestApp({
      admin,
      consumers,
      settings: { ...settings, consumers: { requestTimeoutMs: 50, ...settings.consumers } },
    });
    consumers.addTopic('t');
    consumers.addTopic('other');
  }

  beforeEach(() => start());
  afterEach(() => app.close());

  const post = (path: string, body?: unknown, headers: Record<string, string> = { 'Content-Type': V1, Accept: V1 }) =>
    send('POST', app.url + path, body, headers);

  const read = (topic = 't', query = '', accept = BINARY, group = 'g') =>
    send('GET', `${app.url}/consumers/${group}/instances/i/topics/${topic}${query}`, undefined, { Accept: accept });

  async function create(options: object = {}): Promise<void> {
    const body = { name: 'i', 'auto.offset.reset': 'smallest', ...options };
    expect(await post('/consumers/g', body)).toMatchObject({ status: 200 });
  }

  const refused = (answer: Answer): [number, number, string] => {
    const { error_code: code, message } = answer.body as { error_code: number; message: string };
    return [answer.status, code, message];
  };

  it.each([
    [{ name: 'n' }, 'n'],
    [{ id: 'd' }, 'd'],
    [{ id: 'd', name: 'n' }, 'd'],
    [{ name: 'a b/ü' }, 'a b/ü'],
  ])('are named as they wish: %j', async (body, name) => {
    const url = `${app.url}/consumers/g/instances/${encodeURIComponent(name)}`;
    expect(await post('/consumers/g', body)).toMatchObject({
      status: 200,
      type: V1,
      body: { instance_id: name, base_uri: url, id: name, url },
    });
  });

  it('need no body, and then get a name', async () => {
    const { status, body } = await post('/consumers/g', undefined, { Accept: V1 });
    expect([status, body]).toMatchObject([200, { id: expect.stringMatching(/^rest-consumer-/) as unknown }]);
  });

  it.each([
    [{ 'auto.offset.reset': 'smallest' }, [1, 2]],
    [{ 'auto.offset.reset': 'earliest' }, [1, 2]],
    [{ 'auto.offset.reset': 'LARGEST' }, [2]],
    [{ 'auto.offset.reset': 'latest' }, [2]],
  ])('start where they wish: %j', async (options, values) => {
    app.consumers.append('t', { value: '1' });
    await create({ format: 'json', ...options });
    const first = (await read('t', '', JSON_V1)).body as object[];
    app.consumers.append('t', { value: '2' });
    const second = (await read('t', '', JSON_V1)).body as object[];
    expect([...first, ...second]).toMatchObject(values.map((value) => ({ value })));
  });

  it('subscribe with their first read, which brings the records without their topic', async () => {
    app.consumers.append('t', { key: 'k', value: 'Kafka' }, { value: null });
    await create();
    expect(app.consumers.clients[0]?.subscribed).toEqual([]);
    expect(await read()).toMatchObject({
      status: 200,
      type: BINARY,
      text: '[{"key":"aw==","value":"S2Fma2E=","partition":0,"offset":0},{"key":null,"value":null,"partition":0,"offset":1}]',
    });
  });

  it('read one topic, and are told so with the old words', async () => {
    await create();
    expect(await read()).toMatchObject({ status: 200, text: '[]' });
    expect(refused(await read('other'))).toEqual([409, 40901, ALREADY_SUBSCRIBED]);
    app.consumers.append('t', { value: 'still' });
    expect(await read()).toMatchObject({ body: [{ offset: 0 }] });
  });

  it('read one topic even when two are asked for at once', async () => {
    await create();
    const answers = await Promise.all([read('t'), read('other')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('that subscribed in v2 to something else are left as they are', async () => {
    await create();
    const subscription = `${app.url}/consumers/g/instances/i/subscription`;
    expect(await send('POST', subscription, { topics: ['t', 'other'] })).toMatchObject({ status: 204 });
    expect(refused(await read())).toEqual([409, 40901, ALREADY_SUBSCRIBED]);
    expect(await send('GET', subscription)).toMatchObject({ body: { topics: ['other', 't'] } });
  });

  it('answer 404 for a topic that does not exist, and can read another one then', async () => {
    await create();
    expect(refused(await read('missing')).slice(0, 2)).toEqual([404, 40401]);
    expect(await read()).toMatchObject({ status: 200 });
  });

  it('ask Kafka for a topic with the first read only', async () => {
    await create();
    await read();
    const before = app.admin.callsOf('describeTopics');
    await read();
    expect(app.admin.callsOf('describeTopics')).toBe(before);
  });

  it('bound an answer by max_bytes, and lose nothing', async () => {
    app.consumers.append('t', { value: '"aaaa"' }, { value: '"bbbb"' }, { value: '"a longer one"' });
    await create({ format: 'json' });
    expect(await read('t', '?max_bytes=8', JSON_V1)).toMatchObject({ body: [{ value: 'aaaa' }] });
    expect(await read('t', '?max_bytes=8', JSON_V1)).toMatchObject({ body: [{ value: 'bbbb' }] });
    expect(await read('t', '?max_bytes=8', JSON_V1)).toMatchObject({ body: [{ value: 'a longer one' }] });
  });

  it('get again what broke off on its way', async () => {
    // An answer of this size does not fit into the buffers between the two.
    app.consumers.append('t', { value: Buffer.alloc(30_000_000) }, { value: 'next' });
    await create();
    const url = `${app.url}/consumers/g/instances/i/topics/t`;
    const req = request(url, { headers: { Accept: BINARY } }).end();
    const [res] = (await once(req, 'response')) as [IncomingMessage];
    res.destroy();
    expect(await read('t', '?max_bytes=1')).toMatchObject({ status: 200, body: [{ offset: 0 }] });
    expect(await read()).toMatchObject({ status: 200, body: [{ offset: 1 }] });
  });

  it('consume nothing for HEAD', async () => {
    app.consumers.append('t', { value: 'x' });
    await create();
    const url = `${app.url}/consumers/g/instances/i/topics/t`;
    const head = await fetch(url, { method: 'HEAD', headers: { Accept: BINARY } });
    expect([head.status, head.headers.get('content-type')]).toEqual([200, BINARY]);
    expect(app.consumers.clients[0]?.subscribed).toEqual([]);
    expect(await read()).toMatchObject({ body: [{ offset: 0 }] });
  });

  it('commit what was delivered, when they are told to and not before', async () => {
    app.consumers.append('t', { value: '1' }, { value: '2' });
    await create();
    expect(await post('/consumers/g/instances/i/offsets')).toMatchObject({ status: 200, type: V1, text: '[]' });
    await read();
    expect(app.consumers.committed('g', { topic: 't', partition: 0 })).toBeUndefined();
    expect(await post('/consumers/g/instances/i/offsets')).toMatchObject({
      status: 200,
      body: [{ topic: 't', partition: 0, consumed: 1, committed: 1 }],
    });
    expect(app.consumers.committed('g', { topic: 't', partition: 0 })).toBe(2);
  });

  it.each([
    [undefined, undefined],
    ['false', undefined],
    [true, 1],
    ['true', 1],
  ])('commit by themselves only when that is asked for: %j', async (automatic, committed) => {
    app.consumers.append('t', { value: '1' });
    await create({ 'auto.commit.enable': automatic });
    await read();
    const url = `${app.url}/consumers/g/instances/i`;
    expect(await send('DELETE', url, undefined, { Accept: V1 })).toMatchObject({ status: 204, text: '' });
    expect(app.consumers.committed('g', { topic: 't', partition: 0 })).toBe(committed);
  });

  it('are gone when they were deleted', async () => {
    await create();
    const url = `${app.url}/consumers/g/instances/i`;
    expect(await send('DELETE', `${url}/`, undefined, { 'Content-Type': V1 })).toMatchObject({ status: 204 });
    expect(refused(await read()).slice(0, 2)).toEqual([404, 40403]);
    expect(refused(await post('/consumers/g/instances/i/offsets')).slice(0, 2)).toEqual([404, 40403]);
    expect(refused(await send('DELETE', url, undefined, { Accept: V1 })).slice(0, 2)).toEqual([404, 40403]);
  });

  it('show records in their own format only, or in the general type', async () => {
    app.consumers.append('t', { value: '{"a":1}' });
    await create({ format: 'json' });
    expect(refused(await read('t', '', BINARY)).slice(0, 2)).toEqual([406, 40601]);
    expect(await read('t', '', V1)).toMatchObject({ type: V1, body: [{ value: { a: 1 } }] });
  });

  it('tell of a record that cannot be shown, once', async () => {
    app.consumers.append('t', { value: 'no json' }, { value: '2' });
    await create({ format: 'json' });
    expect(refused(await read('t', '', JSON_V1)).slice(0, 2)).toEqual([408, 40801]);
    expect(await read('t', '', JSON_V1)).toMatchObject({ body: [{ value: 2 }] });
  });

  it.each([
    ['a format of v2', { format: 'protobuf' }, 422, 422],
    ['avro without a registry', { format: 'avro' }, 422, 42206],
    ['a field that does not exist', { formt: 'json' }, 422, 422],
    ['a reset that does not exist', { 'auto.offset.reset': 'true' }, 422, 42204],
    ['a reset that is no text', { 'auto.offset.reset': 1 }, 422, 422],
    ['a commit mode that does not exist', { 'auto.commit.enable': 'maybe' }, 422, 422],
    ['a name that no URL can have', { id: '..' }, 400, 400],
    ['a name with a NUL', { id: 'a\0b' }, 400, 400],
    ['a name that is too long', { id: 'x'.repeat(250) }, 400, 400],
    ['a list', [], 422, 422],
    ['no JSON', '{"name":', 400, 400],
  ])('are refused with %s', async (_, body, status, code) => {
    expect(refused(await post('/consumers/g', body)).slice(0, 2)).toEqual([status, code]);
    expect(app.consumers.clients).toEqual([]);
  });

  it('are refused when the name is taken', async () => {
    await create();
    expect(refused(await post('/consumers/g', { id: 'i' })).slice(0, 2)).toEqual([409, 40902]);
  });

  it.each([
    ['a topic that Kafka could not have', 'a%2Fb', '', 400],
    ['a topic that librdkafka would take for a pattern', '%5E.*', '', 400],
    ['a topic with a NUL', 'a%00b', '', 400],
    ['a bad percent-encoding', '%zz', '', 400],
    ['a limit that is no number', 't', '?max_bytes=lots', 400],
    ['a limit given twice', 't', '?max_bytes=1&max_bytes=2', 400],
  ])('refuse to read with %s', async (_, topic, query, status) => {
    await create();
    expect((await read(topic, query)).status).toBe(status);
    expect(app.consumers.clients[0]?.subscribed).toEqual([]);
  });

  it('answer 503 quickly when Kafka is out of reach', async () => {
    await create();
    app.admin.failWith('describeTopics', new GatewayError('kafka-unavailable', 'No broker can be reached.'));
    expect(refused(await read()).slice(0, 2)).toEqual([503, 50302]);
    app.admin.failWith('describeTopics', null);
    expect(await read()).toMatchObject({ status: 200 });
  });
});
