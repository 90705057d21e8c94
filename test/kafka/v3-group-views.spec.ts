import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Kafka from 'node-rdkafka';
import { callV3 } from '../support/config-cluster.js';
import { type Answer, send } from '../support/consumer-http.js';
import { kafkaCluster } from '../support/kafka-cluster.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';
import { RawConnection } from '../support/raw-http.js';
import { whileTransactionIsOpen } from '../support/transactions.js';

interface Entries {
  data: Record<string, unknown>[];
}

describe('consumer groups of API v3, beside groups of other clients', () => {
  const { bootstrapServers } = kafkaCluster();
  let gateway: KafkaGateway;
  let groups: string;

  beforeAll(async () => {
    gateway = await KafkaGateway.start();
    groups = `${await gateway.clusterUrl()}/consumer-groups`;
  });

  afterAll(async () => {
    RawConnection.destroyAll();
    await gateway?.close();
  });

  const ask = (method: string, path: string, body?: unknown): Promise<Answer> => callV3(method, groups + path, body);

  const topicOf = async (partitions: number): Promise<string> => {
    const topic = uniqueName('v3-views');
    await gateway.createTopic(topic, partitions);
    return topic;
  };

  it('shows a static member of a classic group as that member knows itself', async () => {
    const topic = await topicOf(3);
    const group = uniqueName('v3-classic');
    await gateway.produce(topic, [{ partition: 1, value: 'a' }]);
    const consumer = new Kafka.KafkaConsumer(
      {
        'bootstrap.servers': bootstrapServers,
        'group.id': group,
        'group.instance.id': 'seat-1',
        'client.id': 'classic',
        'partition.assignment.strategy': 'roundrobin',
        'enable.auto.commit': false,
        'session.timeout.ms': 6000,
      },
      { 'auto.offset.reset': 'earliest' },
    );
    await new Promise<void>((resolve, reject) => {
      consumer.connect({}, (error) => (error ? reject(new Error(error.message)) : resolve()));
    });
    consumer.setDefaultConsumeTimeout(50);
    try {
      consumer.subscribe([topic]);
      // What it reads does not matter here: a member joins by asking for records.
      while (consumer.assignments().length < 3) await polled(consumer);
      const own = consumer.assignments().map(({ partition }) => partition);
      expect(await stable(group)).toMatchObject({
        status: 200,
        body: { type: 'CLASSIC', state: 'STABLE', partition_assignor: 'roundrobin', is_simple: false },
      });
      const { data } = (await ask('GET', `/${group}/consumers`)).body as Entries;
      expect(data).toMatchObject([{ instance_id: 'seat-1', client_id: 'classic' }]);
      const { related } = data[0]!['assignments'] as { related: string };
      const assignments = ((await send('GET', related)).body as Entries).data;
      expect(assignments.map(({ partition_id }) => partition_id)).toEqual(own.toSorted());
      consumer.commitSync({ topic, partition: 1, offset: 0 });
      expect(await ask('GET', `/${group}/lags/${topic}/partitions/1`)).toMatchObject({
        body: { lag: 1, instance_id: 'seat-1', client_id: 'classic', consumer_id: data[0]!['consumer_id'] },
      });
    } finally {
      await new Promise<void>((resolve) => consumer.disconnect(() => resolve()));
    }
  });

  /** A member has its partitions before the coordinator calls the group stable. */
  const stable = async (group: string): Promise<Answer> => {
    for (;;) {
      const answer = await ask('GET', `/${group}`);
      if ((answer.body as { state?: string }).state === 'STABLE' || answer.status !== 200) return answer;
    }
  };

  it('does not count what a transaction has written that is still open', async () => {
    const topic = await topicOf(1);
    const group = uniqueName('v3-open');
    await gateway.produce(topic, [{ value: 'a' }, { value: 'b' }]);
    expect(await ask('PATCH', `/${group}/offsets`, commit(topic, 1))).toMatchObject({ status: 200 });
    const lag = (): Promise<Answer> => ask('GET', `/${group}/lags/${topic}/partitions/0`);
    await whileTransactionIsOpen(bootstrapServers, topic, ['c', 'd', 'e'], async () => {
      expect(await lag()).toMatchObject({ status: 200, body: { current_offset: 1, log_end_offset: 2, lag: 1 } });
      expect(await ask('GET', `/${group}/lag-summary`)).toMatchObject({ body: { max_lag: 1, total_lag: 1 } });
    });
    // One offset more: the mark of the commit.
    const committed = { log_end_offset: 6, lag: 5 };
    for (;;) {
      const { body } = await lag();
      // Coordinators answer a commit before its mark is in the log.
      if ((body as { log_end_offset: number }).log_end_offset === 2) continue;
      expect(body).toMatchObject(committed);
      break;
    }
  });

  it('leaves out commits for topics that are gone', async () => {
    const [kept, deleted] = [await topicOf(1), await topicOf(1)];
    const group = uniqueName('v3-leftover');
    await ask('PATCH', `/${group}/offsets`, commit(kept, 0));
    await ask('PATCH', `/${group}/offsets`, commit(deleted, 0));
    const cluster = groups.slice(0, -'/consumer-groups'.length);
    expect(await send('DELETE', `${cluster}/topics/${deleted}`)).toMatchObject({ status: 204 });
    expect(((await ask('GET', `/${group}/lags`)).body as Entries).data).toMatchObject([{ topic_name: kept, lag: 0 }]);
  });

  it.each([
    ['249 characters', 'g'.repeat(249)],
    ['other scripts and signs', 'группа 組/ü?&%2F#'],
    ['a name that is a state', 'STABLE'],
  ])('serves a group whose name is %s', async (_kind, given) => {
    const suffix = uniqueName('');
    const group = given.length === 249 ? given.slice(suffix.length) + suffix : given + suffix;
    const topic = await topicOf(1);
    const path = `/${encodeURIComponent(group)}`;
    expect(await ask('PATCH', `${path}/offsets`, commit(topic, 0))).toMatchObject({ status: 200 });
    const answer = await ask('GET', path);
    expect(answer).toMatchObject({ status: 200, body: { consumer_group_id: group, state: 'EMPTY' } });
    const { metadata } = answer.body as { metadata: { self: string } };
    expect((await send('GET', metadata.self)).body).toEqual(answer.body);
    const listed = ((await ask('GET', '?state=empty')).body as Entries).data;
    expect(listed.map(({ consumer_group_id }) => consumer_group_id)).toContain(group);
    expect(await ask('DELETE', path)).toMatchObject({ status: 204 });
  });

  it('serves a group that is called like the way up, to clients that send its name as it is', async () => {
    const topic = await topicOf(1);
    const { port, pathname } = new URL(`${groups}/`);
    const raw = async (method: string, rest: string, body = ''): Promise<number> => {
      const connection = await RawConnection.open(Number(port));
      const headers = ['Content-Type: application/json', `Content-Length: ${body.length}`, 'Connection: close'];
      return (await connection.request(method, `${pathname}%2E%2E${rest}`, headers, body).response()).status;
    };
    expect(await raw('PATCH', '/offsets', JSON.stringify(commit(topic, 0)))).toBe(200);
    expect(await raw('GET', '')).toBe(200);
    const listed = ((await ask('GET', '')).body as Entries).data;
    expect(listed.map(({ consumer_group_id }) => consumer_group_id)).toContain('..');
    expect(await raw('DELETE', '')).toBe(204);
    expect(await raw('GET', '')).toBe(404);
  });

  it('refuses a name of 250 characters', async () => {
    for (const part of ['', '/lags', '/offsets']) {
      expect(await ask('GET', `/${'g'.repeat(250)}${part}`)).toMatchObject({ status: 400, body: { error_code: 400 } });
    }
  });
});

function commit(topic_name: string, offset: number): object {
  return { data: [{ topic_name, partition_id: 0, offset }] };
}

function polled(consumer: Kafka.KafkaConsumer): Promise<void> {
  return new Promise((resolve, reject) => {
    consumer.consume(1, (error: Kafka.LibrdKafkaError | null) =>
      error ? reject(new Error(error.message)) : resolve(),
    );
  });
}
