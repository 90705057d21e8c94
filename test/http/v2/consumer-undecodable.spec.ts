import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ConsumerSettings } from '../../../src/config/settings.js';
import { HttpConsumer } from '../../support/consumer-http.js';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { FakeAdminClient } from '../../support/fakes/admin.fake.js';
import { FakeConsumerClientFactory } from '../../support/fakes/consumer.fake.js';

describe('v2 records that are not JSON', () => {
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

  const get = (consumer: HttpConsumer, query = '') => consumer.send('GET', `/records${query}`);

  afterEach(() => app.close());

  const undecodable = {
    status: 408,
    body: { error_code: 40801, message: expect.stringContaining('topic t, partition 0, offset 1') as unknown },
  };

  const values = async (consumer: HttpConsumer, query: string) =>
    (await consumer.read(query)).map(({ value }) => value);

  beforeEach(async () => {
    await start();
    app.consumers.append('t', { value: '1' }, { value: 'plain text' }, { value: '3' });
  });

  it('are reported once; the good ones before and behind come as usual', async () => {
    const consumer = await reader();
    expect(await values(consumer, '')).toEqual([1]);
    expect(await get(consumer)).toMatchObject(undecodable);
    expect(await values(consumer, '')).toEqual([3]);
  });

  it('are consumed by the report, which a commit covers', async () => {
    const consumer = await reader({ 'auto.commit.enable': 'false' });
    await values(consumer, '');
    await get(consumer);
    expect(await consumer.commit()).toMatchObject([{ offset: 2 }]);
  });

  it('stop the instance for on_error=stop', async () => {
    const consumer = await reader();
    expect(await values(consumer, '?on_error=stop')).toEqual([1]);
    expect(await get(consumer, '?on_error=stop')).toMatchObject(undecodable);
    expect(await get(consumer, '?on_error=stop')).toMatchObject(undecodable);
    expect(await values(consumer, '?on_error=skip')).toEqual([3]);
  });

  it('are stepped over for on_error=skip, with a line in the log', async () => {
    expect(await values(await reader(), '?on_error=skip')).toEqual([1, 3]);
    expect(app.log.of('warn')).toMatchObject([{ fields: { topic: 't', partition: 0, offset: 1 } }]);
  });

  it('come as base64 with an error for on_error=raw', async () => {
    const records = await (await reader()).read('?on_error=raw');
    expect(records).toMatchObject([{ value: 1 }, { value: 'cGxhaW4gdGV4dA==', offset: 1 }, { value: 3 }]);
    expect(records.map(({ error }) => error !== undefined)).toEqual([false, true, false]);
  });

  it('are treated as configured', async () => {
    await app.close();
    await start({ onDecodeError: 'skip' });
    app.consumers.append('t', { value: 'plain text' }, { value: Buffer.from([0x22, 0xff, 0x22]) }, { value: '3' });
    expect(await values(await reader(), '')).toEqual([3]);
  });

  it('alone, stepped over, leave an empty answer and a position behind them', async () => {
    const consumer = await reader({ 'auto.commit.enable': false });
    await values(consumer, '');
    await consumer.seek({ offsets: [{ topic: 't', partition: 0, offset: 1 }] });
    expect(await values(consumer, '?on_error=skip&max_bytes=1')).toEqual([3]);
    expect(await consumer.commit()).toMatchObject([{ offset: 3 }]);
  });
});
