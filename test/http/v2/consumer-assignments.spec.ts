import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeAdminClient } from '../../support/fakes/admin.fake.js';
import { FakeConsumerClientFactory } from '../../support/fakes/consumer.fake.js';
import { HttpConsumer } from '../../support/consumer-http.js';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';

const P0 = { topic: 't', partition: 0 };
const P1 = { topic: 't', partition: 1 };

describe('v2 assignments', () => {
  let app: TestApp;

  beforeEach(async () => {
    const admin = new FakeAdminClient();
    const settings = { consumers: { requestTimeoutMs: 50 } };
    app = await createTestApp({ admin, consumers: new FakeConsumerClientFactory(admin), settings });
    app.consumers.addTopic('t', 2);
    app.consumers.append('t', { value: '1' }, { value: '2' }, { value: '3' }, { partition: 1, value: '"p1"' });
  });

  afterEach(() => app.close());

  const create = (options?: Record<string, unknown>) => HttpConsumer.create(app.url, 'g', options);

  it('are read without the group', async () => {
    const [one, other] = [await create(), await create()];
    for (const consumer of [one, other]) {
      await consumer.assign(P0);
      expect(await consumer.partitions()).toEqual([P0]);
      expect(await consumer.read()).toHaveLength(3);
    }
  });

  it('are also what the group has given', async () => {
    const consumer = await create();
    await consumer.subscribe('t');
    await consumer.read();
    expect(await consumer.partitions()).toEqual([P0, P1]);
  });

  it('start where the group has committed, else where the instance wants to', async () => {
    const first = await create();
    await first.commit({ offsets: [{ ...P0, offset: 1 }] });
    await first.assign(P0, P1);
    expect((await first.read()).map(({ value }) => value)).toEqual([3, 'p1']);
    const late = await HttpConsumer.create(app.url, 'h', { 'auto.offset.reset': 'latest' });
    await late.assign(P0);
    expect(await late.read()).toEqual([]);
    app.consumers.append('t', { value: '4' });
    expect(await late.read()).toMatchObject([{ value: 4 }]);
  });

  it('take the place of former ones; partitions in both go on where they are', async () => {
    const consumer = await create({ 'auto.commit.enable': 'false' });
    await consumer.assign(P0);
    await consumer.read('?max_bytes=1');
    await consumer.assign(P0, P1, P0);
    expect((await consumer.read()).map(({ value }) => value)).toEqual([2, 3, 'p1']);
    await consumer.assign(P1);
    expect(await consumer.partitions()).toEqual([P1]);
    expect(await consumer.commit()).toMatchObject([{ ...P1, offset: 1 }]);
  });

  it('of none end the assignment, so that a subscription is possible', async () => {
    const consumer = await create();
    await consumer.assign(P0);
    await consumer.assign();
    expect(await consumer.partitions()).toEqual([]);
    await consumer.subscribe('t');
    expect(await consumer.read()).toHaveLength(4);
  });

  it('may name partitions that do not exist yet', async () => {
    const consumer = await create();
    await consumer.assign({ topic: 'later', partition: 0 }, { topic: 't', partition: 9 });
    expect(await consumer.read()).toEqual([]);
    app.consumers.append('later', { value: '"there"' });
    expect(await consumer.read()).toMatchObject([{ value: 'there' }]);
  });

  it.each([
    [{}, 422, 'partitions'],
    [{ partitions: [{ topic: 't' }] }, 422, 'partitions[0].partition'],
    [{ partitions: [{ topic: 't', partition: '0' }] }, 422, 'partitions[0].partition'],
    [{ partitions: [{ topic: 't', partition: 2 ** 31 }] }, 422, 'partitions[0].partition'],
    [{ partitions: [{ topic: '', partition: 0 }] }, 400, 'partitions[0].topic'],
    [{ partitions: [{ topic: 'a\0b', partition: 0 }] }, 400, 'partitions[0].topic'],
    [{ partitions: {} }, 422, 'partitions'],
    [undefined, 422, 'body'],
  ])('are not taken from %j', async (body, status, words) => {
    const answer = await (await create()).send('POST', '/assignments', body);
    expect(answer).toMatchObject({ status, body: { error_code: status } });
    expect((answer.body as { message: string }).message).toContain(words);
  });
});
