import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../../src/errors/gateway-error.js';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';

const V2 = 'application/vnd.kafka.v2+json';

interface Answer {
  status: number;
  type: string | null;
  retryAfter: string | null;
  body: unknown;
}

describe('v2 metadata', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp();
  });

  afterAll(async () => {
    await app.close();
  });

  beforeEach(() => {
    const { admin } = app;
    admin.topics.clear();
    for (const call of [
      'describeCluster',
      'listTopics',
      'describeTopics',
      'describeTopicConfigs',
      'listOffsets',
    ] as const) {
      admin.failWith(call, null);
    }
    admin.addTopic('orders', 2, {
      configs: [
        config('retention.ms', '604800000'),
        config('cleanup.policy', 'compact'),
        { ...config('follower.secret', 'hidden'), isSensitive: true },
      ],
    });
  });

  async function get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(app.url + path, { headers });
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      retryAfter: response.headers.get('retry-after'),
      body: await response.json(),
    };
  }

  it('lists the ids of the brokers', async () => {
    expect(await get('/brokers')).toMatchObject({ status: 200, type: V2, body: { brokers: [1] } });
  });

  it('lists all topics as a bare array, sorted, internal ones too', async () => {
    app.admin.addTopic('__consumer_offsets', 1, { internal: true });
    app.admin.addTopic('a');
    expect(await get('/topics')).toMatchObject({ status: 200, type: V2, body: ['__consumer_offsets', 'a', 'orders'] });
  });

  it('describes a topic with all its settings and partitions, and hides what is sensitive', async () => {
    Object.assign(app.admin.topics.get('orders')!.partitions[1]!, { leader: 2, replicas: [2, 1], inSyncReplicas: [2] });
    const { status, body } = await get('/topics/orders');
    expect(status).toBe(200);
    expect(body).toEqual({
      name: 'orders',
      configs: { 'retention.ms': '604800000', 'cleanup.policy': 'compact', 'follower.secret': null },
      partitions: [
        { partition: 0, leader: 1, replicas: [{ broker: 1, leader: true, in_sync: true }] },
        {
          partition: 1,
          leader: 2,
          replicas: [
            { broker: 2, leader: true, in_sync: true },
            { broker: 1, leader: false, in_sync: false },
          ],
        },
      ],
    });
  });

  it('has no leading replica where a partition has no leader', async () => {
    app.admin.topics.get('orders')!.partitions[0]!.leader = -1;
    expect((await get('/topics/orders/partitions/0')).body).toEqual({
      partition: 0,
      leader: -1,
      replicas: [{ broker: 1, leader: false, in_sync: true }],
    });
  });

  it('gives the partitions of a topic as a list and one by one', async () => {
    const { body } = await get('/topics/orders/partitions');
    expect(body).toHaveLength(2);
    expect((await get('/topics/orders/partitions/1')).body).toEqual((body as unknown[])[1]);
  });

  it('gives the first and the next offset of a partition', async () => {
    Object.assign(app.admin.topics.get('orders')!.partitions[1]!, { beginningOffset: 7, endOffset: 9007199254740991 });
    expect(await get('/topics/orders/partitions/1/offsets')).toMatchObject({
      status: 200,
      body: { beginning_offset: 7, end_offset: 9007199254740991 },
    });
  });

  it.each([
    '/topics/missing',
    '/topics/missing/partitions',
    '/topics/missing/partitions/0',
    '/topics/missing/partitions/0/offsets',
  ])('answers 404 with 40401 when the topic is unknown: %s', async (path) => {
    expect(await get(path)).toMatchObject({ status: 404, type: V2, body: { error_code: 40401 } });
  });

  it.each(['/topics/orders/partitions/2', '/topics/orders/partitions/2/offsets', '/topics/orders/partitions/-1'])(
    'answers 404 with 40402 when the topic has no such partition: %s',
    async (path) => {
      expect(await get(path)).toMatchObject({ status: 404, body: { error_code: 40402 } });
    },
  );

  it.each(['/topics/orders/partitions/x', '/topics/orders/partitions/1.5/offsets'])(
    'answers 400 when the partition is not a whole number: %s',
    async (path) => {
      expect(await get(path)).toMatchObject({ status: 400, body: { error_code: 400 } });
    },
  );

  it.each([
    ['a control character', '/topics/a%00b'],
    ['a line break', '/topics/a%0Ab/partitions'],
    ['250 characters', `/topics/${'a'.repeat(250)}`],
  ])('refuses a topic name with %s before Kafka hears of it', async (_, path) => {
    const before = app.admin.callsOf('describeTopics');
    expect(await get(path)).toMatchObject({ status: 400, body: { error_code: 400 } });
    expect(app.admin.callsOf('describeTopics')).toBe(before);
  });

  it('answers 403 with 40301 when the settings of the topic may not be described', async () => {
    app.admin.failWith('describeTopicConfigs', new GatewayError('forbidden', 'Topic authorization failed.'));
    expect(await get('/topics/orders')).toMatchObject({ status: 403, body: { error_code: 40301 } });
  });

  it('still tells the partitions of a topic whose settings may not be described', async () => {
    app.admin.failWith('describeTopicConfigs', new GatewayError('forbidden', 'Topic authorization failed.'));
    expect((await get('/topics/orders/partitions')).status).toBe(200);
  });

  it('answers 503 with 50003 and Retry-After for the offsets of a partition without a leader', async () => {
    app.admin.topics.get('orders')!.partitions[0]!.leader = -1;
    expect(await get('/topics/orders/partitions/0/offsets')).toMatchObject({
      status: 503,
      retryAfter: '1',
      body: { error_code: 50003 },
    });
  });

  it.each([
    ['/brokers', 'describeCluster'],
    ['/topics', 'listTopics'],
    ['/topics/orders', 'describeTopics'],
    ['/topics/orders/partitions', 'describeTopics'],
    ['/topics/orders/partitions/0', 'describeTopics'],
    ['/topics/orders/partitions/0/offsets', 'listOffsets'],
  ] as const)('answers 503 with 50302 and Retry-After on %s when Kafka is down', async (path, call) => {
    app.admin.failWith(call, new GatewayError('kafka-unavailable', 'No broker can be reached.'));
    expect(await get(path)).toMatchObject({ status: 503, retryAfter: '5', body: { error_code: 50302 } });
  });

  it('answers in the type that was asked for, application/json included', async () => {
    const json = 'application/json';
    expect(await get('/topics', { accept: json })).toMatchObject({ status: 200, type: json });
    expect(await get('/topics/missing', { accept: json })).toMatchObject({ status: 404, type: json });
    const embedded = 'application/vnd.kafka.json.v2+json';
    expect(await get('/topics', { accept: embedded })).toMatchObject({ status: 200, type: embedded });
  });

  it('answers 406 when nothing of Accept can be met', async () => {
    expect(await get('/topics', { accept: 'text/csv' })).toMatchObject({ status: 406, body: { error_code: 406 } });
  });
});

function config(
  name: string,
  value: string,
): {
  name: string;
  value: string;
  source: string;
  isDefault: boolean;
  isReadOnly: boolean;
  isSensitive: boolean;
} {
  return { name, value, source: 'DYNAMIC_TOPIC_CONFIG', isDefault: false, isReadOnly: false, isSensitive: false };
}
