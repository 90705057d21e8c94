import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../../src/errors/gateway-error.js';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { expectEnvelope } from '../../support/expect-response.js';
import { untilShown } from '../../support/scraped-metrics.js';

describe('clusters and brokers of API v3', () => {
  let app: TestApp;
  let cluster: string;

  beforeEach(async () => {
    app = await createTestApp();
    app.admin.brokers = [3, 1, 2].map((id) => ({ id, host: `kafka-${id}`, port: 9092, rack: id === 2 ? 'r2' : null }));
    cluster = `${app.url}/v3/clusters/fake-cluster`;
  });

  afterEach(() => app.close());

  const get = async (url: string): Promise<unknown> => {
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    return response.json();
  };

  const theCluster = (base: string): object => ({
    kind: 'KafkaCluster',
    metadata: { self: base, resource_name: 'crn:///kafka=fake-cluster' },
    cluster_id: 'fake-cluster',
    controller: { related: `${base}/brokers/3` },
    acls: { related: `${base}/acls` },
    brokers: { related: `${base}/brokers` },
    broker_configs: { related: `${base}/broker-configs` },
    consumer_groups: { related: `${base}/consumer-groups` },
    topics: { related: `${base}/topics` },
    partition_reassignments: { related: `${base}/topics/-/partitions/-/reassignment` },
  });

  it('lists the one cluster, which tells the id of all other paths', async () => {
    expect(await get(`${app.url}/v3/clusters`)).toEqual({
      kind: 'KafkaClusterList',
      metadata: { self: `${app.url}/v3/clusters`, next: null },
      data: [theCluster(cluster)],
    });
  });

  it('is found from the root', async () => {
    const { links } = (await (await fetch(app.url)).json()) as { links: { clusters: string } };
    expect(await get(links.clusters)).toMatchObject({ kind: 'KafkaClusterList' });
  });

  it('shows the cluster, and under its alias with addresses of the alias', async () => {
    expect(await get(cluster)).toEqual(theCluster(cluster));
    const alias = `${app.url}/kafka/v3/clusters/fake-cluster`;
    expect(await get(alias)).toEqual(theCluster(alias));
  });

  it('shows a cluster without a controller as one', async () => {
    app.admin.brokers = [];
    expect(await get(cluster)).toMatchObject({ controller: null });
  });

  it('lists the brokers by id, with their racks', async () => {
    expect(await get(`${cluster}/brokers`)).toMatchObject({
      kind: 'KafkaBrokerList',
      metadata: { self: `${cluster}/brokers`, next: null },
      data: [
        { broker_id: 1, rack: null },
        { broker_id: 2, rack: 'r2' },
        { broker_id: 3, rack: null },
      ],
    });
    expect(await get(`${cluster}/brokers/2`)).toEqual({
      kind: 'KafkaBroker',
      metadata: { self: `${cluster}/brokers/2`, resource_name: 'crn:///kafka=fake-cluster/broker=2' },
      cluster_id: 'fake-cluster',
      broker_id: 2,
      host: 'kafka-2',
      port: 9092,
      rack: 'r2',
      configs: { related: `${cluster}/brokers/2/configs` },
      partition_replicas: { related: `${cluster}/brokers/2/partition-replicas` },
    });
  });

  it('comes in pages where they are asked for', async () => {
    const ids: number[] = [];
    let url: string | null = `${cluster}/brokers?page_size=2`;
    while (url !== null) {
      const page = (await get(url)) as { metadata: { next: string | null }; data: { broker_id: number }[] };
      expect(page.data.length).toBeLessThanOrEqual(2);
      ids.push(...page.data.map(({ broker_id }) => broker_id));
      url = page.metadata.next;
    }
    expect(ids).toEqual([1, 2, 3]);
  });

  it('lists the replicas on a broker, by topic and partition', async () => {
    for (const name of ['b', 'a']) {
      for (const partition of app.admin.addTopic(name, 2).partitions) {
        Object.assign(partition, { replicas: partition.partition === 0 ? [1, 2] : [1], inSyncReplicas: [1] });
      }
    }
    const replica = (topic: string): object => ({
      kind: 'KafkaReplica',
      metadata: {
        self: `${cluster}/topics/${topic}/partitions/0/replicas/2`,
        resource_name: `crn:///kafka=fake-cluster/topic=${topic}/partition=0/replica=2`,
      },
      cluster_id: 'fake-cluster',
      topic_name: topic,
      partition_id: 0,
      broker_id: 2,
      is_leader: false,
      is_in_sync: false,
      broker: { related: `${cluster}/brokers/2` },
    });
    expect(await get(`${cluster}/brokers/2/partition-replicas`)).toEqual({
      kind: 'KafkaReplicaList',
      metadata: { self: `${cluster}/brokers/2/partition-replicas`, next: null },
      data: [replica('a'), replica('b')],
    });
  });

  it('asks Kafka once for what many ask at a time', async () => {
    const described = app.admin.describeRacks.bind(app.admin);
    // Kafka takes until all have asked; the one that looks is in flight too.
    app.admin.describeRacks = async (...args) => {
      await untilShown(app.url, { http_requests_in_flight: 21 });
      return described(...args);
    };
    await Promise.all(Array.from({ length: 20 }, () => get(`${cluster}/brokers`)));
    expect(app.admin.callsOf('describeRacks')).toBe(1);
  });

  it.each([
    ['/v3/clusters/other', 404, 404],
    ['/v3/clusters/other/brokers', 404, 404],
    ['/v3/clusters/fake-cluster/brokers/4', 404, 404],
    ['/v3/clusters/fake-cluster/brokers/4/partition-replicas', 404, 404],
    ['/v3/clusters/fake-cluster/brokers/-1', 404, 404],
    ['/v3/clusters/fake-cluster/brokers/99999999999', 404, 404],
    ['/v3/clusters/fake-cluster/brokers/one', 400, 400],
    ['/v3/clusters/fake-cluster/brokers/1.5', 400, 400],
    ['/v3/clusters/fake-cluster/brokers?page_size=0', 400, 400],
    ['/v3/clusters/fake-cluster/brokers?page_size=1&page_size=2', 400, 400],
    ['/v3/clusters/fake-cluster/brokers?page_token=x', 400, 400],
    ['/v3/clusters/%00', 404, 404],
  ])('answers GET %s with %i / %i', async (path, status, code) => {
    await expectEnvelope(await fetch(app.url + path), status, code);
  });

  it('says 503 when no broker answers, and works again when one does', async () => {
    app.admin.failWith('describeCluster', new GatewayError('kafka-unavailable', 'No broker can be reached.'));
    await expectEnvelope(await fetch(`${app.url}/v3/clusters`), 503, 50302);
    app.admin.failWith('describeCluster', null);
    expect(await get(`${app.url}/v3/clusters`)).toMatchObject({ data: [{ cluster_id: 'fake-cluster' }] });
  });

  it('refuses types other than JSON, and methods that are not there', async () => {
    await expectEnvelope(await fetch(cluster, { headers: { accept: 'text/html' } }), 406);
    await expectEnvelope(await fetch(cluster, { method: 'DELETE' }), 405);
  });
});
