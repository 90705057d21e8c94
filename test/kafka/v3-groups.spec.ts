import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Admin, Consumer } from '@platformatic/kafka';
import { callV3 } from '../support/config-cluster.js';
import { type Answer, HttpConsumer, send } from '../support/consumer-http.js';
import { kafkaCluster, unprivilegedSettings } from '../support/kafka-cluster.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';

interface Entries {
  data: Record<string, unknown>[];
}

describe('consumer groups of API v3', () => {
  let gateway: KafkaGateway;
  let cluster: string;

  beforeAll(async () => {
    gateway = await KafkaGateway.start();
    cluster = await gateway.clusterUrl();
  });

  afterAll(() => gateway?.close());

  const ask = (method: string, path: string, body?: unknown): Promise<Answer> =>
    callV3(method, `${cluster}/consumer-groups${path}`, body);

  const filled = async (records: number): Promise<string> => {
    const topic = uniqueName('v3-groups');
    await gateway.createTopic(topic, 2);
    await gateway.produce(
      topic,
      Array.from({ length: records }, (_, i) => ({ partition: 0, value: String(i) })),
    );
    return topic;
  };

  const commit = (topic: string, offset: number, partition_id = 0): object => ({
    data: [{ topic_name: topic, partition_id, offset }],
  });

  it('shows the members of a live group, their partitions and how far they are behind', async () => {
    const topic = await filled(10);
    const group = uniqueName('v3-live');
    const consumer = await HttpConsumer.create(gateway.url, group, { 'auto.offset.reset': 'earliest' });
    await consumer.subscribe(topic);
    await consumer.readCount(10);
    expect(await consumer.send('POST', '/offsets')).toMatchObject({ status: 200 });
    await gateway.produce(topic, [
      { partition: 0, value: 'a' },
      { partition: 0, value: 'b' },
    ]);

    const self = `${cluster}/consumer-groups/${group}`;
    expect(await ask('GET', `/${group}`)).toMatchObject({
      status: 200,
      body: {
        kind: 'KafkaConsumerGroup',
        metadata: { self },
        consumer_group_id: group,
        is_simple: false,
        state: 'STABLE',
        type: 'CLASSIC',
        coordinator: { related: expect.stringContaining('/brokers/') },
      },
    });
    const listed = ((await ask('GET', '?state=stable')).body as Entries).data;
    expect(listed.map((entry) => entry['consumer_group_id'])).toContain(group);

    const { bootstrapServers } = kafkaCluster();
    const admin = new Admin({ clientId: 'second-client', bootstrapBrokers: bootstrapServers.split(',') });
    const seen = (await admin.describeGroups({ groups: [group] })).get(group);
    await admin.close();
    const members = ((await ask('GET', `/${group}/consumers`)).body as Entries).data;
    expect(members.map((member) => member['consumer_id'])).toEqual([...(seen?.members.keys() ?? [])]);
    const [member] = members;
    expect(await send('GET', `${self}/consumers/${encodeURIComponent(String(member!['consumer_id']))}`)).toMatchObject({
      status: 200,
      body: member!,
    });
    const { related } = member!['assignments'] as { related: string };
    const assignments = (await send('GET', related)).body as Entries;
    expect(assignments.data).toMatchObject([
      { topic_name: topic, partition_id: 0 },
      { topic_name: topic, partition_id: 1 },
    ]);
    const { self: first } = assignments.data[0]!['metadata'] as { self: string };
    expect((await send('GET', first)).body).toEqual(assignments.data[0]);

    const lag = { current_offset: 10, log_end_offset: 12, lag: 2, consumer_id: member!['consumer_id'] };
    expect(((await ask('GET', `/${group}/lags`)).body as Entries).data[0]).toMatchObject(lag);
    expect(await ask('GET', `/${group}/lags/${topic}/partitions/0`)).toMatchObject({ status: 200, body: lag });
    expect(await ask('GET', `/${group}/lag-summary`)).toMatchObject({
      status: 200,
      body: { max_lag: 2, total_lag: 2, max_lag_topic_name: topic, max_lag_partition_id: 0 },
    });

    const refused = { status: 400, body: { error_code: 40002 } };
    expect(await ask('POST', `/${group}/offsets:reset`, { to: 'earliest' })).toMatchObject(refused);
    expect(await ask('PATCH', `/${group}/offsets`, commit(topic, 1))).toMatchObject(refused);
    expect(await ask('DELETE', `/${group}/offsets/${topic}/partitions/0`)).toMatchObject(refused);
    expect(await ask('DELETE', `/${group}`)).toMatchObject(refused);
    await consumer.delete();
  });

  it('moves where a consumer continues, and only tells so when asked to', async () => {
    const topic = await filled(10);
    const group = uniqueName('v3-reset');
    expect(await ask('PATCH', `/${group}/offsets`, commit(topic, 10))).toMatchObject({ status: 200 });
    const reset = (to: unknown, more: object = {}): Promise<Answer> =>
      ask('POST', `/${group}/offsets:reset`, { to, ...more });
    const at = (offset: number): object => ({ status: 200, body: { data: [{ topic_name: topic, offset }] } });

    expect(await reset('earliest', { validate_only: true })).toMatchObject(at(0));
    expect(await ask('GET', `/${group}/offsets`)).toMatchObject(at(10));
    expect(await reset({ shift_by: -3 })).toMatchObject(at(7));
    expect(await reset({ shift_by: 100 })).toMatchObject(at(10));
    expect(await reset({ timestamp: 0 })).toMatchObject(at(0));
    expect(await reset({ timestamp: '2100-01-01T00:00:00Z' })).toMatchObject(at(10));
    expect(await reset('latest')).toMatchObject(at(10));
    expect(await reset({ offset: 6 })).toMatchObject(at(6));
    expect(await ask('GET', `/${group}/offsets`)).toMatchObject(at(6));

    const consumer = await HttpConsumer.create(gateway.url, group, {});
    await consumer.subscribe(topic);
    expect((await consumer.readCount(4)).map(({ offset }) => offset)).toEqual([6, 7, 8, 9]);
    await consumer.delete();
  });

  it('forgets an offset, then the group', async () => {
    const topic = await filled(1);
    const group = uniqueName('v3 gone/ü');
    const path = `/${encodeURIComponent(group)}`;
    await ask('PATCH', `${path}/offsets`, commit(topic, 1));
    await ask('PATCH', `${path}/offsets`, commit(topic, 0, 1));
    expect(await ask('DELETE', `${path}/offsets/${topic}/partitions/0`)).toMatchObject({ status: 204, text: '' });
    expect(((await ask('GET', `${path}/offsets`)).body as Entries).data).toMatchObject([{ partition_id: 1 }]);
    expect(await ask('DELETE', path)).toMatchObject({ status: 204, text: '' });
    for (const part of ['', '/offsets', '/lags', '/lag-summary', '/consumers']) {
      expect(await ask('GET', path + part)).toMatchObject({ status: 404, body: { error_code: 404 } });
    }
    expect(await ask('DELETE', path)).toMatchObject({ status: 404, body: { error_code: 404 } });
  });

  it('refuses what makes no sense, and commits nothing', async () => {
    const topic = await filled(1);
    const group = uniqueName('v3-refused');
    const offsets = `/${group}/offsets`;
    expect(await ask('PATCH', offsets, commit(topic, 2))).toMatchObject({ status: 400, body: { error_code: 40002 } });
    expect(await ask('PATCH', offsets, commit(topic, 0, 2))).toMatchObject({ body: { error_code: 40402 } });
    expect(await ask('PATCH', offsets, commit('missing', 0))).toMatchObject({ body: { error_code: 40401 } });
    for (const body of [{}, { data: [] }, commit(topic, -1)]) {
      expect(await ask('PATCH', offsets, body)).toMatchObject({ status: 422 });
    }
    for (const to of [
      null,
      'now',
      {},
      { offset: -1 },
      { shift_by: 0.5 },
      { timestamp: 'today' },
      { offset: 1, shift_by: 1 },
    ]) {
      expect(await ask('POST', `${offsets}:reset`, { to })).toMatchObject({ status: 422, body: { error_code: 422 } });
    }
    expect(await ask('POST', `${offsets}:reset`, { to: 'latest' })).toMatchObject({ status: 404 });
    expect(await ask('GET', `/${group}`)).toMatchObject({ status: 404 });
  });

  it('shows a group whose partitions the brokers assign', async () => {
    const topic = await filled(3);
    const group = uniqueName('v3-broker-side');
    const bootstrapBrokers = kafkaCluster().bootstrapServers.split(',');
    const consumer = new Consumer({ clientId: 'modern', groupId: group, groupProtocol: 'consumer', bootstrapBrokers });
    const stream = await consumer.consume({ topics: [topic], mode: 'earliest', autocommit: false });
    try {
      for (;;) {
        const { body } = await ask('GET', `/${group}/consumers`);
        const [member] = (body as Partial<Entries>).data ?? [];
        if (!member) continue;
        const assignments = await send('GET', (member['assignments'] as { related: string }).related);
        if ((assignments.body as Partial<Entries>).data?.length !== 2) continue;
        expect(member).toMatchObject({ consumer_id: consumer.memberId, client_id: 'modern' });
        break;
      }
      expect(await ask('GET', `/${group}`)).toMatchObject({ status: 200, body: { type: 'CONSUMER', state: 'STABLE' } });
      expect(await ask('PATCH', `/${group}/offsets`, commit(topic, 1))).toMatchObject({ body: { error_code: 40002 } });
    } finally {
      await stream.close();
      await consumer.close();
    }
  });

  it('hides the groups of others from a principal without rights', async () => {
    const topic = await filled(1);
    const group = uniqueName('v3-hidden');
    await ask('PATCH', `/${group}/offsets`, commit(topic, 1));
    const restricted = await KafkaGateway.start(unprivilegedSettings());
    try {
      const base = `${cluster.replace(gateway.url, restricted.url)}/consumer-groups`;
      const forbidden = { status: 403, body: { error_code: 40301 } };
      expect(await send('GET', base)).toMatchObject({ status: 200, body: { data: [] } });
      for (const path of ['', '/consumers', '/offsets', '/lags', '/lag-summary']) {
        expect(await send('GET', `${base}/${group}${path}`)).toMatchObject(forbidden);
      }
      const url = `${base}/${group}/offsets`;
      expect(await callV3('PATCH', url, commit(topic, 0))).toMatchObject(forbidden);
      expect(await callV3('POST', `${url}:reset`, { to: 'latest' })).toMatchObject(forbidden);
      expect(await send('DELETE', `${base}/${group}`)).toMatchObject(forbidden);
    } finally {
      await restricted.close();
    }
  });
});
