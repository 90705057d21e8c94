import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Answer, send } from '../../support/consumer-http.js';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { FakeAdminClient } from '../../support/fakes/admin.fake.js';
import { FakeConsumerClientFactory } from '../../support/fakes/consumer.fake.js';

const DRAFT = 'application/vnd.schemaregistry.v1+json';
const P0 = { topic: 't', partition: 0 };

describe('draft consumers', () => {
  let app: TestApp;

  beforeEach(async () => {
    const admin = new FakeAdminClient();
    const settings = { consumers: { requestTimeoutMs: 50 } };
    app = await createTestApp({ admin, consumers: new FakeConsumerClientFactory(admin), settings });
    app.consumers.addTopic('t');
    app.consumers.append('t', { key: 'k', value: 'one' }, { value: 'two' }, { value: null });
  });

  afterEach(() => app.close());

  const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    send(method, app.url + path, body, {
      Accept: DRAFT,
      ...(body === undefined ? {} : { 'Content-Type': DRAFT }),
      ...headers,
    });

  async function create(options: Record<string, unknown> = {}): Promise<string> {
    const answer = await ask('POST', '/consumers/g', { 'auto.offset.reset': 'smallest', ...options });
    expect(answer).toMatchObject({ status: 200, type: DRAFT });
    return new URL((answer.body as { base_uri: string }).base_uri).pathname;
  }

  async function read(base: string, query = '', topic = 't'): Promise<unknown> {
    const answer = await ask('GET', `${base}/topics/${topic}${query}`);
    expect(answer).toMatchObject({ status: 200, type: DRAFT });
    return answer.body;
  }

  it('read what they subscribed to by their first read, as base64', async () => {
    expect(await read(await create())).toEqual([
      { key: 'aw==', value: 'b25l', partition: 0, offset: 0 },
      { key: null, value: 'dHdv', partition: 0, offset: 1 },
      { key: null, value: null, partition: 0, offset: 2 },
    ]);
  });

  it('are made up a name when they bring none, with or without a body', async () => {
    for (const body of [undefined, {}]) {
      const answer = await ask('POST', '/consumers/g', body);
      expect(answer).toMatchObject({
        status: 200,
        body: { instance_id: expect.stringMatching(/^rest-consumer-/) as unknown },
      });
    }
  });

  it('take id before name, and refuse a second one of the same', async () => {
    expect(await ask('POST', '/consumers/g', { id: 'a', name: 'b' })).toMatchObject({ body: { instance_id: 'a' } });
    expect(await ask('POST', '/consumers/g', { name: 'a' })).toMatchObject({
      status: 409,
      body: { error_code: 40902 },
    });
  });

  it.each([
    ['smallest', 3],
    ['earliest', 3],
    ['Largest', 0],
    ['latest', 0],
    ['true', 0],
  ])('start where %s says', async (reset, count) => {
    expect(await read(await create({ 'auto.offset.reset': reset }))).toHaveLength(count);
  });

  it('commit nothing unless they are told to, then exactly what was delivered', async () => {
    const base = await create();
    expect(await ask('POST', base)).toMatchObject({ status: 200, type: DRAFT, text: '[]' });
    await read(base, '?max_bytes=4');
    expect(app.consumers.committed('g', P0)).toBeUndefined();
    expect(await ask('POST', base, {})).toMatchObject({
      status: 200,
      text: '[{"topic":"t","partition":0,"consumed":0,"committed":0}]',
    });
    expect(app.consumers.committed('g', P0)).toBe(1);
  });

  it('commit by themselves when they were created so', async () => {
    const base = await create({ 'auto.commit.enable': 'true' });
    await read(base);
    expect(await ask('DELETE', base)).toMatchObject({ status: 204, text: '' });
    expect(app.consumers.committed('g', P0)).toBe(3);
  });

  it.each([
    ['{"offsets":[]}', 422],
    ['[]', 422],
    ['nonsense', 400],
  ])('commit nothing for the body %s', async (body, status) => {
    const base = await create();
    await read(base);
    expect(await ask('POST', base, body)).toMatchObject({ status, body: { error_code: status } });
    expect(app.consumers.committed('g', P0)).toBeUndefined();
  });

  it('consume nothing and subscribe to nothing when only the head is asked for', async () => {
    const base = await create();
    expect(await ask('HEAD', `${base}/topics/t`)).toMatchObject({ status: 200, text: '' });
    expect(app.consumers.clients.at(-1)?.subscribed).toEqual([]);
    expect(await read(base)).toHaveLength(3);
  });

  it('show headers and timestamps of those who ask', async () => {
    expect(await read(await create(), '?include=timestamp')).toMatchObject([{ timestamp: 1_700_000_000_000 }, {}, {}]);
  });

  it('are told of a topic that does not exist, and may read another then', async () => {
    const base = await create();
    expect(await ask('GET', `${base}/topics/missing`)).toMatchObject({ status: 404, body: { error_code: 40401 } });
    expect(await read(base)).toHaveLength(3);
  });

  it('read a second topic beside the first, of which nothing is lost or repeated', async () => {
    const base = await create();
    app.consumers.append('other', { value: 'x' }, { value: 'y' });
    expect(await read(base, '?max_bytes=4')).toHaveLength(1);
    expect(await read(base, '?max_bytes=1', 'other')).toMatchObject([{ value: 'eA==', offset: 0 }]);
    expect(await read(base)).toMatchObject([{ offset: 1 }, { offset: 2 }]);
    expect(app.consumers.committed('g', P0)).toBeUndefined();
    expect(await ask('POST', base)).toMatchObject({
      status: 200,
      body: [
        { topic: 't', consumed: 2, committed: 2 },
        { topic: 'other', consumed: 0, committed: 0 },
      ],
    });
    expect(await read(base, '', 'other')).toMatchObject([{ value: 'eQ==', offset: 1 }]);
  });

  it('read only what is new of each topic, also what came before the second one was added', async () => {
    const base = await create({ 'auto.offset.reset': 'largest' });
    app.consumers.addTopic('other');
    expect(await read(base)).toEqual([]);
    app.consumers.append('t', { value: 'x' });
    expect(await read(base, '', 'other')).toEqual([]);
    expect(await read(base)).toMatchObject([{ value: 'eA==', offset: 3 }]);
    expect(await read(base)).toEqual([]);
  });

  it('read two topics when both are asked for at a time for the first time', async () => {
    const base = await create();
    app.consumers.append('other', { value: 'x' });
    const both = await Promise.all([read(base), read(base, '', 'other')]);
    expect(both).toMatchObject([[{}, {}, {}], [{ value: 'eA==' }]]);
    expect(app.consumers.clients.flatMap(({ subscribed }) => subscribed).sort()).toEqual(['other', 't']);
  });

  it('leave their group with all topics when they are deleted', async () => {
    const base = await create({ 'auto.commit.enable': 'true' });
    app.consumers.append('other', { value: 'x' });
    await read(base);
    await read(base, '', 'other');
    expect(await ask('DELETE', base)).toMatchObject({ status: 204 });
    expect(app.consumers.clients).toMatchObject([{ closed: true }, { closed: true }]);
    expect(app.consumers.committed('g', P0)).toBe(3);
    expect(app.consumers.committed('g', { topic: 'other', partition: 0 })).toBe(1);
  });

  it('are refused more topics than an instance may read, and go on with the others', async () => {
    const base = await create();
    await read(base);
    for (let i = 1; i < 32; i++) {
      app.consumers.append(`t${i}`, { value: 'x' });
      expect(await read(base, '', `t${i}`)).toHaveLength(1);
    }
    app.consumers.addTopic('beyond');
    expect(await ask('GET', `${base}/topics/beyond`)).toMatchObject({
      status: 409,
      body: { error_code: 40903, message: expect.stringContaining('32 topics') as unknown },
    });
    app.consumers.append('t', { value: 'x' });
    expect(await read(base)).toMatchObject([{ offset: 3 }]);
  });

  it('that were subscribed otherwise cannot be read topic by topic', async () => {
    const base = await create();
    const v2 = { 'Content-Type': 'application/vnd.kafka.v2+json', Accept: 'application/vnd.kafka.v2+json' };
    const subscribed = await send('POST', `${app.url}${base}/subscription`, { topics: ['t', 'u'] }, v2);
    expect(subscribed).toMatchObject({ status: 204 });
    expect(await ask('GET', `${base}/topics/t`)).toMatchObject({ status: 409, body: { error_code: 40903 } });
  });

  it('that read several topics refuse what is about one subscription, until it is dropped', async () => {
    const base = await create();
    app.consumers.append('other', { value: 'x' });
    await read(base);
    await read(base, '', 'other');
    const v2 = { 'Content-Type': 'application/vnd.kafka.v2+json', Accept: 'application/vnd.kafka.binary.v2+json' };
    const refused = { status: 409, body: { error_code: 40903 } };
    const subscription = `${app.url}${base}/subscription`;
    expect(await send('GET', `${app.url}${base}/records`, undefined, v2)).toMatchObject(refused);
    expect(await send('POST', subscription, { topics: ['t'] }, v2)).toMatchObject(refused);
    expect(await send('DELETE', subscription, undefined, v2)).toMatchObject({ status: 204 });
    expect(await send('POST', subscription, { topics: ['t'] }, v2)).toMatchObject({ status: 204 });
  });

  it('of another format cannot be read in base64', async () => {
    const made = await send('POST', `${app.url}/consumers/g`, { name: 'j', format: 'json' });
    expect(made).toMatchObject({ status: 200 });
    expect(await ask('GET', '/consumers/g/instances/j/topics/t')).toMatchObject({
      status: 406,
      body: { error_code: 40601 },
    });
  });

  it.each([
    ['GET', '/topics/t'],
    ['POST', ''],
    ['DELETE', ''],
  ])('that do not exist answer %s with 404', async (method, path) => {
    const answer = await ask(method, `/consumers/g/instances/nobody${path}`);
    expect(answer).toMatchObject({ status: 404, body: { error_code: 40403 } });
  });

  it.each([
    [{ id: 7 }, 422, 422],
    [{ format: 'json' }, 422, 422],
    [{ 'auto.commit.enable': 'maybe' }, 422, 422],
    [{ 'auto.offset.reset': true }, 422, 422],
    [{ 'auto.offset.reset': 'middle' }, 422, 42204],
    [{ id: 'a\0b' }, 400, 400],
    [{ id: '..' }, 400, 400],
    ['{"id":', 400, 400],
    ['[]', 422, 422],
  ])('are not created from %j', async (body, status, code) => {
    expect(await ask('POST', '/consumers/g', body)).toMatchObject({ status, body: { error_code: code } });
    expect(app.consumers.clients).toEqual([]);
  });

  it.each([
    ['/topics/t?max_bytes=many', 400],
    ['/topics/t?timeout=1&timeout=2', 400],
    ['/topics/a%00b', 400],
    ['/topics/%5Et.*', 400],
  ])('refuse GET …%s', async (path, status) => {
    const answer = await ask('GET', (await create()) + path);
    expect(answer).toMatchObject({ status, body: { error_code: status } });
  });
});
