import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConfigCluster, type ShownConfigs } from '../support/config-cluster.js';
import { type Answer, send } from '../support/consumer-http.js';
import { uniqueName } from '../support/native-clients.js';

describe('settings of topics by API v3', () => {
  let cluster: ConfigCluster;
  let topic: string;
  let other: string;

  beforeAll(async () => {
    cluster = await ConfigCluster.open();
    [topic, other] = [await cluster.newTopic(), await cluster.newTopic()];
  });

  afterAll(async () => {
    await cluster.close();
  });

  it('are listed with their values, sources and places, by name', async () => {
    const { body } = await cluster.call('GET', `/topics/${topic}/configs`);
    const { kind, metadata, data } = body as ShownConfigs;
    expect(kind).toBe('KafkaTopicConfigList');
    expect(metadata).toEqual({ self: `${cluster.url}/topics/${topic}/configs`, next: null });
    const names = data.map(({ name }) => name);
    expect(names).toEqual([...names].sort());
    const retention = data.find(({ name }) => name === 'retention.ms');
    expect(retention).toEqual(await cluster.get(`/topics/${topic}/configs/retention.ms`));
    expect(retention).toMatchObject({
      kind: 'KafkaTopicConfig',
      metadata: {
        self: `${cluster.url}/topics/${topic}/configs/retention.ms`,
        resource_name: `crn:///kafka=${cluster.id}/topic=${topic}/config=retention.ms`,
      },
      topic_name: topic,
      value: await cluster.kafkaSays('topic', topic, 'retention.ms'),
      is_default: true,
      source: 'DEFAULT_CONFIG',
    });
  });

  it('are set and reset one at a time', async () => {
    const own = await cluster.newTopic();
    const path = `/topics/${own}/configs/max.message.bytes`;
    expect(await cluster.call('PUT', path, { value: '123456' })).toMatchObject({ status: 204, text: '' });
    expect(await cluster.kafkaSays('topic', own, 'max.message.bytes')).toBe('123456');
    const { source, synonyms } = await cluster.get(path);
    expect(source).toBe('DYNAMIC_TOPIC_CONFIG');
    expect(synonyms[0]).toEqual({ name: 'max.message.bytes', value: '123456', source: 'DYNAMIC_TOPIC_CONFIG' });
    expect(synonyms.at(-1)).toMatchObject({ name: 'message.max.bytes', source: 'DEFAULT_CONFIG' });
    expect((await cluster.call('DELETE', path)).status).toBe(204);
    expect(await cluster.get(path)).toMatchObject({ source: 'DEFAULT_CONFIG', is_default: true });
  });

  it('change all or none, and lists by entry', async () => {
    const own = await cluster.newTopic();
    const alter = (data: object[], more: object = {}): Promise<Answer> =>
      cluster.call('POST', `/topics/${own}/configs:alter`, { data, ...more });
    const append = { name: 'cleanup.policy', value: 'compact', operation: 'APPEND' };
    expect((await alter([{ name: 'retention.ms', value: '1000' }, append])).status).toBe(204);
    expect(await cluster.kafkaSays('topic', own, 'cleanup.policy')).toBe('delete,compact');
    const wrong = await alter([
      { name: 'retention.ms', value: '2000' },
      { name: 'segment.bytes', value: 'many' },
    ]);
    expect(wrong).toMatchObject({ status: 400, body: { error_code: 40002 } });
    expect(await cluster.kafkaSays('topic', own, 'retention.ms')).toBe('1000');
    expect((await alter([{ ...append, operation: 'SUBTRACT' }])).status).toBe(204);
    expect(await cluster.kafkaSays('topic', own, 'cleanup.policy')).toBe('delete');
    const trial = await alter([{ name: 'retention.ms', operation: 'DELETE' }], { validate_only: true });
    expect(trial.status).toBe(204);
    expect(await cluster.kafkaSays('topic', own, 'retention.ms')).toBe('1000');
  });

  it('tell from a trial what Kafka would refuse', async () => {
    const data = [{ name: 'retention.ms', value: 'soon' }];
    expect(await cluster.call('POST', `/topics/${topic}/configs:alter`, { data, validate_only: true })).toMatchObject({
      status: 400,
      body: { error_code: 40002, message: expect.stringContaining('retention.ms') as unknown },
    });
  });

  it('are listed for all topics together, in pages too', async () => {
    const { body } = await cluster.call('GET', '/topics/-/configs');
    const { data } = body as { data: { topic_name: string }[] };
    const topics = new Set(data.map(({ topic_name }) => topic_name));
    expect([topics.has(topic), topics.has(other), topics.has('__consumer_offsets')]).toEqual([true, true, false]);
    const page = (await cluster.call('GET', `/topics/${topic}/configs?page_size=5`)).body as ShownConfigs;
    const next = await send('GET', page.metadata.next!);
    const all = (await cluster.call('GET', `/topics/${topic}/configs`)).body as ShownConfigs;
    expect([...page.data, ...(next.body as ShownConfigs).data]).toEqual(all.data.slice(0, 10));
  });

  it('change for several topics at once, each by itself', async () => {
    const [good, bad] = [await cluster.newTopic(), await cluster.newTopic()];
    const alter = (data: object[], more: object = {}): Promise<Answer> =>
      cluster.call('POST', '/topics/-/configs:alter', { data, ...more });
    const entry = (name: string, value: string): object => ({
      topic_name: name,
      configs: [{ name: 'retention.ms', value }],
    });
    expect(await alter([entry(good, '77'), entry(bad, '78')])).toMatchObject({ status: 204, text: '' });
    expect(await alter([entry(good, '79'), entry(bad, 'x')])).toMatchObject({
      status: 207,
      body: { failures: [{ topic_name: bad, error_code: 40002, message: expect.any(String) as unknown }] },
    });
    expect(await cluster.kafkaSays('topic', good, 'retention.ms')).toBe('79');
    expect(await cluster.kafkaSays('topic', bad, 'retention.ms')).toBe('78');
    expect((await alter([entry(good, '80'), entry(good, '81')])).status).toBe(204);
    expect(await cluster.kafkaSays('topic', good, 'retention.ms')).toBe('81');
    expect((await alter([entry(good, '82')], { validate_only: true })).status).toBe(204);
    expect(await alter([entry(good, '83'), entry(uniqueName('missing'), '84')])).toMatchObject({
      status: 404,
      body: { error_code: 40401 },
    });
    const unknown = { topic_name: bad, configs: [{ name: 'no.such', value: '1' }] };
    expect(await alter([entry(good, '85'), unknown])).toMatchObject({
      status: 404,
      body: { message: `Config no.such cannot be found for TOPIC ${bad} in cluster ${cluster.id}.` },
    });
    expect(await cluster.kafkaSays('topic', good, 'retention.ms')).toBe('81');
    expect((await alter([])).status).toBe(204);
  });
});
