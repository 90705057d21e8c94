import { once } from 'node:events';
import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { gunzipSync, inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { HttpConsumer } from '../support/consumer-http.js';
import { FakeAdminClient } from '../support/fakes/admin.fake.js';
import { FakeConsumerClientFactory } from '../support/fakes/consumer.fake.js';
import { FakeProducerClient } from '../support/fakes/producer.fake.js';
import { RecordStream } from '../support/record-stream.js';

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

describe('compressed answers', () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const names = Array.from({ length: 500 }, (_, i) => `topic-${String(i).padStart(4, '0')}`);
  let app: TestApp;
  let plain: TestApp;

  beforeAll(async () => {
    const open = async (compress: boolean): Promise<TestApp> => {
      const admin = new FakeAdminClient();
      for (const name of names) admin.addTopic(name);
      const consumers = new FakeConsumerClientFactory(admin);
      consumers.addTopic('t');
      const producer = new FakeProducerClient(admin);
      const cors = { origins: ['https://app.example.com'], methods: [], headers: [], exposed: [] };
      return createTestApp({ admin, consumers, producer, settings: { http: { compress, cors } } });
    };
    [app, plain] = await Promise.all([open(true), open(false)]);
  });

  afterAll(async () => {
    agent.destroy();
    await Promise.all([app.close(), plain.close()]);
  });

  async function ask(accept: string | null, path = '/topics', method = 'GET', { url } = app): Promise<Answer> {
    const headers = accept === null ? {} : { 'Accept-Encoding': accept };
    const sent = request(url + path, { method, headers, agent });
    sent.end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    const pieces: Buffer[] = [];
    for await (const piece of response as AsyncIterable<Buffer>) pieces.push(piece);
    return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces) };
  }

  const topicsIn = (body: Buffer): unknown => (JSON.parse(body.toString()) as string[]).filter((name) => name !== 't');

  it('are sent as the client accepts them, and are whole', async () => {
    const zipped = await ask('gzip, deflate, br');
    expect(zipped.headers).toMatchObject({ 'content-encoding': 'gzip', 'content-length': String(zipped.body.length) });
    expect(topicsIn(gunzipSync(zipped.body))).toEqual(names);
    const deflated = await ask('deflate');
    expect(deflated.headers).toMatchObject({ 'content-encoding': 'deflate' });
    expect(topicsIn(inflateSync(deflated.body))).toEqual(names);
    const { headers, body } = await ask(null);
    expect(headers).not.toHaveProperty('content-encoding');
    expect(topicsIn(body)).toEqual(names);
    expect(zipped.body.length).toBeLessThan(body.length / 3);
  });

  it('say to caches that they depend on the client, also where it takes none', async () => {
    for (const accept of ['gzip', 'identity']) {
      expect((await ask(accept)).headers.vary).toBe('Origin, Accept-Encoding');
    }
  });

  it('have on HEAD the headers of GET', async () => {
    const of = ({ headers }: Answer): object => ({ ...headers, date: null, 'x-request-id': null });
    const head = await ask('gzip', '/topics', 'HEAD');
    expect(head.body).toHaveLength(0);
    expect(of(head)).toEqual(of(await ask('gzip')));
    expect(head.headers).toHaveProperty('content-encoding', 'gzip');
  });

  it('are none where there is little to win', async () => {
    const { status, headers } = await ask('gzip', '/topics/topic-0001');
    expect([status, headers['content-encoding'], headers.vary]).toEqual([200, undefined, 'Origin']);
    expect((await ask('gzip', '/nowhere')).headers).not.toHaveProperty('content-encoding');
  });

  it('bring records once, like any others', async () => {
    app.consumers.append('t', { value: JSON.stringify('x'.repeat(5000)) }, { value: '2' });
    const consumer = await HttpConsumer.create(app.url, 'compressed');
    await consumer.subscribe('t');
    const path = new URL(consumer.base).pathname;
    const { headers, body } = await ask('gzip', `${path}/records?timeout=1000`);
    expect(headers).toHaveProperty('content-encoding', 'gzip');
    expect(JSON.parse(gunzipSync(body).toString())).toMatchObject([{ offset: 0 }, { offset: 1, value: 2 }]);
    expect((await ask('gzip', `${path}/records?timeout=10`)).body.toString()).toBe('[]');
  });

  it('are none in a stream of receipts, which must not wait for more', async () => {
    const stream = new RecordStream(`${app.url}/v3/clusters/fake-cluster/topics/topic-0000/records`, {
      'Content-Type': 'application/json',
      'Accept-Encoding': 'gzip',
    });
    await stream.send('{"value":{"type":"JSON","data":1}}');
    expect(await stream.received(1)).toMatchObject([{ error_code: 200 }]);
    stream.end();
    await stream.ended();
  });

  it('are none unless that is asked for', async () => {
    const { headers } = await ask('gzip', '/topics', 'GET', plain);
    expect([headers['content-encoding'], headers.vary]).toEqual([undefined, 'Origin']);
  });
});
