import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeAdminClient } from '../../support/fakes/admin.fake.js';
import { FakeConsumerClientFactory } from '../../support/fakes/consumer.fake.js';
import { HttpConsumer, send } from '../../support/consumer-http.js';
import { eventually } from '../../support/consumer-service.js';
import { createTestApp, type TestApp, type TestOverrides } from '../../support/create-test-app.js';

const V2 = 'application/vnd.kafka.v2+json';

describe('v2 consumer instances', () => {
  let app: TestApp;

  async function start(settings: TestOverrides['settings'] = {}): Promise<void> {
    const admin = new FakeAdminClient();
    app = await createTestApp({ admin, consumers: new FakeConsumerClientFactory(admin), settings });
  }

  const create = (group: string, body?: unknown, headers?: Record<string, string>) =>
    send('POST', `${app.url}/consumers/${group}`, body, headers);

  beforeEach(() => start());
  afterEach(() => app.close());

  it('are created under the name the client chose', async () => {
    const answer = await create('my_json_consumer', {
      name: 'my_consumer_instance',
      format: 'json',
      'auto.offset.reset': 'earliest',
    });
    expect(answer).toMatchObject({
      status: 200,
      type: V2,
      text: `{"instance_id":"my_consumer_instance","base_uri":"${app.url}/consumers/my_json_consumer/instances/my_consumer_instance"}`,
    });
  });

  it('are created without a body, under a name that is made up', async () => {
    const answer = await create('g');
    expect(answer.body).toMatchObject({
      instance_id: expect.stringMatching(/^rest-consumer-[0-9a-f-]{36}$/) as unknown,
    });
    expect(answer.status).toBe(200);
  });

  it('carry the id of the gateway in a name that is made up', async () => {
    await app.close();
    await start({ id: 'gw1' });
    expect((await create('g')).body).toMatchObject({
      instance_id: expect.stringMatching(/^rest-consumer-gw1-/) as unknown,
    });
  });

  it('take their name from id where both are given', async () => {
    expect((await create('g', { name: 'a', id: 'b' })).body).toMatchObject({ instance_id: 'b' });
  });

  it('have percent-encoded names in their base_uri, which leads to them', async () => {
    const consumer = await HttpConsumer.create(app.url, 'a/b ü', { name: 'c?d%' });
    expect(consumer.base).toBe(`${app.url}/consumers/a%2Fb%20%C3%BC/instances/c%3Fd%25`);
    expect(await consumer.send('GET', '/subscription')).toMatchObject({ status: 200, body: { topics: [] } });
  });

  it('exist once per name and group', async () => {
    await create('g', { name: 'i' });
    expect(await create('g', { name: 'i' })).toMatchObject({
      status: 409,
      body: {
        error_code: 40902,
        message: 'Consumer with specified consumer ID already exists in the specified consumer group.',
      },
    });
    expect(await create('h', { name: 'i' })).toMatchObject({ status: 200 });
  });

  it('exist once, also when they are created at the same time', async () => {
    const answers = await Promise.all([create('g', { name: 'i' }), create('g', { name: 'i' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('are gone when they were deleted', async () => {
    const consumer = await HttpConsumer.create(app.url, 'g', { name: 'i' });
    await consumer.delete();
    const gone = { status: 404, body: { error_code: 40403, message: 'Consumer instance not found.' } };
    expect(await consumer.send('DELETE', '')).toMatchObject(gone);
    for (const path of ['/records', '/subscription', '/assignments', '/offsets?topic=t&partition=0']) {
      expect(await consumer.send('GET', path)).toMatchObject(gone);
    }
    expect(await create('g', { name: 'i' })).toMatchObject({ status: 200 });
  });

  it('are gone when they have expired', async () => {
    await app.close();
    await start({ consumers: { instanceTimeoutMs: 10 } });
    const consumer = await HttpConsumer.create(app.url, 'g');
    await eventually(() => app.consumers.clients.every(({ closed }) => closed));
    expect(await consumer.send('GET', '/subscription')).toMatchObject({ status: 404, body: { error_code: 40403 } });
  });

  it('are limited in number, and the answer names the setting', async () => {
    await app.close();
    await start({ consumers: { maxInstances: 1 } });
    await create('g');
    expect(await create('g')).toMatchObject({
      status: 429,
      body: { error_code: 429, message: expect.stringContaining('consumer.instances.max') as unknown },
    });
  });

  it.each([
    ['auto.commit.enable', ['true', 'false', true, false]],
    ['auto.offset.reset', ['earliest', 'latest', 'none', 'EARLIEST']],
    ['format', ['binary', 'json', 'JSON']],
    ['fetch.min.bytes', [-1, 0, 10_000_000, '5']],
    ['responseMinBytes', [1]],
    ['consumer.request.timeout.ms', [0, 5000, '5000']],
    ['requestWaitMs', [100]],
  ])('may choose %s', async (name, values) => {
    for (const value of values) expect(await create('g', { [name]: value })).toMatchObject({ status: 200 });
  });

  it.each([
    [{ 'auto.offset.reset': 'middle' }, 422, 42204, 'auto.offset.reset'],
    [{ format: 'xml' }, 422, 422, 'Invalid format type.'],
    [{ format: 'string' }, 422, 422, 'Invalid format type.'],
    [{ format: 'avro' }, 422, 42206, 'Schema Registry'],
    [{ format: 'jsonschema' }, 422, 42206, 'Schema Registry'],
    [{ format: 'protobuf' }, 422, 42206, 'Schema Registry'],
    [{ 'fetch.min.bytes': -2 }, 422, 40001, 'between -1 and 10000000'],
    [{ 'fetch.min.bytes': 10_000_001 }, 422, 40001, 'between -1 and 10000000'],
    [{ 'fetch.min.bytes': 1.5 }, 422, 422, 'fetch.min.bytes'],
    [{ 'consumer.request.timeout.ms': -1 }, 422, 422, 'consumer.request.timeout.ms'],
    [{ 'consumer.request.timeout.ms': 'soon' }, 422, 422, 'consumer.request.timeout.ms'],
    [{ 'auto.commit.enable': 'maybe' }, 422, 422, 'auto.commit.enable'],
    [{ colour: 'red' }, 422, 422, 'Unrecognized field: colour'],
    [{ name: '' }, 400, 400, 'name'],
    [{ name: 'a\0b' }, 400, 400, 'name'],
    [{ name: '..' }, 400, 400, 'name'],
    [{ name: 'x'.repeat(250) }, 400, 400, 'name'],
    [{ id: 5 }, 422, 422, 'id'],
    [[], 422, 422, 'object'],
  ])('are refused with %j', async (body, status, code, words) => {
    const answer = await create('g', body);
    expect(answer).toMatchObject({ status, type: V2, body: { error_code: code } });
    expect((answer.body as { message: string }).message).toContain(words);
    expect(app.consumers.clients).toEqual([]);
  });

  it.each(['a%00b', 'x'.repeat(250), '%0a'])('are refused for the group %s', async (group) => {
    expect(await create(group)).toMatchObject({ status: 400, body: { error_code: 400 } });
  });

  it('leave their groups when the gateway ends', async () => {
    const consumer = await HttpConsumer.create(app.url, 'g');
    await consumer.subscribe('t');
    await app.close();
    expect(app.consumers.clients.map(({ closed }) => closed)).toEqual([true]);
  });
});
