import { setImmediate as turn, setTimeout as elapsed } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AdminClient } from '../../src/kafka/admin.client.js';
import { ProducerClient } from '../../src/kafka/producer.client.js';
import { send } from '../support/consumer-http.js';
import { readTopic } from '../support/independent-reader.js';
import { kafkaCluster, unprivilegedSettings } from '../support/kafka-cluster.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';
import { type Receipt, RecordStream } from '../support/record-stream.js';

const JSON_TYPE = { 'Content-Type': 'application/json' };

describe('records by API v3, as another client finds them', () => {
  const { bootstrapServers } = kafkaCluster();
  let gateway: KafkaGateway;
  let cluster: string;

  beforeAll(async () => {
    gateway = await KafkaGateway.start();
    cluster = (await gateway.get(AdminClient).describeCluster()).clusterId;
  });

  afterAll(() => gateway.close());

  const urlOf = (topic: string, at = gateway): string =>
    `${at.url}/v3/clusters/${cluster}/topics/${encodeURIComponent(topic)}/records`;

  async function newTopic(partitions = 1): Promise<string> {
    const topic = uniqueName('v3-produce');
    await gateway.createTopic(topic, partitions);
    return topic;
  }

  async function produce(topic: string, ...records: (object | string)[]): Promise<Receipt[]> {
    const stream = new RecordStream(urlOf(topic));
    stream.end(records.map((record) => (typeof record === 'string' ? record : JSON.stringify(record))).join('\n'));
    return stream.ended();
  }

  const codes = (receipts: Receipt[]): number[] => receipts.map(({ error_code }) => error_code);
  const json = (data: unknown): object => ({ partition_id: 0, value: { type: 'JSON', data } });

  it('have the bytes, headers and times that were sent', async () => {
    const topic = await newTopic(3);
    const headers = ['b', 'a', 'b'].map((name, i) => ({ name, value: Buffer.from(`h${i}`).toString('base64') }));
    const receipts = await produce(
      topic,
      '{"partition_id":0,"value":{"type":"JSON","data":{"n": 9007199254740993, "m": 1.10}},"timestamp":1684261251.5}',
      { partition_id: 0, key: { type: 'STRING', data: 'k€' }, value: { type: 'STRING', data: '"\u{1f600}' }, headers },
      { partition_id: 1, key: { type: 'JSON', data: 'k' }, timestamp: '2023-05-16T20:20:51.844+02:00' },
      { partition_id: 1, value: { type: 'BINARY', data: '' } },
      { partition_id: 2, value: { type: 'BINARY', data: Buffer.from('bytes').toString('base64') } },
    );
    expect(codes(receipts)).toEqual([200, 200, 200, 200, 200]);
    const stored = await readTopic(bootstrapServers, topic, 3, 5);
    expect(stored.map(({ partition, offset, timestamp }) => [partition, offset, timestamp])).toEqual(
      receipts.map((receipt) => [receipt['partition_id'], receipt['offset'], Date.parse(String(receipt['timestamp']))]),
    );
    expect([stored[0]?.timestamp, stored[2]?.timestamp]).toEqual([1_684_261_251_500, 1_684_261_251_844]);
    expect(stored.map(({ value }) => value)).toEqual([
      '{"n":9007199254740993,"m":1.10}',
      '"\u{1f600}',
      null,
      '',
      'bytes',
    ]);
    expect([stored[1]?.key, stored[2]?.key]).toEqual(['k€', '"k"']);
    expect(stored[1]?.headers).toEqual([
      { name: 'b', value: 'h0' },
      { name: 'a', value: 'h1' },
      { name: 'b', value: 'h2' },
    ]);
  });

  it('are all of a stream but those that were refused, each with its reason', async () => {
    const topic = await newTopic();
    const receipts = await produce(
      topic,
      json(0),
      { partition_id: 1 },
      json('x'.repeat(2_000_000)),
      { partition_id: 0, value: { type: 'BINARY', data: '*' } },
      json(1),
      { partition_id: 2_147_483_647 },
      json(2),
    );
    expect(codes(receipts)).toEqual([200, 40402, 413, 400, 200, 40402, 200]);
    const stored = await readTopic(bootstrapServers, topic, 1, 3);
    expect(stored.map(({ value }) => value)).toEqual(['0', '1', '2']);
    expect(receipts.filter(({ error_code }) => error_code === 200).map((receipt) => receipt['offset'])).toEqual([
      0, 1, 2,
    ]);
  });

  it.each(['..', 'a b', 'a/b', '€', '-'.repeat(250), '%00'])(
    'are refused for a topic with a name like %j',
    async (name) => {
      const stream = new RecordStream(
        urlOf('').replace('topics//', `topics/${name.startsWith('%') ? name : encodeURIComponent(name)}/`),
      );
      stream.end(JSON.stringify(json(1)));
      const [receipt] = await stream.ended();
      expect(receipt).toMatchObject({ message: expect.any(String) as unknown });
      // A URL with `..` in it is another URL before it leaves the client.
      expect([400, 404, 40401]).toContain(receipt?.error_code);
    },
  );

  it('are in Kafka when the gateway was shut down in the middle of a stream, if they have a receipt', async () => {
    const topic = await newTopic();
    const own = await KafkaGateway.start();
    const stream = new RecordStream(urlOf(topic, own));
    let next = 0;
    const sendSome = async (): Promise<void> => {
      let text = '';
      for (let i = 0; i < 200; i++) text += JSON.stringify(json(next++));
      await stream.send(text);
    };
    await sendSome();
    await stream.received(200);
    const writing = (async () => {
      while (!stream.over) {
        await sendSome();
        await turn();
      }
    })();
    await stream.received(2_000);
    await own.close();
    const receipts = await stream.ended();
    await writing;
    stream.abort();
    expect(codes(receipts).filter((code) => code !== 200)).toEqual([]);
    const stored = await readTopic(bootstrapServers, topic, 1, receipts.length);
    expect(stored.slice(0, receipts.length).map(({ value }) => value)).toEqual(receipts.map((_, i) => String(i)));
    expect(stored).toHaveLength(receipts.length);
  });

  it('leave nothing in the gateway when their client goes away', async () => {
    const topic = await newTopic();
    const streams = Array.from({ length: 20 }, () => new RecordStream(urlOf(topic)));
    for (const [i, stream] of streams.entries()) await stream.send(JSON.stringify(json(i)).repeat(500));
    await Promise.all(streams.map((stream) => stream.received(1)));
    for (const stream of streams) stream.abort();
    await Promise.all(streams.map((stream) => stream.closed()));
    while (gateway.get(ProducerClient).inFlight > 0) await turn();
    expect(codes(await produce(topic, json('after')))).toEqual([200]);
  });

  it('wait for a client that reads its receipts late, and none is lost', async () => {
    const topic = await newTopic();
    const own = await KafkaGateway.start({ 'streaming.records.max.in.flight': '500' });
    try {
      const stream = new RecordStream(urlOf(topic, own));
      await stream.send(JSON.stringify(json(0)));
      await stream.received(1);
      const readOn = stream.stopReading();
      const writing = (async () => {
        for (let i = 1; i < 40_000; i += 100) {
          await stream.send(Array.from({ length: 100 }, (_, k) => JSON.stringify(json(i + k))).join(''));
        }
        stream.end();
      })();
      // It stands still when two looks, a moment apart, find the same.
      for (let before = -1; before !== stream.sent; await elapsed(200)) before = stream.sent;
      readOn();
      await writing;
      const receipts = await stream.ended();
      expect(receipts.map((receipt) => receipt['offset'])).toEqual(receipts.map((_, i) => i));
      const stored = await readTopic(bootstrapServers, topic, 1, receipts.length);
      expect(stored.map(({ value }) => value)).toEqual(receipts.map((_, i) => String(i)));
    } finally {
      await own.close();
    }
  });

  it('are refused for someone who may not write', async () => {
    const topic = await newTopic();
    const restricted = await KafkaGateway.start(unprivilegedSettings());
    try {
      const stream = new RecordStream(urlOf(topic, restricted));
      stream.end(JSON.stringify(json(1)).repeat(2));
      expect(codes(await stream.ended())).toEqual([40301, 40301]);
      const batch = await send('POST', `${urlOf(topic, restricted)}:batch`, { entries: [{ id: 'a' }] }, JSON_TYPE);
      expect(batch).toMatchObject({
        status: 207,
        body: { successes: [], failures: [{ id: 'a', error_code: 40301 }] },
      });
    } finally {
      await restricted.close();
    }
    // What another client may write there is the first record.
    expect((await produce(topic, json(1)))[0]).toMatchObject({ offset: 0 });
  });

  it('are those of a batch whose answer says so', async () => {
    const topic = await newTopic(2);
    const entries = ['a', 'b', 'c', 'd'].map((id, i) => ({ id, partition_id: i, value: { type: 'STRING', data: id } }));
    const { status, body } = await send('POST', `${urlOf(topic)}:batch`, { entries }, JSON_TYPE);
    expect(status).toBe(207);
    expect(body).toMatchObject({
      successes: [
        { id: 'a', cluster_id: cluster, topic_name: topic, partition_id: 0, offset: 0, value: { size: 1 } },
        { id: 'b', partition_id: 1, offset: 0 },
      ],
      failures: [
        { id: 'c', error_code: 40402 },
        { id: 'd', error_code: 40402 },
      ],
    });
    const stored = await readTopic(bootstrapServers, topic, 2, 2);
    expect(stored.map(({ partition, value }) => [partition, value])).toEqual([
      [0, 'a'],
      [1, 'b'],
    ]);
  });

  it('are none for a cluster that is not there', async () => {
    const topic = await newTopic();
    for (const path of ['records', 'records:batch']) {
      const url = `${gateway.url}/v3/clusters/another/topics/${topic}/${path}`;
      expect(await send('POST', url, { entries: [{ id: 'a' }] }, JSON_TYPE)).toMatchObject({
        status: 404,
        body: { error_code: 404, message: expect.stringContaining('another') as unknown },
      });
    }
    expect((await produce(topic, json(1)))[0]).toMatchObject({ offset: 0 });
  });
});
