import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { expectEnvelope } from '../../support/expect-response.js';
import type { FakePartition } from '../../support/fakes/admin.fake.js';

describe('changing partitions by API v3', () => {
  let app: TestApp;
  let cluster: string;
  let partition: FakePartition;

  beforeEach(async () => {
    app = await createTestApp();
    cluster = `${app.url}/v3/clusters/fake-cluster`;
    app.admin.brokers = [1, 2, 3].map((id) => ({ id, host: 'localhost', port: 9090 + id, rack: null }));
    partition = app.admin.addTopic('t', 2).partitions[0]!;
    Object.assign(partition, { leader: 1, replicas: [2, 1], inSyncReplicas: [2, 1], endOffset: 42 });
  });

  afterEach(() => app.close());

  const send = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(cluster + path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

  it('deletes the records before an offset, or all of them', async () => {
    const url = '/topics/t/partitions/0/records?before_offset=';
    const response = await send('DELETE', `${url}7`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      kind: 'KafkaDeletedRecords',
      metadata: {
        self: `${cluster}/topics/t/partitions/0/records`,
        resource_name: 'crn:///kafka=fake-cluster/topic=t/partition=0/records',
      },
      cluster_id: 'fake-cluster',
      topic_name: 't',
      partition_id: 0,
      earliest_offset: 7,
    });
    expect(await (await send('DELETE', `${url}3`)).json()).toMatchObject({ earliest_offset: 7 });
    expect(await (await send('DELETE', `${url}end`)).json()).toMatchObject({ earliest_offset: 42 });
  });

  it.each([
    ['/topics/t/partitions/0/records', 400, 400],
    ['/topics/t/partitions/0/records?before_offset=', 400, 400],
    ['/topics/t/partitions/0/records?before_offset=-1', 400, 400],
    ['/topics/t/partitions/0/records?before_offset=1e1', 400, 400],
    ['/topics/t/partitions/0/records?before_offset=9007199254740993', 400, 400],
    ['/topics/t/partitions/0/records?before_offset=1&before_offset=end', 400, 400],
    ['/topics/t/partitions/0/records?before_offset=43', 400, 40002],
    ['/topics/t/partitions/2/records?before_offset=1', 404, 40402],
    ['/topics/missing/partitions/0/records?before_offset=1', 404, 40401],
  ])('deletes no records by DELETE %s', async (path, status, code) => {
    await expectEnvelope(await send('DELETE', path), status, code);
    expect(partition.beginningOffset).toBe(0);
  });

  it('moves a partition, shows that, and stops', async () => {
    const url = '/topics/t/partitions/0/reassignment';
    const begun = await send('PUT', url, { replicas: [3, 1] });
    expect([begun.status, await begun.text()]).toEqual([202, '']);
    const shown = await fetch(cluster + url);
    expect(await shown.json()).toMatchObject({ adding_replicas: [3], removing_replicas: [2] });
    const stopped = await send('DELETE', url);
    expect([stopped.status, await stopped.text()]).toEqual([204, '']);
    await expectEnvelope(await fetch(cluster + url), 404);
    await expectEnvelope(await send('DELETE', url), 404);
  });

  it.each([
    [{}, 422, 422],
    [{ replicas: [] }, 422, 422],
    [{ replicas: null }, 422, 422],
    [{ replicas: [1, 1] }, 422, 422],
    [{ replicas: [1.5] }, 422, 422],
    [{ replicas: [-1] }, 422, 422],
    [{ replicas: ['1'] }, 422, 422],
    [{ replicas: [1], force: true }, 422, 422],
    [{ replicas: [9] }, 400, 40002],
    [undefined, 422, 422],
  ])('does not move a partition by %j', async (body, status, code) => {
    await expectEnvelope(await send('PUT', '/topics/t/partitions/0/reassignment', body), status, code);
    expect(app.partitions.moving).toEqual([]);
  });

  it('elects preferred leaders, and says where there was nothing to do', async () => {
    const partitions = [0, 1, 0].map((id) => ({ topic_name: 't', partition_id: id }));
    const response = await send('POST', '/leader-elections', { type: 'PREFERRED', partitions });
    expect(response.status).toBe(200);
    const entry = { topic_name: 't', error_code: null, message: null };
    expect(await response.json()).toEqual({
      kind: 'KafkaLeaderElectionList',
      metadata: { self: `${cluster}/leader-elections`, next: null },
      data: [
        { ...entry, partition_id: 0, elected: true },
        { ...entry, partition_id: 1, elected: false },
      ],
    });
    expect(partition.leader).toBe(2);
  });

  it('elects everywhere when no partitions are named, but never an unclean leader', async () => {
    await expectEnvelope(await send('POST', '/leader-elections', { type: 'UNCLEAN' }), 422);
    expect(partition.leader).toBe(1);
    expect((await send('POST', '/leader-elections', { type: 'PREFERRED' })).status).toBe(200);
    expect(partition.leader).toBe(2);
  });

  it('says 207 and which partitions failed', async () => {
    const partitions = ['t', 'missing'].map((topic_name) => ({ topic_name, partition_id: 0 }));
    const response = await send('POST', '/leader-elections', { type: 'PREFERRED', partitions });
    expect(response.status).toBe(207);
    expect(await response.json()).toMatchObject({
      data: [
        { topic_name: 'missing', elected: false, error_code: 40401, message: 'Topic "missing" not found.' },
        { topic_name: 't', elected: true, error_code: null },
      ],
    });
  });

  it.each([
    [{}, 422],
    [{ type: 'preferred' }, 422],
    [{ type: 'PREFERRED', partitions: [] }, 422],
    [{ type: 'PREFERRED', partitions: [{ topic_name: 't' }] }, 422],
    [{ type: 'PREFERRED', partitions: [{ topic_name: 't', partition_id: -1 }] }, 422],
    [{ type: 'PREFERRED', partitions: [{ topic_name: 'a\0b', partition_id: 0 }] }, 400],
    [undefined, 422],
  ])('elects nobody by %j', async (body, status) => {
    await expectEnvelope(await send('POST', '/leader-elections', body), status);
    expect(partition.leader).toBe(1);
  });
});
