import { setTimeout as elapsed } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ProducerClient } from '../../src/kafka/producer.client.js';
import { send } from '../support/consumer-http.js';
import { readTopic } from '../support/independent-reader.js';
import { kafkaCluster } from '../support/kafka-cluster.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { MockKafkaGateway } from '../support/mock-kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';
import { type Receipt, RecordStream } from '../support/record-stream.js';

/** Records that the producer's queue holds. */
const QUEUE = 200;
const ACKNOWLEDGE_MS = 3_000;

const record = (data: unknown): string => JSON.stringify({ partition_id: 0, value: { type: 'JSON', data } });
const some = (from: number, count: number): string =>
  Array.from({ length: count }, (_, i) => record(from + i)).join('');
const codes = (receipts: readonly Receipt[]): Set<number> => new Set(receipts.map(({ error_code }) => error_code));

describe('streams of records that fill the queue of the producer', () => {
  let close: () => Promise<void> = () => Promise.resolve();
  const streams: RecordStream[] = [];

  afterEach(async () => {
    for (const stream of streams.splice(0)) stream.abort();
    await close();
    close = () => Promise.resolve();
  });

  const open = (url: string): RecordStream => {
    const stream = new RecordStream(url);
    streams.push(stream);
    return stream;
  };

  async function onKafka(properties: Record<string, string>): Promise<{ topic: string; url: string }> {
    const gateway = await KafkaGateway.start(properties);
    close = () => gateway.close();
    const topic = uniqueName('queue');
    await gateway.createTopic(topic);
    return { topic, url: `${await gateway.clusterUrl()}/topics/${topic}/records` };
  }

  async function onMock(properties: Record<string, string>): Promise<{ mock: MockKafkaGateway; url: string }> {
    const queue = { 'producer.queue.buffering.max.messages': String(QUEUE) };
    const mock = await MockKafkaGateway.start({ ...queue, ...properties }, { topics: { t: 1 } });
    close = () => mock.close();
    return { mock, url: `${await mock.gateway.clusterUrl()}/topics/t/records` };
  }

  it.each([
    ['messages', { 'producer.queue.buffering.max.messages': String(QUEUE) }],
    ['bytes', { 'producer.queue.buffering.max.kbytes': '8' }],
  ])('bring all their records to Kafka, once and in order: %s', async (_, properties) => {
    const { topic, url } = await onKafka(properties);
    const COUNT = 20_000;
    const stream = open(url);
    for (let i = 0; i < COUNT; i += 1_000) await stream.send(some(i, 1_000));
    stream.end();
    const receipts = await stream.ended();
    expect([...codes(receipts)]).toEqual([200]);
    expect(receipts.map((receipt) => receipt['offset'])).toEqual(Array.from({ length: COUNT }, (_, i) => i));
    const stored = await readTopic(kafkaCluster().bootstrapServers, topic, 1, COUNT);
    expect(stored.map(({ value }) => value)).toEqual(Array.from({ length: COUNT }, (_, i) => String(i)));
  });

  it('keep records with headers in order too', async () => {
    const { topic, url } = await onKafka({ 'producer.queue.buffering.max.messages': '20' });
    const headers = [{ name: 'h', value: 'AQ==' }];
    const text = Array.from({ length: 2_000 }, (_, data) =>
      JSON.stringify({ partition_id: 0, headers, value: { type: 'JSON', data } }),
    );
    const stream = open(url);
    stream.end(text.join(''));
    const receipts = await stream.ended();
    expect([...codes(receipts)]).toEqual([200]);
    const stored = await readTopic(kafkaCluster().bootstrapServers, topic, 1, text.length);
    expect(stored.map(({ value }) => Number(value))).toEqual(text.map((_, i) => i));
  });

  it('get on side by side: a short one ends while a long one goes on', async () => {
    const { url } = await onKafka({ 'producer.queue.buffering.max.messages': String(QUEUE) });
    const long = [open(url), open(url)];
    const writing = new AbortController();
    const written = long.map(async (stream) => {
      while (!writing.signal.aborted) await stream.send(some(0, 500));
      stream.end();
    });
    await Promise.all(long.map((stream) => stream.received(QUEUE * 5)));
    const short = open(url);
    short.end(some(0, 500));
    const receipts = await short.ended();
    expect([...codes(receipts)]).toEqual([200]);
    expect(receipts).toHaveLength(500);
    expect(long.map(({ over }) => over)).toEqual([false, false]);
    writing.abort();
    await Promise.all(written);
    for (const stream of long) expect([...codes(await stream.ended())]).toEqual([200]);
  });

  it('are not read while acknowledgements do not come, and then to their end', async () => {
    const { mock, url } = await onMock({ 'streaming.records.max.in.flight': '1000000' });
    const first = open(url);
    await first.send(record('first'));
    await first.received(1);
    await mock.kafka.delayAnswers(ACKNOWLEDGE_MS);
    const client = mock.gateway.get(ProducerClient);
    const stream = open(url);
    const PIECES = 400;
    const piece = record('x'.repeat(1_000)).repeat(100);
    const written = (async () => {
      for (let i = 0; i < PIECES; i++) await stream.send(piece);
      stream.end();
    })();
    // It stands still when two looks, a moment apart, find the same.
    for (let before = -1; before !== stream.sent || client.inFlight === 0; await elapsed(200)) before = stream.sent;
    // The rest fits into no buffer on the way.
    expect(stream.sent).toBeLessThan(PIECES / 2);
    // The queue, and what was read in one piece and waits before it.
    expect(client.inFlight).toBeLessThan(QUEUE * 2);
    expect(first.receipts).toHaveLength(1);
    await mock.kafka.delayAnswers(0);
    await written;
    const receipts = await stream.ended();
    expect([...codes(receipts)]).toEqual([200]);
    expect(receipts).toHaveLength(PIECES * 100);
    await first.send(record('last'));
    expect((await first.received(2))[1]).toMatchObject({ error_code: 200, offset: PIECES * 100 + 1 });
  });

  it('are told 50003 when no room came within the delivery timeout, and go on', async () => {
    const { mock, url } = await onMock({
      'producer.delivery.timeout.ms': '1000',
      'producer.request.timeout.ms': '900',
    });
    const stream = open(url);
    await stream.send(record('first'));
    await stream.received(1);
    await mock.kafka.delayAnswers(ACKNOWLEDGE_MS);
    await stream.send(some(0, QUEUE * 2));
    const receipts = await stream.received(1 + QUEUE * 2);
    expect([...codes(receipts.slice(1))]).toEqual([50003]);
    await mock.kafka.delayAnswers(0);
    let last: Receipt | undefined;
    do {
      const { length } = stream.receipts;
      await stream.send(record('again'));
      last = (await stream.received(length + 1))[length];
      expect([200, 50003, 50302]).toContain(last?.error_code);
    } while (last?.error_code !== 200);
  });

  it('lose only the record that is larger than the whole queue', async () => {
    const { url } = await onKafka({ 'producer.queue.buffering.max.kbytes': '8' });
    const stream = open(url);
    stream.end([record(0), record('x'.repeat(10_000)), record(1)].join(''));
    expect((await stream.ended()).map(({ error_code }) => error_code)).toEqual([200, 50003, 200]);
  });

  it('do not make a batch request wait', async () => {
    const { mock, url } = await onMock({ 'producer.queue.buffering.max.messages': '5' });
    const entries = (ids: string): object => ({
      entries: [...ids].map((id) => ({ id, partition_id: 0, value: { type: 'STRING', data: id } })),
    });
    const batch = (ids: string): ReturnType<typeof send> =>
      send('POST', `${url}:batch`, entries(ids), { 'Content-Type': 'application/json' });
    expect(await batch('a')).toMatchObject({ status: 207, body: { failures: [] } });
    await mock.kafka.delayAnswers(ACKNOWLEDGE_MS);
    const waiting = batch('abcde');
    const client = mock.gateway.get(ProducerClient);
    while (client.inFlight < 5) await elapsed(5);
    const { body } = await batch('fg');
    expect((body as { failures: Receipt[] }).failures.map(({ error_code }) => error_code)).toEqual([50003, 50003]);
    expect(client.inFlight).toBe(5);
    expect(await waiting).toMatchObject({ body: { failures: [] } });
  });
});
