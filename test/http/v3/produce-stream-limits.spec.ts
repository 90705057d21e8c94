import { Agent } from 'node:http';
import { setImmediate as turn, setTimeout as elapsed } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { FakeAdminClient } from '../../support/fakes/admin.fake.js';
import { FakeProducerClient } from '../../support/fakes/producer.fake.js';
import { type Receipt, RecordStream } from '../../support/record-stream.js';
import type { SettingsChange } from '../../support/test-settings.js';

const MiB = 1024 * 1024;

describe('a stream of records at its limits', () => {
  let app: TestApp;
  let admin: FakeAdminClient;
  let producer: FakeProducerClient;

  async function start(streams: SettingsChange['streams'] = {}): Promise<void> {
    admin = new FakeAdminClient();
    admin.addTopic('t', 2);
    producer = new FakeProducerClient(admin);
    app = await createTestApp({ admin, producer, settings: { streams } });
  }

  afterEach(() => app.close());

  const open = (headers: Record<string, string> = {}, agent?: Agent): RecordStream =>
    new RecordStream(
      `${app.url}/v3/clusters/fake-cluster/topics/t/records`,
      { 'Content-Type': 'application/json', ...headers },
      agent,
    );

  const json = (data: unknown, partition = 0): string =>
    JSON.stringify({ partition_id: partition, value: { type: 'JSON', data } });
  const codes = (receipts: Receipt[]): number[] => receipts.map(({ error_code }) => error_code);
  const stored = (): (string | null)[] => producer.records('t').map(({ value }) => value?.toString() ?? null);

  /** Waits until two looks, a moment apart, find the same number, and more than `least`. */
  async function settled(look: () => number, least: number): Promise<number> {
    for (let before = -1; ;) {
      const now = look();
      if (now === before && now > least) return now;
      before = now;
      await elapsed(200);
    }
  }

  it('refuses an object that is too large, whole in one piece or not, and nothing before it', async () => {
    await start({ recordMaxBytes: 1000 });
    const exact = json('x'.repeat(1000 - json('').length));
    expect(exact).toHaveLength(1000);
    for (const cut of [0, 700]) {
      producer.clear();
      const stream = open();
      const text = exact + json('y'.repeat(1001 - json('').length)) + json(2);
      await stream.send(text.slice(0, 1000 + cut));
      stream.end(text.slice(1000 + cut));
      const receipts = await stream.ended();
      expect(codes(receipts)).toEqual([200, 400]);
      expect(receipts[1]).toMatchObject({ message: expect.stringContaining('larger than allowed') as unknown });
      expect(stored()).toHaveLength(1);
    }
  });

  it('takes an object that comes one byte at a time', async () => {
    await start();
    const stream = open();
    await stream.send(json(0));
    await stream.received(1);
    const text = Buffer.from(json('€\\"'.repeat(3000)));
    for (let at = 0; at < text.length; at++) await stream.send(text.subarray(at, at + 1));
    stream.end();
    expect(codes(await stream.ended())).toEqual([200, 200]);
    expect(stored()[1]).toBe(JSON.stringify('€\\"'.repeat(3000)));
  });

  it('leaves a connection alone that serves the next stream when a broken one is over', async () => {
    await start({ graceMs: 50 });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const broken = open({}, agent);
    await broken.send(`${json(1)}[`);
    await broken.received(2);
    broken.end();
    expect(codes(await broken.ended())).toEqual([200, 400]);
    const next = open({}, agent);
    await next.send(json(2));
    await next.received(1);
    expect(next.status).toBe(200);
    await elapsed(150); // longer than what the broken one had left
    await next.send(json(3));
    next.end();
    expect(codes(await next.ended())).toEqual([200, 200]);
    expect(next.failure).toBeNull();
    agent.destroy();
  });

  it('closes the connection of a client that goes on sending behind broken JSON, its receipts sent', async () => {
    await start({ graceMs: 50 });
    const stream = open();
    await stream.send(`${json(1)}{]`);
    expect(codes(await stream.ended())).toEqual([200, 400]);
    for (let i = 0; i < 10; i++) await stream.send(json(2).repeat(1000));
    await stream.closed();
    expect(stored()).toEqual(['1']);
  });

  it('gives up on a client that takes no receipts for too long', async () => {
    await start({ idleMs: 300, recordsInFlight: 1000 });
    const stream = open();
    await stream.send(json(0));
    await stream.received(1);
    stream.stopReading();
    const writing = (async () => {
      while (stream.failure === null) await stream.send(json(1).repeat(500));
    })();
    await stream.ended();
    await writing;
    expect(stream.failure).not.toBeNull();
    expect(producer.inFlight).toBe(0);
  });

  it('does not call a client idle that is not listened to', async () => {
    await start({ idleMs: 150, recordsInFlight: 1 });
    const release = producer.hold();
    const stream = open();
    await stream.send(json(1));
    await elapsed(500);
    release();
    await stream.received(1);
    await stream.send(json(2));
    await stream.received(2);
    stream.end();
    expect(codes(await stream.ended())).toEqual([200, 200]);
  });

  it('reads no more while what it has read is too large to keep, however few the records', async () => {
    await start();
    const stream = open();
    await stream.send(json('the topic is known now'));
    await stream.received(1);
    const release = producer.hold();
    const record = json('x'.repeat(MiB / 4));
    const writing = (async () => {
      for (let i = 0; i < 100; i++) await stream.send(record);
      stream.end();
    })();
    const held = await settled(() => producer.inFlight, 20);
    expect(held).toBeLessThan(50);
    release();
    await writing;
    const receipts = await stream.ended();
    expect(receipts).toHaveLength(101);
    expect(codes(receipts).filter((code) => code !== 200)).toEqual([]);
  });

  it('sends the others together when records name partitions that there are not', async () => {
    await start();
    const stream = open();
    await stream.send(json('warm'));
    await stream.received(1);
    const before = producer.sends.length;
    const records = Array.from({ length: 900 }, (_, i) => json(i, i % 3 === 1 ? 2 + (i % 7) : i % 2));
    await stream.send(records.join(''));
    stream.end();
    const receipts = (await stream.ended()).slice(1);
    expect(codes(receipts)).toEqual(records.map((_, i) => (i % 3 === 1 ? 40402 : 200)));
    // In a few pieces of the body at most, never one by one.
    expect(producer.sends.length - before).toBeLessThan(10);
    for (const partition of [0, 1]) {
      const values = producer.records('t', partition).map(({ value }) => value?.toString());
      const own = records.flatMap((_, i) => (i % 3 !== 1 && i % 2 === partition ? [String(i)] : []));
      expect(values.filter((value) => value !== '"warm"')).toEqual(own);
    }
  });

  it('breaks the connection off, rather than ending the answer, where the gateway itself fails', async () => {
    await start();
    const stream = open();
    await stream.send(json(1));
    await stream.received(1);
    producer.fault = () => {
      throw new TypeError('a bug');
    };
    await stream.send(json(2));
    expect(codes(await stream.ended())).toEqual([200]);
    expect(stream.failure).not.toBeNull();
    expect(app.log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  it('refuses a stream that had not begun when the gateway shut down', async () => {
    await start();
    const release = admin.hold('describeCluster');
    const stream = open();
    await stream.send(json(1));
    while (admin.callsOf('describeCluster') === 0) await turn();
    app.drain.close();
    release();
    expect([codes(await stream.ended()), stream.status]).toEqual([[503], 503]);
    expect(producer.sends).toEqual([]);
  });

  it('refuses a stream of which no record was read when the gateway shuts down, and ends the others', async () => {
    await start();
    const stream = open();
    await stream.send(json(1));
    await stream.received(1);
    const late = open();
    await late.send('{"value":');
    app.drain.close();
    expect(codes(await stream.ended())).toEqual([200]);
    expect([codes(await late.ended()), late.status]).toEqual([[503], 503]);
    expect(late.failure).toBeNull();
  });
});
