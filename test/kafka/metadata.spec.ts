import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApp, type Gateway } from '../../src/app.js';
import { settingsFrom } from '../../src/config/resolve.js';
import { AdminClient } from '../../src/kafka/admin.client.js';
import { ProducerService } from '../../src/producer/producer.service.js';
import { kafkaCluster, unprivilegedSettings } from '../support/kafka-cluster.js';
import { batchOf, uniqueName } from '../support/native-clients.js';

interface Opened {
  gateway: Gateway;
  get(path: string): Promise<{ status: number; body: unknown }>;
}

interface Topic {
  configs: Record<string, string | null>;
  partitions: object[];
}

describe('metadata over HTTP', () => {
  const topic = uniqueName('metadata');
  const open: Gateway[] = [];
  let app: Opened;

  beforeAll(async () => {
    app = await start({ 'bootstrap.servers': kafkaCluster().bootstrapServers });
    const { nest } = app.gateway;
    const [created] = await nest
      .get(AdminClient)
      .createTopics([{ name: topic, partitions: 2, replicationFactor: 1, configs: { 'retention.ms': '123456' } }]);
    expect(created?.error).toBeUndefined();
    const records = [0, 0, 0, 1].map((partition) => ({ partition, value: 'x' }));
    expect((await nest.get(ProducerService).produce(topic, null, batchOf(records))).failures).toBeNull();
  });

  afterAll(async () => {
    for (const gateway of open) await gateway.close();
  });

  async function start(properties: Record<string, string>): Promise<Opened> {
    const settings = settingsFrom({
      listeners: 'http://127.0.0.1:0',
      'log.level': 'silent',
      'shutdown.drain.ms': '0',
      ...properties,
    });
    const gateway = await createApp(settings);
    open.push(gateway);
    const [url] = await gateway.listen();
    return {
      gateway,
      get: async (path) => {
        const response = await fetch(`${url}${path}`);
        return { status: response.status, body: await response.json() };
      },
    };
  }

  it('names the brokers, and the topic among all topics', async () => {
    const { brokers } = (await app.get('/brokers')).body as { brokers: number[] };
    expect(brokers.length).toBeGreaterThan(0);
    const { body } = await app.get('/topics');
    expect(body).toContain(topic);
    expect(body).toEqual([...(body as string[])].sort());
  });

  it('shows all effective settings of the topic, those of its own and the defaults', async () => {
    const { status, body } = await app.get(`/topics/${topic}`);
    expect(status).toBe(200);
    const { configs, partitions } = body as Topic;
    expect(configs).toMatchObject({ 'retention.ms': '123456', 'cleanup.policy': 'delete' });
    expect(partitions).toHaveLength(2);
    expect((await app.get(`/topics/${topic}/partitions`)).body).toEqual(partitions);
  });

  it('shows who leads a partition', async () => {
    const { brokers } = (await app.get('/brokers')).body as { brokers: number[] };
    const { body } = await app.get(`/topics/${topic}/partitions/1`);
    const { leader } = body as { leader: number };
    expect(brokers).toContain(leader);
    expect(body).toEqual({ partition: 1, leader, replicas: [{ broker: leader, leader: true, in_sync: true }] });
  });

  it('counts the records of each partition', async () => {
    const offsets = await Promise.all(
      [0, 1].map((partition) => app.get(`/topics/${topic}/partitions/${partition}/offsets`)),
    );
    expect(offsets.map(({ body }) => body)).toEqual([
      { beginning_offset: 0, end_offset: 3 },
      { beginning_offset: 0, end_offset: 1 },
    ]);
  });

  it('does not create the topics that are asked for', async () => {
    const missing = uniqueName('missing');
    for (const path of ['', '/partitions', '/partitions/0', '/partitions/0/offsets']) {
      expect(await app.get(`/topics/${missing}${path}`)).toMatchObject({ status: 404, body: { error_code: 40401 } });
    }
    expect((await app.get('/topics')).body).not.toContain(missing);
    expect(await app.get(`/topics/${topic}/partitions/2/offsets`)).toMatchObject({
      status: 404,
      body: { error_code: 40402 },
    });
  });

  it('answers 404 to a name that no topic can have', async () => {
    expect(await app.get('/topics/a%20b')).toMatchObject({ status: 404, body: { error_code: 40401 } });
  });

  it('answers 403 about a topic that Kafka does not let the gateway see', async () => {
    const restricted = await start(unprivilegedSettings());
    expect(await restricted.get(`/topics/${topic}`)).toMatchObject({ status: 403, body: { error_code: 40301 } });
    expect((await restricted.get('/topics')).body).not.toContain(topic);
    expect((await restricted.get('/health/ready')).status).toBe(200);
  });

  it('is ready on a Kafka that answers, and tells its id', async () => {
    expect((await app.get('/health/ready')).status).toBe(200);
    const { body } = await app.get('/health');
    expect((body as { details: { kafka: object } }).details.kafka).toMatchObject({
      status: 'up',
      cluster_id: expect.stringMatching(/./) as unknown,
      brokers_count: expect.any(Number) as unknown,
    });
  });

  it('answers 503 and stays alive where no Kafka is', async () => {
    const lonely = await start({ 'bootstrap.servers': '127.0.0.1:1', 'kafka.request.timeout.ms': '1000' });
    const [topics, ready, live] = await Promise.all(
      ['/topics', '/health/ready', '/health/live'].map((path) => lonely.get(path)),
    );
    expect(topics).toMatchObject({ status: 503, body: { error_code: 50302 } });
    expect(ready).toMatchObject({ status: 503, body: { status: 'error' } });
    expect(live).toMatchObject({ status: 200 });
  });
});
