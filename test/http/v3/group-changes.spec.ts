import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { expectEnvelope } from '../../support/expect-response.js';

describe('changing consumer groups by API v3', () => {
  let app: TestApp;
  let groups: string;

  beforeEach(async () => {
    app = await createTestApp();
    groups = `${app.url}/v3/clusters/fake-cluster/consumer-groups`;
    app.admin.addTopic('t', 2).partitions.forEach((partition) => {
      Object.assign(partition, { beginningOffset: 3, endOffset: 10 });
    });
    const member = { memberId: 'm', instanceId: null, clientId: 'c', host: '/h', assignment: [] };
    app.groups.addGroup('live', { state: 'STABLE', members: [member] });
    app.groups.addGroup('idle');
    app.groups.setOffsets('idle', [{ topic: 't', partition: 0, offset: 8 }]);
    app.groups.forbidden.add('secret');
  });

  afterEach(() => app.close());

  const send = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(groups + path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

  const committed = async (group = 'idle'): Promise<[string, number, number][]> =>
    (await app.groups.offsets(group)).map(({ topic, partition, offset }) => [topic, partition, offset]);

  const entry = (topic_name: string, partition_id: number, offset: number): object => ({
    topic_name,
    partition_id,
    offset,
  });

  it('commits offsets, also for a group that is new, and shows them as a read of them does', async () => {
    const response = await send('PATCH', '/new/offsets', { data: [entry('t', 1, 3), entry('t', 0, 10)] });
    expect(response.status).toBe(200);
    const shown = (await response.json()) as { data: object[] };
    expect(await committed('new')).toEqual([
      ['t', 1, 3],
      ['t', 0, 10],
    ]);
    expect(await (await send('GET', '/new/offsets')).json()).toMatchObject({ data: shown.data.toReversed() });
  });

  it('commits nothing when only asked whether it would', async () => {
    const body = { data: [entry('t', 0, 4)], validate_only: true };
    expect((await send('PATCH', '/idle/offsets', body)).status).toBe(200);
    expect((await send('POST', '/idle/offsets:reset', { to: 'latest', validate_only: true })).status).toBe(200);
    expect(await committed()).toEqual([['t', 0, 8]]);
    await expectEnvelope(
      await send('PATCH', '/idle/offsets', { data: [entry('t', 0, 11)], validate_only: true }),
      400,
      40002,
    );
  });

  it.each([
    ['earliest', 3],
    ['latest', 10],
    [{ offset: 5 }, 5],
    [{ offset: 0 }, 3],
    [{ shift_by: -2 }, 6],
    [{ shift_by: 9 }, 10],
    [{ timestamp: '2026-01-01T00:00:00Z' }, 7],
  ])('moves a group to %j: %i', async (to, offset) => {
    app.admin.offsetAtTime = (_topic, _partition, timestampMs) =>
      timestampMs === Date.parse('2026-01-01T00:00:00Z') ? 7 : undefined;
    const response = await send('POST', '/idle/offsets:reset', { to });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ data: [entry('t', 0, offset)] });
    expect(await committed()).toEqual([['t', 0, offset]]);
  });

  it('moves only what is named: a partition, or all of a topic', async () => {
    const move = (topic_partitions: object[]): Promise<Response> =>
      send('POST', '/idle/offsets:reset', { to: 'latest', topic_partitions });
    expect((await move([{ topic_name: 't', partition_id: 1 }])).status).toBe(200);
    expect(await committed()).toEqual([
      ['t', 0, 8],
      ['t', 1, 10],
    ]);
    expect((await move([{ topic_name: 't' }, { topic_name: 't', partition_id: 0 }])).status).toBe(200);
    expect(await committed()).toEqual([
      ['t', 0, 10],
      ['t', 1, 10],
    ]);
  });

  it('forgets an offset, and a group', async () => {
    expect((await send('DELETE', '/idle/offsets/t/partitions/0')).status).toBe(204);
    expect(await committed()).toEqual([]);
    expect((await send('DELETE', '/idle')).status).toBe(204);
    await expectEnvelope(await send('DELETE', '/idle'), 404);
  });

  it.each([
    ['PATCH', '/idle/offsets', undefined, 422, 422],
    ['PATCH', '/idle/offsets', { data: [entry('t', 0, 2)] }, 400, 40002],
    ['PATCH', '/idle/offsets', { data: [entry('t', 0, 0.5)] }, 422, 422],
    ['PATCH', '/idle/offsets', { data: [entry('t', 0, 4), entry('t', 0, 5)] }, 422, 422],
    ['PATCH', '/idle/offsets', { data: [entry('t', 2, 4)] }, 404, 40402],
    ['PATCH', '/idle/offsets', { data: [entry('missing', 0, 4)] }, 404, 40401],
    ['PATCH', '/idle/offsets', { data: [entry('', 0, 4)] }, 400, 400],
    ['PATCH', '/idle/offsets', { data: [{ topic_name: 't', partition_id: 0 }] }, 422, 422],
    ['PATCH', '/live/offsets', { data: [entry('t', 0, 4)], validate_only: true }, 400, 40002],
    ['PATCH', '/secret/offsets', { data: [entry('t', 0, 4)] }, 403, 40301],
    ['POST', '/idle/offsets:reset', {}, 422, 422],
    ['POST', '/idle/offsets:reset', { to: { timestamp: '2026-01-01' } }, 422, 422],
    ['POST', '/idle/offsets:reset', { to: 'latest', topic_partitions: [] }, 422, 422],
    ['POST', '/idle/offsets:reset', { to: 'latest', topic_partitions: [{ topic_name: 'missing' }] }, 404, 40401],
    [
      'POST',
      '/idle/offsets:reset',
      { to: { shift_by: 1 }, topic_partitions: [{ topic_name: 't', partition_id: 1 }] },
      400,
      40002,
    ],
    ['POST', '/live/offsets:reset', { to: 'latest', validate_only: true }, 400, 40002],
    ['POST', '/none/offsets:reset', { to: 'latest' }, 404, 404],
    ['DELETE', '/idle/offsets/t/partitions/1', undefined, 404, 404],
    ['DELETE', '/idle/offsets/t/partitions/x', undefined, 400, 400],
    ['DELETE', '/none/offsets/t/partitions/0', undefined, 404, 404],
    ['DELETE', '/live', undefined, 400, 40002],
    ['DELETE', `/${'g'.repeat(250)}`, undefined, 400, 400],
  ])('refuses %s %s with %j by %i / %i, and changes nothing', async (method, path, body, status, code) => {
    await expectEnvelope(await send(method, path, body), status, code);
    expect(await committed()).toEqual([['t', 0, 8]]);
  });
});
