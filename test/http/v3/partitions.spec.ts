import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { expectEnvelope } from '../../support/expect-response.js';

const CRN = 'crn:///kafka=fake-cluster';

describe('partitions of API v3', () => {
  let app: TestApp;
  let cluster: string;
  let topic: string;

  beforeEach(async () => {
    app = await createTestApp();
    cluster = `${app.url}/v3/clusters/fake-cluster`;
    topic = `${cluster}/topics/t`;
    app.admin.addTopic('t', 3).partitions.forEach((partition) => {
      Object.assign(partition, { replicas: [2, 1], inSyncReplicas: [1], beginningOffset: 5, endOffset: 42 });
    });
    app.admin.topics.get('t')!.partitions[2]!.leader = -1;
    app.partitions.moving = [
      { topic: 't', partition: 1, replicas: [1, 2, 3], adding: [3], removing: [2] },
      { topic: 'a', partition: 0, replicas: [1, 2], adding: [2], removing: [] },
    ];
  });

  afterEach(() => app.close());

  const get = async (url: string): Promise<unknown> => {
    const response = await fetch(url);
    expect(response.status).toBe(200);
    return response.json();
  };

  const partition = (id: number): object => ({
    kind: 'KafkaPartition',
    metadata: { self: `${topic}/partitions/${id}`, resource_name: `${CRN}/topic=t/partition=${id}` },
    cluster_id: 'fake-cluster',
    topic_name: 't',
    partition_id: id,
    leader: id === 2 ? null : { related: `${topic}/partitions/${id}/replicas/1` },
    replicas: { related: `${topic}/partitions/${id}/replicas` },
    reassignment: { related: `${topic}/partitions/${id}/reassignment` },
  });

  it('lists the partitions by id, one without a leader among them', async () => {
    expect(await get(`${topic}/partitions`)).toEqual({
      kind: 'KafkaPartitionList',
      metadata: { self: `${topic}/partitions`, next: null },
      data: [partition(0), partition(1), partition(2)],
    });
    expect(await get(`${topic}/partitions/2`)).toEqual(partition(2));
    const page = await get(`${topic}/partitions?page_size=2`);
    expect(page).toMatchObject({ data: [{ partition_id: 0 }, { partition_id: 1 }] });
    expect(await get((page as { metadata: { next: string } }).metadata.next)).toMatchObject({ data: [partition(2)] });
  });

  it('tells first and next offset', async () => {
    const expected = {
      kind: 'KafkaPartitionWithOffsets',
      metadata: {
        self: `${topic}/partitions/0/offset?offset_type=earliest_and_latest`,
        resource_name: `${CRN}/topic=t/partition=0/offset_type=earliest_and_latest`,
      },
      cluster_id: 'fake-cluster',
      topic_name: 't',
      partition_id: 0,
      earliest_offset: 5,
      latest_offset: 42,
    };
    expect(await get(`${topic}/partitions/0/offset`)).toEqual(expected);
    expect(await get(expected.metadata.self)).toEqual(expected);
  });

  it('lists the replicas, the preferred leader first', async () => {
    const replica = (broker: number, state: object): object => ({
      kind: 'KafkaReplica',
      metadata: {
        self: `${topic}/partitions/0/replicas/${broker}`,
        resource_name: `${CRN}/topic=t/partition=0/replica=${broker}`,
      },
      cluster_id: 'fake-cluster',
      topic_name: 't',
      partition_id: 0,
      broker_id: broker,
      broker: { related: `${cluster}/brokers/${broker}` },
      ...state,
    });
    const [second, first] = [
      replica(2, { is_leader: false, is_in_sync: false }),
      replica(1, { is_leader: true, is_in_sync: true }),
    ];
    expect(await get(`${topic}/partitions/0/replicas`)).toEqual({
      kind: 'KafkaReplicaList',
      metadata: { self: `${topic}/partitions/0/replicas`, next: null },
      data: [second, first],
    });
    expect(await get(`${topic}/partitions/0/replicas/1`)).toEqual(first);
  });

  it('lists reassignments everywhere, of a topic and of a partition, with addresses that exist', async () => {
    const list = (await get(`${cluster}/topics/-/partitions/-/reassignment`)) as { data: object[] };
    expect(list).toMatchObject({
      kind: 'KafkaReassignmentList',
      metadata: { self: `${cluster}/topics/-/partitions/-/reassignment`, next: null },
      data: [{ topic_name: 'a' }, { topic_name: 't' }],
    });
    const expected = {
      kind: 'KafkaReassignment',
      metadata: {
        self: `${topic}/partitions/1/reassignment`,
        resource_name: `${CRN}/topic=t/partition=1/reassignment`,
      },
      cluster_id: 'fake-cluster',
      topic_name: 't',
      partition_id: 1,
      adding_replicas: [3],
      removing_replicas: [2],
      replicas: { related: `${topic}/partitions/1/replicas` },
    };
    expect(list.data[1]).toEqual(expected);
    expect(await get(expected.metadata.self)).toEqual(expected);
    expect(await get(`${topic}/partitions/-/reassignment`)).toMatchObject({
      metadata: { self: `${topic}/partitions/-/reassignment` },
      data: [expected],
    });
    const [page, rest] = [await get(`${cluster}/topics/-/partitions/-/reassignment?page_size=1`), list.data.slice(1)];
    expect(await get((page as { metadata: { next: string } }).metadata.next)).toMatchObject({ data: rest });
  });

  it.each([
    ['/other/topics/t/partitions', 404, 404],
    ['/other/topics/t/partitions/0/replicas', 404, 404],
    ['/other/topics/-/partitions/-/reassignment', 404, 404],
    ['/fake-cluster/topics/missing/partitions', 404, 40401],
    ['/fake-cluster/topics/missing/partitions/0', 404, 40401],
    ['/fake-cluster/topics/missing/partitions/0/offset', 404, 40401],
    ['/fake-cluster/topics/missing/partitions/0/replicas', 404, 40401],
    ['/fake-cluster/topics/missing/partitions/-/reassignment', 404, 40401],
    ['/fake-cluster/topics/-/partitions/0/reassignment', 404, 40401],
    ['/fake-cluster/topics/t/partitions/3', 404, 40402],
    ['/fake-cluster/topics/t/partitions/3/offset', 404, 40402],
    ['/fake-cluster/topics/t/partitions/3/replicas', 404, 40402],
    ['/fake-cluster/topics/t/partitions/3/reassignment', 404, 40402],
    ['/fake-cluster/topics/t/partitions/-1', 404, 40402],
    ['/fake-cluster/topics/t/partitions/x', 400, 400],
    ['/fake-cluster/topics/t/partitions/0/replicas/9', 404, 404],
    ['/fake-cluster/topics/t/partitions/0/replicas/x', 400, 400],
    ['/fake-cluster/topics/t/partitions/0/reassignment', 404, 404],
    ['/fake-cluster/topics/t/partitions/0/offset?offset_type=latest', 400, 400],
    ['/fake-cluster/topics/t/partitions/2/offset', 503, 50003],
    ['/fake-cluster/topics/a%00/partitions', 400, 400],
  ])('answers GET %s with %i / %i', async (path, status, code) => {
    await expectEnvelope(await fetch(`${app.url}/v3/clusters${path}`), status, code);
  });
});
