import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../../src/errors/gateway-error.js';
import { send } from '../../support/consumer-http.js';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { expectEnvelope, header } from '../../support/expect-response.js';
import { FakeAdminClient } from '../../support/fakes/admin.fake.js';
import { FakeConsumerClientFactory } from '../../support/fakes/consumer.fake.js';
import { FakeProducerClient } from '../../support/fakes/producer.fake.js';
import { KIP80 } from '../../support/kip80-requests.js';
import { RawConnection, type RawResponse } from '../../support/raw-http.js';

const V1 = 'application/vnd.kafka.v1+json';
const BINARY = 'application/vnd.kafka.binary.v1+json';
const RECORD = { key: Buffer.from('key'), value: Buffer.from('value') };

describe('KIP-80', () => {
  let app: TestApp;
  let connection: RawConnection;

  beforeEach(async () => {
    const admin = new FakeAdminClient();
    const consumers = new FakeConsumerClientFactory(admin);
    const producer = new FakeProducerClient(admin);
    app = await createTestApp({ admin, consumers, producer, settings: { consumers: { requestTimeoutMs: 50 } } });
    admin.addTopic('test', 3);
    consumers.addTopic('topic', 2);
    connection = await RawConnection.open(app.port);
  });

  afterEach(async () => {
    RawConnection.destroyAll();
    await app.close();
  });

  const ask = (request: string): Promise<RawResponse> => connection.send(request).response();

  const get = (path: string, accept = BINARY) => send('GET', `${app.url}${path}`, undefined, { Accept: accept });

  const post = (path: string, body?: unknown) =>
    send('POST', `${app.url}${path}`, body, { 'Content-Type': V1, Accept: V1 });

  async function create(name: string, options: object = {}): Promise<void> {
    const settings = { name, 'auto.offset.reset': 'smallest', ...options };
    expect(await post('/consumers/group', settings)).toMatchObject({ status: 200 });
  }

  it('produces to a topic as printed', async () => {
    const response = await ask(KIP80.produceToTopic);
    expect([response.status, header(response, 'content-type')]).toEqual([200, V1]);
    expect(JSON.parse(response.text)).toMatchObject({
      offsets: [
        { partition: expect.any(Number) as unknown, offset: 0 },
        { partition: 1, offset: expect.any(Number) as unknown },
      ],
    });
  });

  it('produces to a partition as printed', async () => {
    const response = await ask(KIP80.produceToPartition);
    expect([response.status, header(response, 'content-type')]).toEqual([200, V1]);
    expect(JSON.parse(response.text)).toMatchObject({
      offsets: [
        { partition: 1, offset: 0 },
        { partition: 1, offset: 1 },
      ],
    });
    expect(app.producer.records('test', 1)).toMatchObject([RECORD, { key: null, value: RECORD.value }]);
  });

  it('refuses the two printed bodies that are no JSON, and does nothing', async () => {
    await expectEnvelope(await ask(KIP80.produceToPartitionUnclosed), 400);
    expect(app.producer.records('test', 1)).toEqual([]);
    await expectEnvelope(await ask(KIP80.createConsumerBare), 400);
    expect(app.consumers.clients).toEqual([]);
  });

  it('creates an instance as printed, and answers id and url beside the names of v1', async () => {
    const response = await ask(KIP80.createConsumer);
    expect([response.status, header(response, 'content-type')]).toEqual([200, V1]);
    const url = `http://localhost/consumers/group/instances/Instance1`;
    expect(JSON.parse(response.text)).toEqual({ instance_id: 'Instance1', base_uri: url, id: 'Instance1', url });
  });

  it('consumes and commits as printed', async () => {
    app.consumers.append('topic', { ...RECORD, partition: 1 }, { ...RECORD, partition: 1 });
    await create('instance1');
    const read = await ask(KIP80.consume);
    expect([read.status, header(read, 'content-type')]).toEqual([200, BINARY]);
    expect(JSON.parse(read.text)).toEqual([
      { key: 'a2V5', value: 'dmFsdWU=', partition: 1, offset: 0 },
      { key: 'a2V5', value: 'dmFsdWU=', partition: 1, offset: 1 },
    ]);
    const commit = await ask(KIP80.commit);
    expect([commit.status, header(commit, 'content-type')]).toEqual([200, V1]);
    expect(JSON.parse(commit.text)).toEqual([{ topic: 'topic', partition: 1, consumed: 1, committed: 1 }]);
    expect(app.consumers.committed('group', { topic: 'topic', partition: 1 })).toBe(2);
  });

  it('goes on with an instance at either of its paths', async () => {
    app.consumers.append('topic', RECORD);
    await create('i');
    expect(await get('/consumers/group/i/topic')).toMatchObject({ status: 200, body: [{ offset: 0 }] });
    app.consumers.append('topic', RECORD);
    expect(await get('/consumers/group/instances/i/topics/topic')).toMatchObject({ body: [{ offset: 1 }] });
    expect(await post('/consumers/group/instances/i/offsets')).toMatchObject({ body: [{ consumed: 1, committed: 1 }] });
    expect(await post('/consumers/group/i/offsets/')).toMatchObject({ body: [{ consumed: 1, committed: 1 }] });
  });

  it('takes "instances" for the beginning of the longer path, not for an instance', async () => {
    await create('instances');
    expect(await get('/consumers/group/instances/topic')).toMatchObject({ status: 404, body: { error_code: 404 } });
    expect(await post('/consumers/group/instances/offsets')).toMatchObject({ status: 404, body: { error_code: 404 } });
    expect(await get('/consumers/group/instances/instances/topics/topic')).toMatchObject({ status: 200, text: '[]' });
  });

  it('numbers what does not exist: 40401 topic or group, 40402 instance', async () => {
    const reads = ['/consumers/nobody/i/topic', '/consumers/group/other/topic', '/consumers/group/i/missing'];
    await create('i');
    const codes = await Promise.all(reads.map(async (path) => get(path)));
    expect(codes.map(({ status, body }) => [status, (body as { error_code: number }).error_code])).toEqual([
      [404, 40401],
      [404, 40402],
      [404, 40401],
    ]);
    expect(await post('/consumers/nobody/i/offsets')).toMatchObject({ status: 404, body: { error_code: 40401 } });
    expect(await post('/consumers/group/other/offsets')).toMatchObject({ status: 404, body: { error_code: 40402 } });
  });

  it('answers 50001 when Kafka fails', async () => {
    app.consumers.append('topic', RECORD);
    await create('i');
    await get('/consumers/group/i/topic');
    app.consumers.commitError = new GatewayError('kafka-error', 'Broker: it does not work.');
    expect(await post('/consumers/group/i/offsets')).toMatchObject({ status: 500, body: { error_code: 50001 } });
  });

  it('names v1 to whoever asks without its types', async () => {
    const answer = await send('GET', `${app.url}/consumers/group/i/topic`);
    expect(answer).toMatchObject({ status: 406, body: { error_code: 406 } });
    expect((answer.body as { message: string }).message).toContain(V1);
  });

  it('closes an instance that nobody reads with, in its own time', async () => {
    await app.close();
    const settings = { consumers: { requestTimeoutMs: 50, instanceTimeoutMs: 1 } };
    app = await createTestApp({ admin: app.admin, consumers: app.consumers, settings });
    await create('i');
    await until(() => app.consumers.clients.every(({ closed }) => closed));
    expect(await get('/consumers/group/i/topic')).toMatchObject({ status: 404, body: { error_code: 40401 } });
  });
});

async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((resolve) => setImmediate(resolve));
}
