import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../../src/errors/gateway-error.js';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { expectEnvelope } from '../../support/expect-response.js';
import { untilShown } from '../../support/scraped-metrics.js';

interface List {
  metadata: { self: string; next: string | null };
  data: { topic_name: string; authorized_operations: string[] }[];
}

describe('topics of API v3', () => {
  let app: TestApp;
  let topics: string;

  beforeEach(async () => {
    app = await createTestApp();
    topics = `${app.url}/v3/clusters/fake-cluster/topics`;
  });

  afterEach(() => app.close());

  const get = async (url: string): Promise<unknown> => {
    const response = await fetch(url);
    expect(response.status).toBe(200);
    return response.json();
  };
  const list = (query = ''): Promise<List> => get(topics + query) as Promise<List>;
  const names = ({ data }: List): string[] => data.map(({ topic_name }) => topic_name);

  it('shows a topic', async () => {
    app.admin.addTopic('t', 3).partitions[0]!.replicas = [1, 2];
    expect(await get(`${topics}/t`)).toEqual({
      kind: 'KafkaTopic',
      metadata: { self: `${topics}/t`, resource_name: 'crn:///kafka=fake-cluster/topic=t' },
      cluster_id: 'fake-cluster',
      topic_name: 't',
      is_internal: false,
      replication_factor: 2,
      partitions_count: 3,
      partitions: { related: `${topics}/t/partitions` },
      configs: { related: `${topics}/t/configs` },
      partition_reassignments: { related: `${topics}/t/partitions/-/reassignment` },
      authorized_operations: [],
    });
  });

  it('lists topics by name, without internal ones unless asked for', async () => {
    for (const name of ['b', 'a']) app.admin.addTopic(name);
    app.admin.addTopic('__offsets', 1, { internal: true });
    expect(names(await list())).toEqual(['a', 'b']);
    expect(names(await list('?include_internal=true'))).toEqual(['__offsets', 'a', 'b']);
    expect(names(await list('?includeInternal'))).toEqual(['__offsets', 'a', 'b']);
    expect(await get(`${topics}/__offsets`)).toMatchObject({ is_internal: true });
  });

  it('tells what the gateway may do, where that is asked for in either spelling', async () => {
    app.admin.addTopic('t');
    for (const name of ['include_authorized_operations', 'includeAuthorizedOperations']) {
      const operations = { authorized_operations: ['DESCRIBE', 'READ'] };
      expect(await list(`?${name}=true`)).toMatchObject({ data: [operations] });
      expect(await get(`${topics}/t?${name}=true`)).toMatchObject(operations);
      expect(await list(`?${name}=false`)).toMatchObject({ data: [{ authorized_operations: [] }] });
    }
  });

  it('filters by name, page by page', async () => {
    for (const name of ['x-1', 'x-2', 'x-3', 'y-1', 'x.4']) app.admin.addTopic(name);
    expect(names(await list('?name_prefix=x-'))).toEqual(['x-1', 'x-2', 'x-3']);
    expect(names(await list('?name_contains=1'))).toEqual(['x-1', 'y-1']);
    const first = await list('?name_prefix=x-&page_size=2');
    expect(names(first)).toEqual(['x-1', 'x-2']);
    expect(first.metadata.self).toBe(`${topics}?name_prefix=x-`);
    const second = (await get(first.metadata.next!)) as List;
    expect(names(second)).toEqual(['x-3']);
    expect(second.metadata.next).toBeNull();
  });

  it('asks Kafka about hundreds of topics in one request, and once for many clients', async () => {
    for (let i = 0; i < 300; i++) app.admin.addTopic(`t${i}`);
    const listed = app.admin.listTopics.bind(app.admin);
    // Kafka takes until all have asked; the one that looks is in flight too.
    app.admin.listTopics = async (...args) => {
      await untilShown(app.url, { http_requests_in_flight: 11 });
      return listed(...args);
    };
    const lists = await Promise.all(Array.from({ length: 10 }, () => list()));
    for (const one of lists) expect(one.data).toHaveLength(300);
    expect(app.admin.callsOf('describeTopics')).toBe(1);
  });

  it('shows the list as it is after a change that was made here', async () => {
    expect(names(await list())).toEqual([]);
    const body = JSON.stringify({ topic_name: 'new', partitions_count: 1 });
    await fetch(topics, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    expect(names(await list())).toEqual(['new']);
    await fetch(`${topics}/new`, { method: 'DELETE' });
    expect(names(await list())).toEqual([]);
  });

  it('lists a topic that was created here, though the broker that lists has not heard of it yet', async () => {
    app.admin.addTopic('a');
    app.admin.listTopics = () => Promise.resolve(['a']);
    const body = JSON.stringify({ topic_name: 'new', partitions_count: 1 });
    await fetch(topics, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    expect(names(await list())).toEqual(['a', 'new']);
    await fetch(`${topics}/new`, { method: 'DELETE' });
    expect(names(await list())).toEqual(['a']);
  });

  it('encodes names in addresses', async () => {
    app.admin.addTopic('a b/ü');
    const url = `${topics}/${encodeURIComponent('a b/ü')}`;
    expect(await get(url)).toMatchObject({
      topic_name: 'a b/ü',
      metadata: { self: url, resource_name: 'crn:///kafka=fake-cluster/topic=a%20b%2F%C3%BC' },
    });
  });

  it('does not answer half a list when a topic cannot be described', async () => {
    app.admin.addTopic('a');
    app.admin.failWith('describeTopics', new GatewayError('kafka-unavailable', 'No broker can be reached.'));
    await expectEnvelope(await fetch(topics), 503, 50302);
  });

  it('says 403 about a topic that may not be described', async () => {
    app.admin.failWith('describeTopics', new GatewayError('forbidden', 'Topic authorization failed.'));
    await expectEnvelope(await fetch(`${topics}/t`), 403, 40301);
  });

  it.each([
    ['/other/topics', 404, 404],
    ['/other/topics/t', 404, 404],
    ['/fake-cluster/topics/missing', 404, 40401],
    ['/fake-cluster/topics/-', 404, 40401],
    [`/fake-cluster/topics/${'x'.repeat(250)}`, 400, 400],
    ['/fake-cluster/topics/a%00b', 400, 400],
    ['/fake-cluster/topics/a%ff', 400, 400],
    ['/fake-cluster/topics?include_internal=yes', 400, 400],
    ['/fake-cluster/topics?name_prefix=a&name_prefix=b', 400, 400],
    ['/fake-cluster/topics?page_size=1001', 400, 400],
  ])('answers GET %s with %i / %i', async (path, status, code) => {
    await expectEnvelope(await fetch(`${app.url}/v3/clusters${path}`), status, code);
  });
});
