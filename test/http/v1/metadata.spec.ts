import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { send } from '../../support/consumer-http.js';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';

const V1 = 'application/vnd.kafka.v1+json';
const PARTITION = { partition: 0, leader: 1, replicas: [{ broker: 1, leader: true, in_sync: true }] };

describe('v1 metadata', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp();
    const configs = [
      { name: 'cleanup.policy', value: 'compact', isSensitive: false, isDefault: false, isReadOnly: false },
    ];
    app.admin.addTopic('orders', 2, { configs: configs as never });
    app.admin.addTopic('__consumer_offsets', 1, { internal: true });
  });

  afterAll(() => app.close());

  const get = (path: string, accept = V1) => send('GET', app.url + path, undefined, { Accept: accept });

  it.each([
    ['/brokers', { brokers: [1] }],
    ['/topics', ['__consumer_offsets', 'orders']],
    [
      '/topics/orders',
      {
        name: 'orders',
        configs: { 'cleanup.policy': 'compact' },
        partitions: [PARTITION, { ...PARTITION, partition: 1 }],
      },
    ],
    ['/topics/orders/partitions', [PARTITION, { ...PARTITION, partition: 1 }]],
    ['/topics/orders/partitions/0', PARTITION],
    ['/topics/orders/partitions/0/?x=1', PARTITION],
  ])('answers GET %s', async (path, body) => {
    expect(await get(path)).toMatchObject({ status: 200, type: V1 });
    expect((await get(path)).body).toEqual(body);
  });

  it.each([
    `${V1}, application/vnd.kafka+json, application/json`,
    `application/json;q=0.5, ${V1}`,
    'application/vnd.kafka.v1+json; charset=utf-8',
  ])('answers Accept: %s in the type of v1', async (accept) => {
    expect(await get('/topics', accept)).toMatchObject({ status: 200, type: V1 });
  });

  it.each([
    ['/topics/missing', 404, 40401],
    ['/topics/missing/partitions', 404, 40401],
    ['/topics/missing/partitions/0', 404, 40401],
    ['/topics/orders/partitions/7', 404, 40402],
    ['/topics/orders/partitions/-1', 404, 40402],
    ['/topics/orders/partitions/x', 400, 400],
    ['/topics/a%00b', 400, 400],
    ['/topics/orders/partitions/0/offsets', 406, 406],
  ])('answers GET %s with %i and %i', async (path, status, code) => {
    expect(await get(path)).toMatchObject({ status, body: { error_code: code } });
  });

  it('says 405 for what a path does not take', async () => {
    const answer = await send('DELETE', `${app.url}/topics/orders`, undefined, { Accept: V1 });
    expect(answer).toMatchObject({ status: 405, type: 'application/json', body: { error_code: 405 } });
  });
});
