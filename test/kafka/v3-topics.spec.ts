import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callV3 } from '../support/config-cluster.js';
import { type Answer, send } from '../support/consumer-http.js';
import { kafkaCluster, unprivilegedSettings } from '../support/kafka-cluster.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';
import { secondLook, secondLookAtConfig } from '../support/second-client.js';

interface List {
  metadata: { next: string | null };
  data: { topic_name: string }[];
}

describe('topics of API v3 on a real Kafka', () => {
  const { bootstrapServers } = kafkaCluster();
  let gateway: KafkaGateway;
  let cluster: string;

  beforeAll(async () => {
    gateway = await KafkaGateway.start();
    cluster = await gateway.clusterUrl();
  });

  afterAll(() => gateway.close());

  const ask = (method: string, path: string, body?: unknown): Promise<Answer> => callV3(method, cluster + path, body);

  const created = async (body: Record<string, unknown> = {}): Promise<string> => {
    const name = uniqueName('v3-topic');
    const answer = await ask('POST', '/topics', { topic_name: name, ...body });
    expect(answer).toMatchObject({ status: 201, body: { topic_name: name } });
    return name;
  };

  it('tells the id of the cluster and its brokers as another client sees them', async () => {
    const { id, brokers } = await secondLook(bootstrapServers);
    expect(cluster).toBe(`${gateway.url}/v3/clusters/${encodeURIComponent(id)}`);
    const { body } = await ask('GET', '/brokers');
    const seen = (body as { data: { broker_id: number; host: string; port: number; rack: string | null }[] }).data;
    expect(seen.map(({ broker_id, host, port, rack }) => [broker_id, { host, port, rack }])).toEqual([...brokers]);
    const [first] = seen;
    expect(await ask('GET', `/brokers/${first!.broker_id}`)).toMatchObject({ status: 200, body: first! });
    expect(await ask('GET', '')).toMatchObject({
      body: { cluster_id: id, controller: { related: expect.stringMatching(/brokers\/\d+$/) as unknown } },
    });
  });

  it('creates a topic with settings, which is there at once', async () => {
    const configs = [
      { name: 'retention.ms', value: '123456' },
      { name: 'cleanup.policy', value: null },
    ];
    const name = await created({ partitions_count: 3, replication_factor: 1, configs });
    expect(await ask('GET', `/topics/${name}`)).toMatchObject({
      status: 200,
      body: { partitions_count: 3, replication_factor: 1, is_internal: false },
    });
    const { body } = await ask('GET', '/topics');
    expect((body as List).data.map(({ topic_name }) => topic_name)).toContain(name);
    expect((await secondLook(bootstrapServers, name)).partitions).toHaveLength(3);
    expect(await secondLookAtConfig(bootstrapServers, name, 'retention.ms')).toBe('123456');
  });

  it('creates a topic as the brokers would, and one that is placed by hand', async () => {
    const plain = await created();
    expect((await secondLook(bootstrapServers, plain)).partitions).toHaveLength(1);
    const { brokers } = await secondLook(bootstrapServers);
    const [id] = [...brokers.keys()];
    const placed = await created({ replicas_assignments: { 0: [id], 1: [id] } });
    expect((await secondLook(bootstrapServers, placed)).partitions.map(({ replicas }) => replicas)).toEqual([
      [id],
      [id],
    ]);
  });

  it('only checks where it is told so', async () => {
    const name = uniqueName('v3-topic');
    const dry = await ask('POST', '/topics', { topic_name: name, validate_only: true });
    expect(dry).toMatchObject({ status: 200, body: { topic_name: name, partitions_count: 1, replication_factor: 1 } });
    const bad = { topic_name: name, validate_only: true, configs: [{ name: 'retention.ms', value: 'soon' }] };
    expect(await ask('POST', '/topics', bad)).toMatchObject({ status: 400, body: { error_code: 40002 } });
    expect((await secondLook(bootstrapServers, name)).partitions).toEqual([]);
  });

  it('says in words what Kafka refuses', async () => {
    const name = await created();
    const topic_name = uniqueName('v3-topic');
    for (const [body, said] of [
      [{ topic_name: name }, /exists/],
      [{ topic_name, replication_factor: 9 }, /replication/i],
      [{ topic_name, partitions_count: 0 }, /partitions/i],
      [{ topic_name, partitions_count: 2_000_000_000 }, /partitions/i],
      [{ topic_name, configs: [{ name: 'retention.ms', value: 'soon' }] }, /retention\.ms/],
      [{ topic_name, configs: [{ name: 'no.such.setting', value: '1' }] }, /no\.such\.setting/],
      [{ topic_name, replicas_assignments: { 0: [4242] } }, /./],
    ] as const) {
      const answer = await ask('POST', '/topics', body);
      expect(answer).toMatchObject({ status: 400, body: { error_code: 40002 } });
      expect((answer.body as { message: string }).message).toMatch(said);
    }
    expect((await secondLook(bootstrapServers, topic_name)).partitions).toEqual([]);
  });

  it('gives a topic more partitions, seen at once, never fewer', async () => {
    const name = await created();
    const dry = await ask('PATCH', `/topics/${name}`, { partitions_count: 4, validate_only: true });
    expect(dry).toMatchObject({ status: 200, body: { partitions_count: 4 } });
    expect(await ask('GET', `/topics/${name}`)).toMatchObject({ body: { partitions_count: 1 } });
    const grown = await ask('PATCH', `/topics/${name}`, { partitions_count: 4 });
    expect(grown).toMatchObject({ status: 200, body: { partitions_count: 4 } });
    expect(await ask('GET', `/topics/${name}`)).toMatchObject({ body: { partitions_count: 4 } });
    expect(await ask('GET', `/topics/${name}/partitions/3`)).toMatchObject({ status: 200 });
    for (const partitions_count of [4, 3]) {
      const answer = await ask('PATCH', `/topics/${name}`, { partitions_count });
      expect(answer).toMatchObject({ status: 400, body: { error_code: 40002 } });
    }
    expect((await secondLook(bootstrapServers, name)).partitions).toHaveLength(4);
  });

  it('deletes a topic, which is gone at once', async () => {
    const name = await created();
    expect(await ask('DELETE', `/topics/${name}`)).toMatchObject({ status: 204, text: '' });
    expect(await ask('GET', `/topics/${name}`)).toMatchObject({ status: 404, body: { error_code: 40401 } });
    expect(await ask('DELETE', `/topics/${name}`)).toMatchObject({ status: 404, body: { error_code: 40401 } });
    expect((await secondLook(bootstrapServers, name)).partitions).toEqual([]);
  });

  it('lists with operations, filters and pages', async () => {
    const prefix = uniqueName('v3-list');
    for (const n of [2, 1, 3]) await ask('POST', '/topics', { topic_name: `${prefix}.${n}`, partitions_count: n });
    const seen: string[] = [];
    let url: string | null = `${cluster}/topics?name_prefix=${prefix}&page_size=1&includeAuthorizedOperations=true`;
    while (url !== null) {
      const page = (await send('GET', url)).body as List;
      expect(page).toMatchObject({
        data: [{ authorized_operations: expect.arrayContaining(['READ', 'WRITE', 'DESCRIBE_CONFIGS']) as unknown }],
      });
      seen.push(...page.data.map(({ topic_name }) => topic_name));
      url = page.metadata.next;
    }
    expect(seen).toEqual([1, 2, 3].map((n) => `${prefix}.${n}`));
    const one = await ask('GET', `/topics/${prefix}.1?include_authorized_operations=true`);
    expect(one).toMatchObject({
      body: { authorized_operations: expect.arrayContaining(['ALTER', 'DELETE']) as unknown },
    });
  });

  it('does not create what is asked for, and survives names that no topic can have', async () => {
    const missing = uniqueName('missing');
    for (const name of [missing, 'a%20b', '%C3%BC', '%F0%9F%98%80', '%2E%2E%2F', 'x'.repeat(249)]) {
      for (const path of ['', '/partitions', '/partitions/0', '/partitions/0/offset', '/partitions/-/reassignment']) {
        const answer = await ask('GET', `/topics/${name}${path}`);
        expect({ name, path, ...answer }).toMatchObject({ status: 404, body: { error_code: 40401 } });
      }
      expect(await ask('DELETE', `/topics/${name}`)).toMatchObject({ status: 404, body: { error_code: 40401 } });
      const grown = await ask('PATCH', `/topics/${name}`, { partitions_count: 3 });
      expect(grown).toMatchObject({ status: 404, body: { error_code: 40401 } });
    }
    expect((await secondLook(bootstrapServers, missing)).partitions).toEqual([]);
  });

  it('answers 403 to a gateway whose user may do nothing, which still sees the cluster', async () => {
    const name = await created();
    const restricted = await KafkaGateway.start(unprivilegedSettings());
    try {
      const base = cluster.replace(gateway.url, restricted.url);
      const forbidden = { status: 403, body: { error_code: 40301 } };
      expect(await send('GET', base)).toMatchObject({ status: 200 });
      expect(await send('GET', `${base}/brokers`)).toMatchObject({ status: 200, body: { data: [{ rack: null }] } });
      for (const path of ['', '/partitions', '/partitions/0', '/partitions/0/offset', '/partitions/0/reassignment']) {
        expect(await send('GET', `${base}/topics/${name}${path}`)).toMatchObject(forbidden);
      }
      for (const [method, path, body] of [
        ['POST', '/topics', { topic_name: uniqueName('v3-topic') }],
        ['PATCH', `/topics/${name}`, { partitions_count: 9 }],
        ['DELETE', `/topics/${name}`, undefined],
        ['DELETE', `/topics/${name}/partitions/0/records?before_offset=0`, undefined],
        ['PUT', `/topics/${name}/partitions/0/reassignment`, { replicas: [1] }],
        ['POST', '/leader-elections', { type: 'PREFERRED' }],
        ['GET', '/topics/-/partitions/-/reassignment', undefined],
      ] as const) {
        const answer = await callV3(method, base + path, body);
        expect({ method, path, ...answer }).toMatchObject(forbidden);
      }
      expect(((await send('GET', `${base}/topics`)).body as List).data).toEqual([]);
    } finally {
      await restricted.close();
    }
    expect((await secondLook(bootstrapServers, name)).partitions).toHaveLength(1);
  });

  it('answers 503 where no Kafka is', async () => {
    const lonely = await KafkaGateway.start({ 'bootstrap.servers': '127.0.0.1:1', 'kafka.request.timeout.ms': '1000' });
    try {
      for (const path of ['', '/x', '/x/topics', '/x/topics/t/partitions/0']) {
        const answer = await send('GET', `${lonely.url}/v3/clusters${path}`);
        expect(answer).toMatchObject({ status: 503, body: { error_code: 50302 } });
      }
    } finally {
      await lonely.close();
    }
  });
});
