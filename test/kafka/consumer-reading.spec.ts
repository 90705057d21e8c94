import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HttpConsumer, type ReadRecord, send } from '../support/consumer-http.js';
import { KafkaGateway, PATIENT_READS } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';

const offsetsOf = (records: ReadRecord[]): number[] => records.map(({ offset }) => offset);
const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

describe('reading from Kafka', () => {
  let gateway: KafkaGateway;

  beforeAll(async () => {
    gateway = await KafkaGateway.start(PATIENT_READS);
  });

  afterAll(() => gateway.close());

  /** A topic with `count` records of `bytes` bytes in one partition. */
  async function filled(count: number, bytes: number): Promise<string> {
    const topic = uniqueName('reading');
    await gateway.createTopic(topic);
    const value = JSON.stringify('x'.repeat(bytes - 2));
    for (let left = count; left > 0; left -= 500) {
      await gateway.produce(
        topic,
        range(Math.min(left, 500)).map(() => ({ value })),
      );
    }
    return topic;
  }

  async function reader(topic: string, options: Record<string, unknown> = {}): Promise<HttpConsumer> {
    const consumer = await HttpConsumer.create(gateway.url, uniqueName('reading'), options);
    await consumer.subscribe(topic);
    return consumer;
  }

  it('loses nothing to max_bytes', async () => {
    const consumer = await reader(await filled(1000, 10_000));
    const records: ReadRecord[] = [];
    while (records.length < 1000) {
      const some = await consumer.read('?max_bytes=100000');
      expect(some.length).toBeLessThanOrEqual(10);
      records.push(...some);
    }
    expect(offsetsOf(records)).toEqual(range(1000));
  });

  it('brings again what a client hung up on', async () => {
    const topic = await filled(300, 100_000);
    // Answers of this size do not fit into the buffers between the two: the gateway notices that nobody reads them.
    const consumer = await reader(topic, { 'auto.commit.enable': 'false', 'fetch.min.bytes': 10_000_000 });
    for (let round = 0; round < 3; round++) {
      const req = request(`${consumer.base}/records?timeout=20000`).end();
      const [res] = (await once(req, 'response')) as [IncomingMessage];
      expect(Number(res.headers['content-length'])).toBeGreaterThan(10_000_000);
      res.destroy();
    }
    expect(offsetsOf(await consumer.readCount(300, '?timeout=5000'))).toEqual(range(300));
    expect(await consumer.commit()).toMatchObject([{ offset: 300 }]);
  });

  it('goes back and forth by offset and by time', async () => {
    const topic = await filled(10, 10);
    const consumer = await reader(topic);
    const at = { topic, partition: 0 };
    await consumer.seek({ offsets: [{ ...at, offset: 7 }] });
    expect(offsetsOf(await consumer.readCount(3))).toEqual([7, 8, 9]);
    await consumer.seek({ partitions: [] }, '/beginning');
    const [first] = await consumer.read('?max_bytes=1&include=timestamp');
    await gateway.produce(topic, [{ value: '10' }]);
    await consumer.seek({ partitions: [at] }, '/end');
    await gateway.produce(topic, [{ value: '11' }]);
    const [last] = await consumer.read('?timeout=5000&include=timestamp');
    expect(last).toMatchObject({ offset: 11 });
    await consumer.seek({ timestamps: [{ ...at, timestamp: new Date(first!.timestamp!).toISOString() }] });
    expect(await consumer.read('?timeout=5000&max_bytes=1')).toMatchObject([{ offset: 0 }]);
    await consumer.seek({ timestamps: [{ ...at, timestamp: new Date(last!.timestamp! + 60_000).toISOString() }] });
    expect(await consumer.read('?timeout=200')).toEqual([]);
    expect(await consumer.commit()).toMatchObject([{ offset: 12 }]);
  });

  it('reads assigned partitions at once, from the commit or the beginning', async () => {
    const topic = await filled(5, 10);
    const at = { topic, partition: 0 };
    const group = uniqueName('assigned');
    const one = await HttpConsumer.create(gateway.url, group);
    await one.assign(at);
    expect(offsetsOf(await one.read())).toEqual(range(5));
    await one.commit({ offsets: [{ ...at, offset: 2 }] });
    const two = await HttpConsumer.create(gateway.url, group);
    await two.assign(at);
    expect(offsetsOf(await two.read())).toEqual([3, 4]);
    expect(await two.committed(at)).toEqual([{ ...at, offset: 3, metadata: '' }]);
  });

  it('can change from the group to an assignment and back', async () => {
    const topic = await filled(5, 10);
    const consumer = await reader(topic, { 'auto.commit.enable': 'false' });
    expect(await consumer.readCount(5)).toHaveLength(5);
    await consumer.send('DELETE', '/subscription');
    await consumer.assign({ topic, partition: 0 });
    expect(await consumer.readCount(5)).toHaveLength(5);
    await consumer.send('DELETE', '/subscription');
    await consumer.subscribe(topic);
    expect(await consumer.readCount(5)).toHaveLength(5);
  });

  it('shows headers and timestamps, also of records fetched before they were asked for', async () => {
    const topic = uniqueName('extras');
    await gateway.createTopic(topic);
    const records = range(4).map((i) => ({
      value: i,
      headers: [{ name: 'n', value: Buffer.from(`${i}`).toString('base64') }],
    }));
    const produced = await send(
      'POST',
      `${gateway.url}/topics/${topic}`,
      { records },
      { 'Content-Type': 'application/vnd.kafka.json.v2+json' },
    );
    expect(produced).toMatchObject({ status: 200 });
    const consumer = await reader(topic);
    expect(await consumer.read('?max_bytes=1')).toMatchObject([{ offset: 0 }]);
    const rest = await consumer.readCount(3, '?timeout=5000&include=headers,timestamp');
    expect(rest).toMatchObject([{ offset: 1, headers: [{ name: 'n', value: 'MQ==' }] }, { offset: 2 }, { offset: 3 }]);
    expect(Math.abs(rest[0]!.timestamp! - Date.now())).toBeLessThan(60_000);
  });

  it('sees topics that are created behind a subscription by pattern, by name, or an assignment, within seconds', async () => {
    const topic = uniqueName('later');
    const byPattern = await HttpConsumer.create(gateway.url, uniqueName('later'));
    expect(await byPattern.send('POST', '/subscription', { topic_pattern: `${topic}.*` })).toMatchObject({
      status: 204,
    });
    const byName = await reader(topic);
    const assigned = await HttpConsumer.create(gateway.url, uniqueName('later'));
    await assigned.assign({ topic, partition: 0 });
    for (const consumer of [byPattern, byName, assigned]) expect(await consumer.read('?timeout=100')).toEqual([]);
    await gateway.createTopic(topic);
    await gateway.produce(topic, [{ value: '1' }]);
    const reads = await Promise.all([byPattern, byName, assigned].map((consumer) => consumer.read('?timeout=5000')));
    expect(reads.map((records) => records.length)).toEqual([1, 1, 1]);
  });

  it('tells that a commit was refused', async () => {
    const topic = await filled(1, 10);
    const consumer = await reader(topic);
    const answer = await consumer.send('POST', '/offsets', {
      offsets: [{ topic: uniqueName('no-such'), partition: 0, offset: 1 }],
    });
    expect(answer).toMatchObject({ status: 404, body: { error_code: 40401 } });
  });
});
