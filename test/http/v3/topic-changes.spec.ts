import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../../src/errors/gateway-error.js';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { expectEnvelope } from '../../support/expect-response.js';

const JSON_TYPE = { 'content-type': 'application/json' };

describe('changing topics by API v3', () => {
  let app: TestApp;
  let topics: string;

  beforeEach(async () => {
    app = await createTestApp();
    topics = `${app.url}/v3/clusters/fake-cluster/topics`;
    app.admin.brokers = [1, 2].map((id) => ({ id, host: 'localhost', port: 9090 + id, rack: null }));
    app.admin.brokerConfigs.set('num.partitions', '4').set('default.replication.factor', '2');
  });

  afterEach(() => app.close());

  const send = (method: string, url: string, body?: unknown): Promise<Response> =>
    fetch(url, { method, headers: JSON_TYPE, body: typeof body === 'string' ? body : JSON.stringify(body) });

  it('creates a topic and says where it is', async () => {
    const response = await send('POST', topics, { topic_name: 't', partitions_count: 3, replication_factor: 1 });
    expect(response.status).toBe(201);
    expect(response.headers.get('location')).toBe(`${topics}/t`);
    const created: unknown = await response.json();
    expect(created).toMatchObject({ topic_name: 't', partitions_count: 3, authorized_operations: [] });
    expect(await (await fetch(`${topics}/t`)).json()).toEqual(created);
  });

  it('places replicas as told, whatever the two numbers say', async () => {
    const body = { topic_name: 't', partitions_count: 9, replicas_assignments: { '1': [1], '0': [2, 1] } };
    const response = await send('POST', topics, body);
    expect(await response.json()).toMatchObject({ partitions_count: 2, replication_factor: 2 });
    expect(app.admin.topics.get('t')?.partitions.map(({ replicas }) => replicas)).toEqual([[2, 1], [1]]);
  });

  it('only checks where it is told so, and fills in what the brokers would', async () => {
    const response = await send('POST', topics, { topic_name: 't', validate_only: true });
    expect(response.status).toBe(200);
    expect(response.headers.get('location')).toBe(`${topics}/t`);
    expect(await response.json()).toMatchObject({ partitions_count: 4, replication_factor: 2 });
    expect(app.admin.topics.size).toBe(0);
  });

  it('takes null for absent', async () => {
    const empty = { partitions_count: null, replication_factor: null, configs: null, replicas_assignments: null };
    expect((await send('POST', topics, { topic_name: 't', ...empty, validate_only: null })).status).toBe(201);
  });

  it('answers 201 for a topic that it may create but not look at', async () => {
    app.admin.failWith('describeTopics', new GatewayError('forbidden', 'Topic authorization failed.'));
    const response = await send('POST', topics, { topic_name: 't', partitions_count: 7, replication_factor: 1 });
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ partitions_count: 7, replication_factor: 1 });
  });

  it('refuses a topic that exists, also when only checking', async () => {
    app.admin.addTopic('t');
    await expectEnvelope(await send('POST', topics, { topic_name: 't' }), 400, 40002);
    await expectEnvelope(await send('POST', topics, { topic_name: 't', validate_only: true }), 400, 40002);
  });

  it.each([
    ['nothing', '', 422, 'body'],
    ['broken JSON', '{"topic_name":', 400, 'JSON'],
    ['an array', '[]', 422, 'object'],
    ['no name', {}, 422, 'topic_name'],
    ['an unknown field', { topic_name: 't', partition_count: 1 }, 422, 'partition_count'],
    ['a number as text', { topic_name: 't', partitions_count: '3' }, 422, 'partitions_count'],
    ['a fraction', { topic_name: 't', replication_factor: 1.5 }, 422, 'replication_factor'],
    ['an empty name', { topic_name: '' }, 400, 'topic_name'],
    ['a long name', { topic_name: 'x'.repeat(250) }, 400, 'topic_name'],
    ['a NUL in the name', { topic_name: 'a\0b' }, 400, 'topic_name'],
    ['an illegal name', { topic_name: 'a b' }, 422, 'topic_name'],
    ['the name ..', { topic_name: '..' }, 422, 'topic_name'],
    ['a setting without name', { topic_name: 't', configs: [{ value: 'x' }] }, 422, 'configs[0].name'],
    ['a setting with a NUL', { topic_name: 't', configs: [{ name: 'a', value: 'b\0c' }] }, 422, 'configs[0].value'],
    ['a setting twice', { topic_name: 't', configs: [{ name: 'a' }, { name: 'a' }] }, 422, 'configs[1].name'],
    ['a gap in partitions', { topic_name: 't', replicas_assignments: { 1: [1] } }, 422, '"0" is missing'],
    ['no brokers', { topic_name: 't', replicas_assignments: { 0: [] } }, 422, 'replicas_assignments.0'],
    ['a broker twice', { topic_name: 't', replicas_assignments: { 0: [1, 1] } }, 422, 'replicas_assignments.0'],
    ['brokers as text', { topic_name: 't', replicas_assignments: { 0: ['1'] } }, 422, 'replicas_assignments.0'],
    ['assignments in a list', { topic_name: 't', replicas_assignments: [[1]] }, 422, 'replicas_assignments'],
  ])('refuses %s', async (_what, body, status, said) => {
    expect(await expectEnvelope(await send('POST', topics, body), status)).toContain(said);
    expect(app.admin.topics.size).toBe(0);
  });

  it('says what Kafka refuses: no partitions, too many replicas, unknown brokers', async () => {
    for (const change of [{ partitions_count: 0 }, { replication_factor: 3 }, { replicas_assignments: { 0: [9] } }]) {
      await expectEnvelope(await send('POST', topics, { topic_name: 't', ...change }), 400, 40002);
    }
  });

  it('gives a topic more partitions, never fewer', async () => {
    app.admin.addTopic('t', 2);
    const dry = await send('PATCH', `${topics}/t`, { partitions_count: 5, validate_only: true });
    expect(await dry.json()).toMatchObject({ partitions_count: 5 });
    expect(app.admin.topics.get('t')?.partitions).toHaveLength(2);
    const response = await send('PATCH', `${topics}/t`, { partitions_count: 5 });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ kind: 'KafkaTopic', partitions_count: 5 });
    expect(await (await fetch(`${topics}/t`)).json()).toMatchObject({ partitions_count: 5 });
    for (const count of [5, 4]) {
      await expectEnvelope(await send('PATCH', `${topics}/t`, { partitions_count: count }), 400, 40002);
    }
  });

  it('deletes a topic', async () => {
    app.admin.addTopic('t');
    const response = await send('DELETE', `${topics}/t`);
    expect(response.status).toBe(204);
    expect(await response.text()).toBe('');
    await expectEnvelope(await fetch(`${topics}/t`), 404, 40401);
  });

  it.each([
    ['PATCH', '/other/topics/t', { partitions_count: 5 }, 404, 404],
    ['DELETE', '/other/topics/t', undefined, 404, 404],
    ['POST', '/other/topics', { topic_name: 'new' }, 404, 404],
    ['PATCH', '/fake-cluster/topics/missing', { partitions_count: 5 }, 404, 40401],
    ['DELETE', '/fake-cluster/topics/missing', undefined, 404, 40401],
    ['PATCH', '/fake-cluster/topics/t', {}, 422, 422],
    ['PATCH', '/fake-cluster/topics/t', '', 422, 422],
    ['PATCH', '/fake-cluster/topics/t', { partitions_count: 0 }, 422, 422],
    ['PATCH', '/fake-cluster/topics/t', { partitions_count: 100_001 }, 422, 422],
    ['DELETE', `/fake-cluster/topics/${'x'.repeat(250)}`, undefined, 400, 400],
  ])('changes nothing by %s %s', async (method, path, body, status, code) => {
    app.admin.addTopic('t');
    await expectEnvelope(await send(method, `${app.url}/v3/clusters${path}`, body), status, code);
    expect([...app.admin.topics.values()].map(({ name, partitions }) => [name, partitions.length])).toEqual([['t', 1]]);
  });

  it('reads JSON only', async () => {
    const headers = { 'content-type': 'text/plain' };
    await expectEnvelope(await fetch(topics, { method: 'POST', headers, body: '{"topic_name":"t"}' }), 415);
  });
});
