import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { settingsFrom } from '../../src/config/resolve.js';
import { MockCluster } from '../../src/kafka/embedded/mock-cluster.js';
import { LibrdkafkaProducerClient } from '../../src/kafka/librdkafka/producer.js';
import type { ProduceResult } from '../../src/kafka/record.js';
import { batchOf, silentLog } from '../support/native-clients.js';

// https://kafka.apache.org/protocol.html#protocol_api_keys and #protocol_error_codes
const PRODUCE = 0;
const INIT_PRODUCER_ID = 22;
const NOT_LEADER = 6;
const MESSAGE_TOO_LARGE = 10;
const TOPIC_AUTHORIZATION_FAILED = 29;
const CLUSTER_AUTHORIZATION_FAILED = 31;

describe('the producer client when things go wrong', () => {
  let cluster: MockCluster;
  let producer: LibrdkafkaProducerClient | null = null;

  const open = (properties: Record<string, string> = {}): LibrdkafkaProducerClient => {
    const settings = settingsFrom({ 'bootstrap.servers': cluster.bootstrapServers }).kafka;
    producer = new LibrdkafkaProducerClient({ ...settings.producer, ...properties }, silentLog);
    return producer;
  };

  const one = (value = 'v', partition = 0) => batchOf([{ value, partition }]);

  beforeEach(async () => {
    cluster = new MockCluster(1, silentLog);
    await cluster.createTopic('t', 2, 1);
  });

  afterEach(async () => {
    await cluster.up();
    await producer?.close(2000);
    producer = null;
    await cluster.close();
  });

  it('retries what passes by itself', async () => {
    const client = open();
    await client.send('t', one());
    // One record: the mock checks no sequence numbers, so a second batch would pass the first one's retry.
    cluster.pushErrors(PRODUCE, NOT_LEADER, NOT_LEADER);
    const result = await client.send('t', one());
    expect(result.failures).toBeNull();
    expect([...result.offsets]).toEqual([1]);
  });

  it.each([
    [TOPIC_AUTHORIZATION_FAILED, 'forbidden'],
    [MESSAGE_TOO_LARGE, 'payload-too-large'],
  ])('reports error %d of the broker as %s, per record', async (code, expected) => {
    const client = open();
    cluster.pushErrors(PRODUCE, code);
    const result = await client.send('t', one());
    expect(result.failures?.get(0)?.code).toBe(expected);
    expect([...result.offsets]).toEqual([-1]);
  });

  it('says record by record what a partition that does not exist costs', async () => {
    const client = open();
    await client.send('t', one());
    const result = await client.send(
      't',
      batchOf([
        { value: 'a', partition: 0 },
        { value: 'b', partition: 9 },
        { value: 'c', partition: 1 },
      ]),
    );
    expect([...result.failures!.keys()]).toEqual([1]);
    expect(result.failures!.get(1)!.code).toBe('partition-not-found');
    expect([...result.offsets]).toEqual([1, -1, 0]);
  });

  it('refuses a request that finds the queue full, and reports each record of one that half fits', async () => {
    const client = open({ 'queue.buffering.max.messages': '10' });
    await client.send('t', one());
    await cluster.down();
    const waiting = client.send('t', batchOf(Array.from({ length: 8 }, (_, i) => ({ value: `${i}`, partition: 0 }))));
    const half = client.send('t', batchOf(Array.from({ length: 5 }, (_, i) => ({ value: `${i}`, partition: 0 }))));
    await expect(client.send('t', one())).rejects.toMatchObject({ code: 'kafka-retriable', retryAfterSeconds: 1 });
    await cluster.up();
    expect((await waiting).failures).toBeNull();
    const result = await half;
    expect([...result.failures!.values()].map((failure) => failure.code)).toEqual([
      'kafka-retriable',
      'kafka-retriable',
      'kafka-retriable',
    ]);
    expect([...result.offsets].filter((offset) => offset >= 0)).toHaveLength(2);
  });

  it('never shows an unknown outcome as success', async () => {
    const client = open({ 'message.timeout.ms': '1000' });
    await client.send('t', one());
    await cluster.down();
    const result = await client.send('t', one());
    expect(result.failures?.get(0)).toEqual({
      code: 'kafka-retriable',
      message: expect.stringContaining('may or may not have been written'),
    });
  });

  it('becomes suspect when no broker is left, and trusted again by an acknowledgement', async () => {
    const client = open({ 'message.timeout.ms': '3000' });
    await client.send('t', one());
    expect(client.suspect).toBe(false);
    await cluster.down();
    await client.send('t', one());
    expect(client.suspect).toBe(true);
    await cluster.up();
    let result: ProduceResult;
    do result = await client.send('t', one());
    while (result.failures);
    expect(client.suspect).toBe(false);
  });

  it('keeps the order when its handle is renewed while a record is tried again', async () => {
    const client = open({ 'retry.backoff.ms': '2000', 'retry.backoff.max.ms': '2000' });
    await client.send('t', one());
    cluster.pushErrors(PRODUCE, NOT_LEADER);
    const before = client.send('t', one('before'));
    client.renew();
    const after = client.send('t', one('after'));
    const patient = client.sendPatiently('t', one('patient'));
    const results = await Promise.all([before, after, patient.result]);
    expect(results.map(({ offsets }) => [...offsets])).toEqual([[1], [2], [3]]);
    await patient.taken;
  });

  it('goes on with a new handle after a fatal error, and loses nothing that was acknowledged', async () => {
    cluster.pushErrors(INIT_PRODUCER_ID, CLUSTER_AUTHORIZATION_FAILED);
    const client = open();
    const first = await client.send('t', one('refused'));
    expect(first.failures?.size).toBe(1);
    let result: ProduceResult | null = null;
    while (!result) {
      const sent: ProduceResult | null = await client.send('t', one('after')).catch((error: { code: string }) => {
        expect(error.code).toBe('forbidden');
        return null;
      });
      if (sent && !sent.failures) result = sent;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect([...result.offsets]).toEqual([0]);
    expect((await client.send('t', one('next'))).offsets[0]).toBe(1);
  });

  it('settles every record when it is closed with work in flight', async () => {
    const client = open();
    await client.send('t', one());
    await cluster.down();
    const waiting = client.send('t', one());
    const closed = client.close(100);
    expect((await waiting).failures?.get(0)?.code).toBe('kafka-retriable');
    await closed;
    expect(client.inFlight).toBe(0);
    await expect(client.send('t', one())).rejects.toMatchObject({ code: 'shutting-down' });
  });
});
