import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../../src/errors/gateway-error.js';
import { FakeAdminClient } from '../../support/fakes/admin.fake.js';
import { FakeConsumerClientFactory } from '../../support/fakes/consumer.fake.js';
import { HttpConsumer } from '../../support/consumer-http.js';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';

const P0 = { topic: 't', partition: 0 };
const P1 = { topic: 't', partition: 1 };

describe('v2 committed offsets', () => {
  let app: TestApp;
  let consumer: HttpConsumer;

  beforeEach(async () => {
    const admin = new FakeAdminClient();
    app = await createTestApp({ admin, consumers: new FakeConsumerClientFactory(admin) });
    app.consumers.addTopic('t', 2);
    app.consumers.append('t', { value: '1' }, { value: '2' }, { value: '3' });
    consumer = await HttpConsumer.create(app.url, 'g', { 'auto.commit.enable': 'false' });
  });

  afterEach(() => app.close());

  it('are what was delivered, when no body says otherwise', async () => {
    await consumer.subscribe('t');
    expect(await consumer.commit()).toEqual([]);
    await consumer.read('?max_bytes=2');
    expect(await consumer.commit()).toEqual([{ ...P0, offset: 2, metadata: '' }]);
    expect(await consumer.committed(P0, P1)).toEqual([{ ...P0, offset: 2, metadata: '' }]);
    expect(await consumer.commit()).toEqual([{ ...P0, offset: 2, metadata: '' }]);
  });

  it('are one more than the offsets of the body', async () => {
    expect(await consumer.commit({ offsets: [{ ...P0, offset: 20, metadata: 'note' }] })).toEqual([
      { ...P0, offset: 21, metadata: 'note' },
    ]);
    expect(await consumer.committed(P0)).toEqual([{ ...P0, offset: 21, metadata: 'note' }]);
  });

  it('do not move the position', async () => {
    await consumer.subscribe('t');
    await consumer.commit({ offsets: [{ ...P0, offset: 2 }] });
    expect(await consumer.read('?max_bytes=1')).toMatchObject([{ offset: 0 }]);
  });

  it('are the last ones where the body names a partition twice', async () => {
    const offsets = [
      { ...P0, offset: 5 },
      { ...P1, offset: 1 },
      { ...P0, offset: 0 },
    ];
    expect(await consumer.commit({ offsets })).toEqual([
      { ...P0, offset: 1, metadata: '' },
      { ...P1, offset: 2, metadata: '' },
    ]);
  });

  it('are the sought ones behind a seek', async () => {
    await consumer.subscribe('t');
    await consumer.read();
    await consumer.seek({ offsets: [{ ...P0, offset: 1 }] });
    expect(await consumer.commit()).toEqual([{ ...P0, offset: 1, metadata: '' }]);
  });

  it('are never said to be stored when they are not', async () => {
    await consumer.subscribe('t');
    await consumer.read();
    app.consumers.commitError = new GatewayError('kafka-retriable', 'The group is rebalancing.');
    const refused = { status: 503, body: { error_code: 50003, message: 'The group is rebalancing.' } };
    expect(await consumer.send('POST', '/offsets')).toMatchObject(refused);
    expect(await consumer.send('POST', '/offsets', { offsets: [{ ...P0, offset: 1 }] })).toMatchObject(refused);
    app.consumers.commitError = null;
    expect(await consumer.commit()).toEqual([{ ...P0, offset: 3, metadata: '' }]);
  });

  it('outlive the instance', async () => {
    await consumer.subscribe('t');
    await consumer.read('?max_bytes=2');
    await consumer.commit();
    await consumer.delete();
    const next = await HttpConsumer.create(app.url, 'g');
    await next.subscribe('t');
    expect(await next.read()).toMatchObject([{ offset: 2 }]);
  });

  it('can be asked for in the query', async () => {
    await consumer.commit({
      offsets: [
        { ...P0, offset: 4 },
        { ...P1, offset: 5 },
      ],
    });
    const both = { status: 200, body: { offsets: [{ offset: 5 }, { offset: 6 }] } };
    expect(await consumer.send('GET', '/offsets?topic=t&partition=0&topic=t&partition=1')).toMatchObject(both);
    expect(await consumer.send('GET', '/offsets?topic=t&partition=0&partition=1')).toMatchObject(both);
    expect(await consumer.send('GET', '/offsets?topic=t&partition=7')).toMatchObject({ body: { offsets: [] } });
  });

  it.each([
    ['', 404, 40402],
    ['?topic=t', 404, 40402],
    ['?topic=t&topic=u', 404, 40402],
    ['?topic=t&partition=-1', 400, 400],
    ['?topic=t&topic=u&partition=0', 400, 400],
    ['?topic=t&partition=zero', 400, 400],
    ['?topic=%00&partition=0', 400, 400],
    ['?partition=0', 400, 400],
  ])('cannot be asked for with %p', async (query, status, code) => {
    expect(await consumer.send('GET', `/offsets${query}`)).toMatchObject({ status, body: { error_code: code } });
  });

  it.each([
    [{}, 422, 'offsets'],
    [{ offsets: [{ topic: 't', partition: 0 }] }, 422, 'offsets[0].offset'],
    [{ offsets: [{ topic: 't', partition: -1, offset: 0 }] }, 422, 'offsets[0].partition'],
    [{ offsets: [{ topic: 't', partition: 0, offset: -2 }] }, 422, 'offsets[0].offset'],
    [{ offsets: [{ topic: 't', partition: 0, offset: 1.5 }] }, 422, 'offsets[0].offset'],
    [{ offsets: [{ topic: 't', partition: 0, offset: 1e300 }] }, 422, 'offsets[0].offset'],
    [{ offsets: [{ topic: 't', partition: 0, offset: 1, extra: 1 }] }, 422, 'offsets[0].extra'],
    [{ offsets: [{ topic: 't\0', partition: 0, offset: 1 }] }, 400, 'offsets[0].topic'],
    [{ offsets: [null] }, 422, 'offsets'],
  ])('are not taken from %j', async (body, status, words) => {
    const answer = await consumer.send('POST', '/offsets', body);
    expect(answer).toMatchObject({ status, body: { error_code: status } });
    expect((answer.body as { message: string }).message).toContain(words);
  });

  it('are not taken from a body of another type', async () => {
    expect(await consumer.send('POST', '/offsets', '{}', { 'Content-Type': 'text/plain' })).toMatchObject({
      status: 415,
    });
  });
});
