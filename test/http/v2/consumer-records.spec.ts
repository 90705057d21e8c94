import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ConsumerSettings } from '../../../src/config/settings.js';
import { GatewayError } from '../../../src/errors/gateway-error.js';
import { FakeAdminClient } from '../../support/fakes/admin.fake.js';
import { FakeConsumerClientFactory } from '../../support/fakes/consumer.fake.js';
import { type Answer, HttpConsumer } from '../../support/consumer-http.js';
import { eventually } from '../../support/consumer-service.js';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';

const V2 = 'application/vnd.kafka.v2+json';
const JSON_V2 = 'application/vnd.kafka.json.v2+json';
const BINARY_V2 = 'application/vnd.kafka.binary.v2+json';

describe('v2 records', () => {
  let app: TestApp;

  async function start(consumers: Partial<ConsumerSettings> = {}): Promise<void> {
    const admin = new FakeAdminClient();
    const settings = { consumers: { requestTimeoutMs: 50, ...consumers } };
    app = await createTestApp({ admin, consumers: new FakeConsumerClientFactory(admin), settings });
    app.consumers.addTopic('t');
  }

  /** An instance that is subscribed to t. */
  async function reader(options: Record<string, unknown> = {}): Promise<HttpConsumer> {
    const consumer = await HttpConsumer.create(app.url, 'g', options);
    await consumer.subscribe('t');
    return consumer;
  }

  const get = (consumer: HttpConsumer, query = '', headers: Record<string, string> = {}) =>
    consumer.send('GET', `/records${query}`, undefined, headers);

  /** A read that waits for records of the only instance by now; its answer comes later. */
  async function waitingRead(consumer: HttpConsumer): Promise<{ answer: Promise<Answer> }> {
    const [client] = app.consumers.clients;
    const { polls } = client!;
    const answer = get(consumer, '?timeout=20000');
    await eventually(() => client!.polls > polls);
    return { answer };
  }

  beforeEach(() => start());
  afterEach(() => app.close());

  it('come with the first read, as the documentation shows them', async () => {
    app.consumers.append('t', { value: '{"foo":"bar"}' });
    const answer = await get(await reader(), '', { Accept: JSON_V2 });
    expect(answer).toMatchObject({
      status: 200,
      type: JSON_V2,
      text: '[{"key":null,"value":{"foo":"bar"},"partition":0,"offset":0,"topic":"t"}]',
    });
  });

  it('of binary instances are base64', async () => {
    app.consumers.append('t', { key: '', value: 'Kafka' });
    const answer = await get(await reader({ format: 'binary' }));
    expect(answer).toMatchObject({ type: BINARY_V2, body: [{ key: '', value: 'S2Fma2E=' }] });
  });

  it('carry timestamp and headers when they are asked for', async () => {
    const headers = [{ name: 'h', value: Buffer.from('abc') }];
    app.consumers.append('t', { value: '1', timestamp: 17, headers });
    expect(await (await reader()).read('?include=headers,timestamp')).toEqual([
      {
        key: null,
        value: 1,
        partition: 0,
        offset: 0,
        topic: 't',
        timestamp: 17,
        headers: [{ name: 'h', value: 'YWJj' }],
      },
    ]);
  });

  it('that are not there are an empty list, when the wait is over', async () => {
    const consumer = await reader();
    expect(await get(consumer)).toMatchObject({ status: 200, text: '[]' });
    expect(await get(consumer, '?timeout=1')).toMatchObject({ status: 200, text: '[]' });
  });

  it('wake a waiting read', async () => {
    const consumer = await reader();
    const waiting = consumer.read('?timeout=20000');
    app.consumers.append('t', { value: '"now"' });
    expect(await waiting).toMatchObject([{ value: 'now' }]);
  });

  it('are waited for while the group is still joining, unless the read says how long', async () => {
    const join = app.consumers.holdJoins();
    app.consumers.append('t', { value: '1' });
    const consumer = await reader();
    expect(await consumer.read('?timeout=100')).toEqual([]);
    const patient = consumer.read();
    // The other one's wait is the clock: an ordinary wait is over, this one goes on.
    const other = await HttpConsumer.create(app.url, 'other');
    await other.subscribe('t');
    expect(await other.read('?timeout=100')).toEqual([]);
    join();
    expect(await patient).toHaveLength(1);
  });

  it('of a topic that does not exist are not waited for any longer than usual', async () => {
    app.consumers.holdJoins();
    const consumer = await HttpConsumer.create(app.url, 'g');
    await consumer.subscribe('nowhere');
    expect(await consumer.read()).toEqual([]);
  });

  it('are bounded by max_bytes, and none is lost or repeated', async () => {
    const value = JSON.stringify('x'.repeat(998));
    app.consumers.append('t', ...Array.from({ length: 100 }, () => ({ value })));
    const consumer = await reader();
    const offsets: number[] = [];
    for (const limit of [1, 999, 1000, 1001, 5500, 20_000, 1e9]) {
      const records = await consumer.read(`?max_bytes=${limit}`);
      expect(records.length).toBe(Math.min(Math.max(Math.floor(limit / 1000), 1), 100 - offsets.length));
      offsets.push(...records.map(({ offset }) => offset));
    }
    expect(offsets).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });

  it('are bounded by the setting where the request asks for more', async () => {
    await app.close();
    await start({ requestMaxBytes: 2 });
    app.consumers.append('t', { value: '1' }, { value: '2' }, { value: '3' });
    const consumer = await reader();
    expect(await consumer.read('?max_bytes=1000')).toHaveLength(2);
    expect(await consumer.read('?max_bytes=-1')).toHaveLength(1);
  });

  it.each([
    ['application/json', 'application/json'],
    [V2, V2],
    ['*/*', JSON_V2],
    ['application/*', JSON_V2],
    [`${BINARY_V2}, ${JSON_V2};q=0.5`, JSON_V2],
    [`${BINARY_V2}, */*;q=0.1`, JSON_V2],
  ])('are answered to Accept: %s as %s', async (accept, type) => {
    expect(await get(await reader(), '', { Accept: accept })).toMatchObject({ status: 200, type });
  });

  it.each([BINARY_V2, 'application/vnd.kafka.avro.v2+json', 'application/vnd.kafka.protobuf.v2+json'])(
    'of a JSON instance are not answered as %s',
    async (accept) => {
      const consumer = await reader();
      app.consumers.append('t', { value: '1' });
      expect(await get(consumer, '', { Accept: accept })).toMatchObject({
        status: 406,
        body: {
          error_code: 40601,
          message: 'The requested embedded data format does not match the deserializer for this consumer instance',
        },
      });
      expect(await consumer.read()).toHaveLength(1);
    },
  );

  it('are not answered as what nobody could answer', async () => {
    expect(await get(await reader(), '', { Accept: 'text/html' })).toMatchObject({
      status: 406,
      body: { error_code: 406 },
    });
  });

  it.each([
    'timeout=soon',
    'timeout=1.5',
    'timeout=',
    'timeout=1&timeout=2',
    'max_bytes=many',
    'max_bytes=1e3',
    'include=everything',
    'include=headers,',
    'on_error=panic',
  ])('are not answered to ?%s, and the message names the parameter', async (query) => {
    const consumer = await reader();
    app.consumers.append('t', { value: '1' });
    const answer = await get(consumer, `?${query}`);
    expect(answer).toMatchObject({ status: 400, body: { error_code: 400 } });
    expect((answer.body as { message: string }).message).toContain(query.split('=')[0]);
    expect(await consumer.read()).toHaveLength(1);
  });

  it('cannot be read without a subscription or an assignment', async () => {
    const consumer = await HttpConsumer.create(app.url, 'g');
    expect(await get(consumer)).toMatchObject({
      status: 409,
      body: { error_code: 40903, message: expect.stringContaining('not subscribed') as unknown },
    });
  });

  it('are not consumed by a HEAD request', async () => {
    const consumer = await reader();
    app.consumers.append('t', { value: '1' });
    expect(await consumer.send('HEAD', '/records')).toMatchObject({ status: 200, type: JSON_V2, text: '' });
    expect(await consumer.read()).toHaveLength(1);
  });

  it('come again when the answer broke off', async () => {
    const value = JSON.stringify('x'.repeat(1_000_000));
    app.consumers.append('t', ...Array.from({ length: 40 }, () => ({ value })));
    // An answer of this size does not fit into the buffers between the two.
    const consumer = await reader({ 'fetch.min.bytes': 10_000_000 });
    const req = request(`${consumer.base}/records`).end();
    const [res] = (await once(req, 'response')) as [IncomingMessage];
    res.destroy();
    const records = await consumer.readCount(40);
    expect(records.map(({ offset }) => offset)).toEqual(Array.from({ length: 40 }, (_, i) => i));
  });

  it('are left alone by a client that went before there were any', async () => {
    const consumer = await reader();
    await consumer.read();
    const req = request(`${consumer.base}/records?timeout=20000`).end();
    req.on('error', () => undefined);
    await once(req, 'finish');
    const queued = consumer.read('?timeout=20000');
    req.destroy();
    // A later connection was answered: the end of the earlier one is known.
    await consumer.partitions();
    await consumer.partitions();
    app.consumers.append('t', { value: '1' });
    expect(await queued).toHaveLength(1);
  });

  it('are shared by reads at the same time, one behind another', async () => {
    app.consumers.append('t', ...Array.from({ length: 30 }, (_, i) => ({ value: String(i) })));
    const consumer = await reader();
    const reads = await Promise.all([1, 2, 3].map(() => consumer.read('?max_bytes=20')));
    expect(reads.flat().map(({ offset }) => offset)).toEqual(Array.from({ length: 30 }, (_, i) => i));
  });

  it('are not waited for any more when the instance is deleted', async () => {
    const consumer = await reader();
    await consumer.read();
    const { answer } = await waitingRead(consumer);
    await consumer.delete();
    expect(await answer).toMatchObject({ status: 404, body: { error_code: 40403 } });
  });

  it('are not waited for any more when the gateway ends', async () => {
    const consumer = await reader();
    await consumer.read();
    const { answer } = await waitingRead(consumer);
    await app.close();
    expect(await answer).toMatchObject({ status: 200, text: '[]' });
  });

  it('that Kafka does not let be read are an error', async () => {
    const consumer = await reader();
    await consumer.read();
    app.consumers.clients[0]!.listener.onError(new GatewayError('forbidden', 'Topic authorization failed.'));
    expect(await get(consumer)).toMatchObject({
      status: 403,
      type: JSON_V2,
      body: { error_code: 40301, message: 'Topic authorization failed.' },
    });
  });
});
