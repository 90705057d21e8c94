import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../../src/errors/gateway-error.js';
import { callV3 } from '../../support/config-cluster.js';
import type { Answer } from '../../support/consumer-http.js';
import { send } from '../../support/consumer-http.js';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';

const BASE = '/v3/clusters/fake-cluster';

describe('v3 settings', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp();
  });

  afterAll(async () => {
    await app.close();
  });

  beforeEach(() => {
    app.admin.topics.clear();
    app.admin.addTopic('orders');
    app.admin.addTopic('a b');
    app.admin.addTopic('__consumer_offsets', 1, { internal: true });
    app.configs.clear();
    app.configs.failWith(null);
  });

  const call = (method: string, path: string, body?: unknown): Promise<Answer> =>
    callV3(method, app.url + BASE + path, body);

  it('of a topic have the shape of Confluent, with names encoded in places', async () => {
    await call('PUT', '/topics/a%20b/configs/retention.ms', { value: '5' });
    const self = `${app.url}${BASE}/topics/a%20b/configs/retention.ms`;
    expect(await call('GET', '/topics/a%20b/configs/retention.ms')).toMatchObject({
      status: 200,
      type: 'application/json',
    });
    expect((await call('GET', '/topics/a%20b/configs/retention.ms')).body).toEqual({
      kind: 'KafkaTopicConfig',
      metadata: { self, resource_name: 'crn:///kafka=fake-cluster/topic=a%20b/config=retention.ms' },
      cluster_id: 'fake-cluster',
      topic_name: 'a b',
      name: 'retention.ms',
      value: '5',
      is_default: false,
      is_read_only: false,
      is_sensitive: false,
      source: 'DYNAMIC_TOPIC_CONFIG',
      synonyms: [
        { name: 'retention.ms', value: '5', source: 'DYNAMIC_TOPIC_CONFIG' },
        { name: 'retention.ms', value: '604800000', source: 'DEFAULT_CONFIG' },
      ],
    });
  });

  it.each([
    ['/topics/orders/configs/retention.ms', 'topic_name'],
    ['/brokers/1/configs/log.retention.ms', 'broker_id'],
    ['/broker-configs/ssl.key.password', 'config_type'],
  ])('at %s say first where they are and whose they are', async (path, owner) => {
    await call('PUT', '/broker-configs/ssl.key.password', { value: 'hush' });
    const { body } = await call('GET', path);
    expect(Object.keys(body as object).slice(0, 5)).toEqual(['kind', 'metadata', 'cluster_id', owner, 'name']);
  });

  it.each([
    ['GET', '/configs'],
    ['GET', '/configs/log.retention.ms'],
    ['PUT', '/configs/log.retention.ms', { value: '5' }],
    ['DELETE', '/configs/log.retention.ms'],
    ['POST', '/configs:alter', { data: [{ name: 'log.retention.ms', value: '5' }] }],
  ])('are refused with 400 where no number names the broker, with 404 where no broker has it: %s %s', async (...of) => {
    const [method, path, change] = of;
    expect(await call(method, `/brokers/one${path}`, change)).toMatchObject({
      status: 400,
      body: { error_code: 400, message: 'broker: must be a whole number, not "one".' },
    });
    expect(await call(method, `/brokers/99999999999${path}`, change)).toMatchObject({
      status: 404,
      body: { error_code: 404, message: 'Broker 99999999999 cannot be found.' },
    });
  });

  it('of all topics are one list without those of internal topics, and so are those of all brokers', async () => {
    const topics = (await call('GET', '/topics/-/configs')).body as { kind: string; data: { topic_name: string }[] };
    expect(topics.kind).toBe('KafkaTopicConfigList');
    expect([...new Set(topics.data.map(({ topic_name }) => topic_name))]).toEqual(['a b', 'orders']);
    const brokers = (await call('GET', '/brokers/-/configs')).body as { data: { broker_id: number; name: string }[] };
    expect(brokers.data.map(({ broker_id, name }) => `${broker_id} ${name}`)).toEqual([
      '1 broker.id',
      '1 log.cleanup.policy',
      '1 log.retention.ms',
      '1 ssl.key.password',
    ]);
  });

  it('come in pages that lead through all of them', async () => {
    let url: string | null = `${app.url}${BASE}/brokers/1/configs?page_size=3`;
    const names: string[] = [];
    while (url !== null) {
      const { body } = await send('GET', url);
      const page = body as { metadata: { next: string | null }; data: { name: string }[] };
      expect(page.data.length).toBeLessThanOrEqual(3);
      names.push(...page.data.map(({ name }) => name));
      url = page.metadata.next;
    }
    expect(names).toEqual(['broker.id', 'log.cleanup.policy', 'log.retention.ms', 'ssl.key.password']);
    expect(await call('GET', '/brokers/1/configs?page_size=0')).toMatchObject({ status: 400 });
  });

  it('that brokers share are listed only when they are set, secrets without a value', async () => {
    const list = async (): Promise<unknown> => ((await call('GET', '/broker-configs')).body as { data: unknown }).data;
    expect(await list()).toEqual([]);
    const data = [{ name: 'ssl.key.password', value: 'hush' }];
    expect((await call('POST', '/broker-configs:alter', { data })).status).toBe(204);
    expect(await list()).toMatchObject([
      { kind: 'KafkaClusterConfig', config_type: 'BROKER', name: 'ssl.key.password', value: null, is_sensitive: true },
    ]);
    expect((await call('DELETE', '/broker-configs/ssl.key.password')).status).toBe(204);
    expect((await call('DELETE', '/broker-configs/ssl.key.password')).status).toBe(404);
    expect(await list()).toEqual([]);
    expect((await call('GET', '/topic-configs')).status).toBe(404);
  });

  it.each([
    '/topics/orders/configs:alter',
    '/brokers/1/configs:alter',
    '/broker-configs:alter',
    '/topics/-/configs:alter',
  ])('stay as they are when %s only tries', async (path) => {
    const name = path.startsWith('/topics') ? 'retention.ms' : 'log.retention.ms';
    const configs = [{ name, value: '5' }];
    const data = path.startsWith('/topics/-') ? [{ topic_name: 'orders', configs }] : configs;
    expect(await call('POST', path, { data, validate_only: true })).toMatchObject({ status: 204, text: '' });
    const where = path.startsWith('/topics') ? '/topics/orders' : '/brokers/1';
    expect((await call('GET', `${where}/configs/${name}`)).body).toMatchObject({ is_default: true });
    expect((await call('GET', '/broker-configs')).body).toMatchObject({ data: [] });
    const wrong = path.startsWith('/topics/-')
      ? [{ topic_name: 'orders', configs: [{ name, value: 'x' }] }]
      : [{ name, value: 'x' }];
    const refused = await call('POST', path, { data: wrong, validate_only: true });
    if (path.startsWith('/topics/-')) {
      const failures = [{ topic_name: 'orders', error_code: 40002, message: expect.any(String) as unknown }];
      expect(refused).toMatchObject({ status: 207, body: { failures } });
    } else {
      expect(refused).toMatchObject({ status: 400, body: { error_code: 40002 } });
    }
  });

  it.each([
    ['PUT', '/topics/orders/configs/retention.ms', {}, 'value'],
    ['PUT', '/topics/orders/configs/retention.ms', { value: 5 }, 'value'],
    ['PUT', '/topics/orders/configs/retention.ms', { value: '5', more: 1 }, 'more'],
    ['PUT', '/brokers/1/configs/log.retention.ms', [], 'object'],
    ['PUT', '/broker-configs/log.retention.ms', {}, 'value'],
    ['POST', '/topics/orders/configs:alter', {}, 'data'],
    ['POST', '/topics/orders/configs:alter', { data: [{ value: '5' }] }, 'data[0].name'],
    ['POST', '/topics/orders/configs:alter', { data: [{ name: '', value: '5' }] }, 'data[0].name'],
    ['POST', '/topics/orders/configs:alter', { data: [null] }, 'data'],
    ['POST', '/topics/orders/configs:alter', { data: [{ name: 'a', operation: 'set' }] }, 'data[0].operation'],
    ['POST', '/broker-configs:alter', { data: [], validate_only: 'yes' }, 'validate_only'],
    ['POST', '/topics/-/configs:alter', { data: [{ configs: [] }] }, 'data[0].topic_name'],
    ['POST', '/topics/-/configs:alter', { data: [{ topic_name: 'orders' }] }, 'data[0].configs'],
  ])('%s %s of %j is 422 and names %s', async (method, path, body, field) => {
    expect(await call(method, path, body)).toMatchObject({
      status: 422,
      body: { error_code: 422, message: expect.stringContaining(field) as unknown },
    });
  });

  it.each([
    ['PUT', '/topics/orders/configs/retention.ms'],
    ['PUT', '/brokers/1/configs/log.retention.ms'],
    ['POST', '/topics/orders/configs:alter'],
    ['POST', '/topics/-/configs:alter'],
    ['POST', '/broker-configs:alter'],
  ])('%s %s without a body is 422, with a broken one 400', async (method, path) => {
    expect(await call(method, path)).toMatchObject({ status: 422, body: { error_code: 422 } });
    expect(await call(method, path, '{"value":')).toMatchObject({ status: 400, body: { error_code: 400 } });
  });

  it('need a value, and only one change of each', async () => {
    const alter = (...data: object[]): Promise<Answer> => call('POST', '/topics/orders/configs:alter', { data });
    const refused = {
      status: 400,
      body: { error_code: 40002, message: expect.stringContaining('retention.ms') as unknown },
    };
    expect(await alter({ name: 'retention.ms' })).toMatchObject(refused);
    expect(await alter({ name: 'retention.ms', value: null, operation: 'APPEND' })).toMatchObject(refused);
    expect(await call('PUT', '/topics/orders/configs/retention.ms', { value: null })).toMatchObject(refused);
    const twice = { name: 'retention.ms', value: '5' };
    expect(await alter(twice, twice)).toMatchObject(refused);
    expect((await alter({ ...twice, operation: 'DELETE' })).status).toBe(204);
  });

  it('of one listener may be set though brokers do not list them', async () => {
    const data = [{ name: 'listener.name.internal.no.such', value: '5' }];
    expect(await call('POST', '/brokers/1/configs:alter', { data })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('listener.name.internal.no.such') as unknown },
    });
  });

  it('are shown as they were changed, though brokers learn of it a moment later', async () => {
    app.configs.lag = 4;
    const path = '/topics/orders/configs/retention.ms';
    expect((await call('PUT', path, { value: '5' })).status).toBe(204);
    expect((await call('GET', path)).body).toMatchObject({ value: '5' });
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('GET', path)).body).toMatchObject({ is_default: true });
    const configs = [{ name: 'cleanup.policy', value: 'compact', operation: 'APPEND' }];
    const data = [{ topic_name: 'orders', configs }];
    expect((await call('POST', '/topics/-/configs:alter', { data })).status).toBe(204);
    expect((await call('GET', '/topics/orders/configs/cleanup.policy')).body).toMatchObject({
      value: 'delete,compact',
    });
  });

  it('are 503 while no broker can be reached', async () => {
    app.configs.failWith(new GatewayError('kafka-unavailable', 'No Kafka broker answered within 5000 ms.'));
    for (const path of ['/topics/orders/configs', '/brokers/1/configs/a', '/broker-configs', '/topics/-/configs']) {
      expect(await call('GET', path)).toMatchObject({ status: 503, body: { error_code: 50302 } });
    }
    const change = await call('PUT', '/topics/orders/configs/retention.ms', { value: '5' });
    expect(change).toMatchObject({ status: 503, body: { error_code: 50302 } });
  });
});
