import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { expectEnvelope } from '../../support/expect-response.js';

describe('consumer groups of API v3', () => {
  let app: TestApp;
  let groups: string;

  beforeEach(async () => {
    app = await createTestApp();
    groups = `${app.url}/v3/clusters/fake-cluster/consumer-groups`;
    app.admin.addTopic('t', 3).partitions.forEach((partition) => Object.assign(partition, { endOffset: 10 }));
    const member = {
      memberId: 'm/1',
      instanceId: null,
      clientId: 'c',
      host: '/h',
      assignment: [{ topic: 't', partition: 0 }],
    };
    app.groups.addGroup('live', { state: 'STABLE', partitionAssignor: 'range', members: [member] });
    app.groups.addGroup('empty');
    app.groups.addGroup('secret');
    app.groups.forbidden.add('secret');
    app.groups.setOffsets('live', [
      { topic: 't', partition: 0, offset: 8 },
      { topic: 't', partition: 1, offset: 12 },
      { topic: 't', partition: 2, offset: 5 },
      { topic: 'gone', partition: 0, offset: 1 },
    ]);
  });

  afterEach(() => app.close());

  const get = async (url: string): Promise<unknown> => {
    const response = await fetch(url);
    expect(response.status).toBe(200);
    return response.json();
  };

  it('lists the groups that it may see, by name, by state and in pages', async () => {
    const [empty, live] = [
      { consumer_group_id: 'empty', state: 'EMPTY' },
      { consumer_group_id: 'live', state: 'STABLE' },
    ];
    expect(await get(groups)).toMatchObject({ kind: 'KafkaConsumerGroupList', data: [empty, live] });
    expect(await get(`${groups}?state=stable,dead`)).toMatchObject({ data: [live] });
    const page = (await get(`${groups}?page_size=1`)) as { metadata: { next: string } };
    expect(await get(page.metadata.next)).toMatchObject({ data: [live], metadata: { next: null } });
  });

  it('shows a member and its partitions at addresses that exist', async () => {
    const { data } = (await get(`${groups}/live/consumers`)) as { data: [{ metadata: { self: string } }] };
    const { self } = data[0].metadata;
    expect(self).toBe(`${groups}/live/consumers/m%2F1`);
    expect(await get(self)).toEqual(data[0]);
    const assignment = {
      kind: 'KafkaConsumerAssignment',
      metadata: {
        self: `${self}/assignments/t/partitions/0`,
        resource_name: 'crn:///kafka=fake-cluster/consumer-group=live/consumer=m%2F1/assignment=t/partition=0',
      },
      cluster_id: 'fake-cluster',
      consumer_group_id: 'live',
      consumer_id: 'm/1',
      topic_name: 't',
      partition_id: 0,
      partition: { related: `${app.url}/v3/clusters/fake-cluster/topics/t/partitions/0` },
      lag: { related: `${groups}/live/lags/t/partitions/0` },
    };
    expect(await get(`${self}/assignments`)).toMatchObject({ data: [assignment] });
    expect(await get(assignment.metadata.self)).toEqual(assignment);
  });

  it('shows what is committed, at addresses that exist', async () => {
    const offset = {
      kind: 'KafkaConsumerGroupOffset',
      metadata: {
        self: `${groups}/live/offsets/t/partitions/1`,
        resource_name: 'crn:///kafka=fake-cluster/consumer-group=live/offset=t/partition=1',
      },
      cluster_id: 'fake-cluster',
      consumer_group_id: 'live',
      topic_name: 't',
      partition_id: 1,
      offset: 12,
      offset_metadata: null,
    };
    const { data } = (await get(`${groups}/live/offsets`)) as { data: unknown[] };
    expect(data).toHaveLength(4);
    expect(data[2]).toEqual(offset);
    expect(await get(offset.metadata.self)).toEqual(offset);
  });

  it('shows the largest lag first, none below 0, and sums them up', async () => {
    expect(await get(`${groups}/live/lags`)).toMatchObject({
      data: [
        {
          metadata: {
            self: `${groups}/live/lags/t/partitions/2`,
            resource_name: 'crn:///kafka=fake-cluster/consumer-group=live/lag=t/partition=2',
          },
        },
        { partition_id: 0 },
        { partition_id: 1 },
      ],
    });
    expect(await get(`${groups}/live/lags`)).toMatchObject({
      data: [
        { partition_id: 2, lag: 5, consumer_id: '', instance_id: '', client_id: '' },
        { partition_id: 0, lag: 2, consumer_id: 'm/1', instance_id: null, client_id: 'c' },
        { partition_id: 1, lag: 0, current_offset: 12, log_end_offset: 10 },
      ],
    });
    expect(await get(`${groups}/live/lags/t/partitions/0`)).toMatchObject({ lag: 2 });
    expect(await get(`${groups}/live/lag-summary`)).toMatchObject({
      metadata: { resource_name: 'crn:///kafka=fake-cluster/consumer-group=live/lag-summary' },
      max_lag: 5,
      total_lag: 7,
      max_lag_partition_id: 2,
      max_lag_consumer_id: '',
      max_lag_consumer: null,
    });
  });

  it('leaves out a partition without a leader, and says so where it is asked for', async () => {
    app.admin.topics.get('t')!.partitions[2]!.leader = -1;
    const { data } = (await get(`${groups}/live/lags`)) as { data: { partition_id: number }[] };
    expect(data.map(({ partition_id }) => partition_id)).toEqual([0, 1]);
    expect(await get(`${groups}/live/lag-summary`)).toMatchObject({ max_lag: 2, total_lag: 2 });
    expect(await get(`${groups}/live/lags/t/partitions/0`)).toMatchObject({ lag: 2 });
    await expectEnvelope(await fetch(`${groups}/live/lags/t/partitions/2`), 503, 50003);
    for (const partition of app.admin.topics.get('t')!.partitions) partition.leader = -1;
    await expectEnvelope(await fetch(`${groups}/live/lags`), 503, 50003);
    await expectEnvelope(await fetch(`${groups}/live/lag-summary`), 503, 50003);
  });

  it.each([
    ['/none', 404, 404],
    ['/secret', 403, 40301],
    ['/empty/lags', 404, 404],
    ['/empty/lag-summary', 404, 404],
    ['/live/lags/t/partitions/9', 404, 404],
    ['/live/offsets/t/partitions/9', 404, 404],
    ['/live/consumers/other', 404, 404],
    ['/live/consumers/m%2F1/assignments/t/partitions/1', 404, 404],
    ['/live/lags/t/partitions/x', 400, 400],
    ['/a%00', 400, 400],
    ['?state=%21', 400, 400],
    ['?state=EMPTY&state=DEAD', 400, 400],
  ])('answers GET %s with %i / %i', async (path, status, code) => {
    await expectEnvelope(await fetch(groups + path), status, code);
  });
});
