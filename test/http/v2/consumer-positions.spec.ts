import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../../src/errors/gateway-error.js';
import { FakeAdminClient } from '../../support/fakes/admin.fake.js';
import { FakeConsumerClientFactory } from '../../support/fakes/consumer.fake.js';
import { HttpConsumer } from '../../support/consumer-http.js';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';

const P0 = { topic: 't', partition: 0 };
const P1 = { topic: 't', partition: 1 };

describe('v2 positions', () => {
  let app: TestApp;
  let consumer: HttpConsumer;

  beforeEach(async () => {
    const admin = new FakeAdminClient();
    const settings = { consumers: { requestTimeoutMs: 50 } };
    app = await createTestApp({ admin, consumers: new FakeConsumerClientFactory(admin), settings });
    app.consumers.addTopic('t', 2);
    app.consumers.append('t', { value: '1' }, { value: '2' }, { value: '3' }, { partition: 1, value: '"p1"' });
    consumer = await HttpConsumer.create(app.url, 'g');
  });

  afterEach(() => app.close());

  const values = async () => (await consumer.read()).map(({ value }) => value);

  it('can be set straight after subscribing', async () => {
    await consumer.subscribe('t');
    await consumer.seek({ offsets: [{ ...P0, offset: 2, metadata: 'ignored' }] });
    expect(await values()).toEqual([3, 'p1']);
  });

  it('drop what was fetched before, also what did not fit the last answer', async () => {
    await consumer.subscribe('t');
    await consumer.read('?max_bytes=1');
    await consumer.seek({ offsets: [{ ...P0, offset: 0 }] });
    expect((await values()).sort()).toEqual([1, 2, 3, 'p1']);
  });

  it('go to the beginning and to the end of some partitions or of all', async () => {
    await consumer.subscribe('t');
    await consumer.read();
    await consumer.seek({ partitions: [P0] }, '/beginning');
    expect(await values()).toEqual([1, 2, 3]);
    await consumer.seek({ partitions: [] }, '/beginning');
    expect(await values()).toHaveLength(4);
    await consumer.seek({}, '/beginning');
    await consumer.seek({ partitions: [P0] }, '/end');
    expect(await values()).toEqual(['p1']);
    await consumer.seek({}, '/beginning');
    await consumer.seek({ partitions: [] }, '/end');
    expect(await values()).toEqual([]);
  });

  it('go to a time; behind the last record that is the end', async () => {
    await consumer.assign(P0);
    for (const timestamp of ['2999-01-01T00:00:00Z', '2999-01-01T00:00:00.123456789+02:00', '2999-01-01']) {
      await consumer.seek({}, '/beginning');
      await consumer.seek({ timestamps: [{ ...P0, timestamp }] });
      expect(await values()).toEqual([]);
    }
  });

  it('of a topic that does not exist yet begin and end at 0', async () => {
    await consumer.assign({ topic: 'later', partition: 0 });
    await consumer.seek({}, '/end');
    expect(await consumer.commit()).toMatchObject([{ topic: 'later', offset: 0 }]);
  });

  it.each([
    ['', { offsets: [{ ...P1, offset: 0 }] }],
    ['', { timestamps: [{ ...P1, timestamp: '2026-01-01T00:00:00Z' }] }],
    ['/beginning', { partitions: [P1] }],
    ['/end', { partitions: [P0, P1] }],
  ])('of partitions that are not assigned cannot be set (%s %j)', async (where, body) => {
    await consumer.assign(P0);
    expect(await consumer.send('POST', `/positions${where}`, body)).toMatchObject({
      status: 409,
      body: { error_code: 40903, message: 'Illegal state: No current assignment for partition t-1' },
    });
  });

  it('cannot be set without a subscription', async () => {
    const answer = await consumer.send('POST', '/positions', { offsets: [{ ...P0, offset: 0 }] });
    expect(answer).toMatchObject({ status: 409, body: { error_code: 40903 } });
  });

  it('stay where they are when Kafka does not tell where to go', async () => {
    await consumer.assign(P0);
    app.admin.failWith('listOffsets', new GatewayError('kafka-unavailable', 'No broker can be reached.'));
    expect(await consumer.send('POST', '/positions/end', {})).toMatchObject({
      status: 503,
      body: { error_code: 50302 },
    });
    expect(await values()).toEqual([1, 2, 3]);
  });

  it.each([
    ['', {}, 422, 'offsets or timestamps'],
    ['', { offsets: [{ ...P0, offset: -1 }] }, 422, 'offsets[0].offset'],
    ['', { offsets: [{ ...P0, offset: 'x' }] }, 422, 'offsets[0].offset'],
    ['', { timestamps: [{ ...P0, timestamp: 'yesterday' }] }, 400, 'timestamps[0].timestamp'],
    ['', { timestamps: [{ ...P0, timestamp: '2026-02-31T99:00:00Z' }] }, 400, 'timestamps[0].timestamp'],
    ['', { timestamps: [{ ...P0, timestamp: 5 }] }, 422, 'timestamps[0].timestamp'],
    ['/end', { partitions: [{ topic: 't' }] }, 422, 'partitions[0].partition'],
    ['/beginning', undefined, 422, 'body'],
  ])('are not taken from %s %j', async (where, body, status, words) => {
    const answer = await consumer.send('POST', `/positions${where}`, body);
    expect(answer).toMatchObject({ status, body: { error_code: status } });
    expect((answer.body as { message: string }).message).toContain(words);
  });
});
