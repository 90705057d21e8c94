import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { KafkaCluster } from '../../scripts/kafka/cluster.ts';
import { type Answer, send } from '../support/consumer-http.js';
import { startCluster } from '../support/kafka-cluster.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';
import { secondLook, type SeenPartition, slowDown } from '../support/second-client.js';

const JSON_TYPE = { 'Content-Type': 'application/json' };

interface Entries {
  data: Record<string, unknown>[];
}

describe('partitions of API v3 on three brokers in two racks', () => {
  let kafka: KafkaCluster;
  let gateway: KafkaGateway;
  let cluster: string;
  let outage = false;

  beforeAll(async () => {
    kafka = await startCluster({ brokers: 3, racks: ['r1', 'r1', 'r2'] });
    gateway = await KafkaGateway.start({
      'bootstrap.servers': kafka.address.bootstrapServers,
      // A busy machine takes its time to find a new controller.
      'kafka.request.timeout.ms': '45000',
    });
    const { body } = await send('GET', `${gateway.url}/v3/clusters`, undefined, JSON_TYPE);
    cluster = `${gateway.url}/v3/clusters/${String((body as Entries).data[0]!['cluster_id'])}`;
  });

  afterAll(async () => {
    await gateway?.close();
    await kafka?.stop();
  });

  afterEach(async () => {
    if (outage) await back();
  });

  const back = async (): Promise<void> => {
    await kafka.startBroker(3);
    outage = false;
    await until('GET', '/brokers/3', ({ status }) => status === 200);
  };

  /** No answer is to try again, not even while brokers come and go: what is over within a moment is waited for. */
  const ask = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const answer = await send(method, `${cluster}${path}`, body, body === undefined ? {} : JSON_TYPE);
    expect({ method, path, ...answer }).not.toMatchObject({ status: 503 });
    return answer;
  };

  const look = (topic: string): ReturnType<typeof secondLook> => secondLook(kafka.address.bootstrapServers, topic);

  const created = async (body: Record<string, unknown>): Promise<string> => {
    const name = uniqueName('v3-partitions');
    expect(await ask('POST', '/topics', { topic_name: name, ...body })).toMatchObject({ status: 201 });
    return name;
  };

  /** Asks until the answer is as expected; the limit of the test ends what never becomes so. */
  const until = async (
    method: string,
    path: string,
    isSo: (answer: Answer) => boolean,
    body?: unknown,
  ): Promise<Answer> => {
    for (;;) {
      const answer = await ask(method, path, body);
      if (isSo(answer)) return answer;
    }
  };

  /** The controller is done before all brokers know. */
  const placed = async (topic: string, replicas: number[], partition = 0): Promise<SeenPartition[]> => {
    for (;;) {
      const { partitions } = await look(topic);
      if (partitions[partition]?.replicas.join() === replicas.join()) return partitions;
    }
  };

  const inSync = async (topic: string, brokerId: number): Promise<Answer> =>
    until('GET', `/topics/${topic}/partitions/0/replicas/${brokerId}`, ({ body }) =>
      Boolean((body as Record<string, unknown>)['is_in_sync']),
    );

  it('serves the requests of the first document as they are printed there', async () => {
    const topic_config = { topic_name: 'lsst.example.skyFluxMetric', partitions_count: 1, replication_factor: 3 };
    const list = await fetch(`${gateway.url}/v3/clusters`, { headers: { 'content-type': 'application/json' } });
    const { data } = (await list.json()) as { data: { cluster_id: string }[] };
    const response = await fetch(`${gateway.url}/v3/clusters/${data[0]!.cluster_id}/topics`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(topic_config),
    });
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ kind: 'KafkaTopic', ...topic_config });
    const { partitions } = await look(topic_config.topic_name);
    expect(partitions.map(({ replicas }) => replicas.toSorted())).toEqual([[1, 2, 3]]);
  });

  it('is done with a change of a topic when every broker knows of it', async () => {
    const brokers = kafka.address.bootstrapServers.split(',');
    for (let round = 0; round < 3; round++) {
      const name = await created({ partitions_count: 1, replication_factor: 1 });
      const counts = async (): Promise<number[]> => {
        const seen = await Promise.all(brokers.map((broker) => secondLook(broker, name)));
        return seen.map(({ partitions }) => partitions.length);
      };
      expect(await counts()).toEqual([1, 1, 1]);
      expect(await ask('PATCH', `/topics/${name}`, { partitions_count: 3 })).toMatchObject({ status: 200 });
      expect(await counts()).toEqual([3, 3, 3]);
      expect(await ask('DELETE', `/topics/${name}`)).toMatchObject({ status: 204 });
      expect(await counts()).toEqual([0, 0, 0]);
    }
  });

  it('shows brokers in their racks, leaders and replicas as another client sees them', async () => {
    const name = await created({ partitions_count: 4, replication_factor: 2 });
    const { brokers, partitions } = await look(name);
    const { body } = await ask('GET', '/brokers');
    expect((body as Entries).data.map(({ broker_id, host, port, rack }) => [broker_id, { host, port, rack }])).toEqual(
      [...brokers].sort(([a], [b]) => a - b),
    );
    expect((body as Entries).data.map(({ rack }) => rack)).toEqual(['r1', 'r1', 'r2']);
    const perBroker = new Map<number, number[]>([1, 2, 3].map((id) => [id, []]));
    for (const [id, { leader, replicas, isr }] of partitions.entries()) {
      const path = `/topics/${name}/partitions/${id}`;
      const self = `${cluster}${path}/replicas/${leader}`;
      expect(await ask('GET', path)).toMatchObject({ body: { leader: { related: self } } });
      expect(await send('GET', self)).toMatchObject({ status: 200, body: { is_leader: true, broker_id: leader } });
      const listed = ((await ask('GET', `${path}/replicas`)).body as Entries).data;
      expect(listed.map(({ broker_id }) => broker_id)).toEqual(replicas);
      expect(listed.filter(({ is_in_sync }) => is_in_sync).map(({ broker_id }) => broker_id)).toEqual(
        replicas.filter((replica) => isr.includes(replica)),
      );
      for (const replica of replicas) perBroker.get(replica)?.push(id);
    }
    for (const [broker, ids] of perBroker) {
      const found = ((await ask('GET', `/brokers/${broker}/partition-replicas`)).body as Entries).data;
      expect(found.filter(({ topic_name }) => topic_name === name).map(({ partition_id }) => partition_id)).toEqual(
        ids,
      );
    }
  });

  it('deletes records before an offset, and all of them', async () => {
    const name = await created({ partitions_count: 2, replication_factor: 2 });
    await gateway.produce(
      name,
      Array.from({ length: 10 }, (_, i) => ({ partition: 1, value: String(i) })),
    );
    const partition = `/topics/${name}/partitions/1`;
    const records = `${partition}/records?before_offset=`;
    const offsets = (earliest_offset: number): object => ({
      status: 200,
      body: { earliest_offset, latest_offset: 10 },
    });
    expect(await ask('GET', `${partition}/offset`)).toMatchObject(offsets(0));
    expect(await ask('DELETE', `${records}4`)).toMatchObject({ status: 200, body: { earliest_offset: 4 } });
    expect(await ask('GET', `${partition}/offset`)).toMatchObject(offsets(4));
    const first = await send('GET', `${gateway.url}/topics/${name}/partitions/1/records?offset=0&count=1`, undefined, {
      Accept: 'application/vnd.kafka.binary.v2+json',
    });
    expect(first).toMatchObject({ status: 200, body: [{ offset: 4, value: Buffer.from('4').toString('base64') }] });
    expect(await ask('DELETE', `${records}2`)).toMatchObject({ status: 200, body: { earliest_offset: 4 } });
    expect(await ask('DELETE', `${records}11`)).toMatchObject({ status: 400, body: { error_code: 40002 } });
    expect(await ask('DELETE', `${records}end`)).toMatchObject({ status: 200, body: { earliest_offset: 10 } });
    expect(await ask('GET', `${partition}/offset`)).toMatchObject(offsets(10));
    expect(await ask('DELETE', `/topics/${name}/partitions/2/records?before_offset=0`)).toMatchObject({
      status: 404,
      body: { error_code: 40402 },
    });
  });

  it('does not delete records of a topic that keeps the last of each key', async () => {
    const configs = [{ name: 'cleanup.policy', value: 'compact' }];
    const name = await created({ partitions_count: 1, replication_factor: 1, configs });
    expect(await ask('DELETE', `/topics/${name}/partitions/0/records?before_offset=0`)).toMatchObject({
      status: 400,
      body: { error_code: 40002 },
    });
  });

  it('moves a partition to other brokers', async () => {
    const name = await created({ replicas_assignments: { 0: [1], 1: [1] } });
    await gateway.produce(name, [{ partition: 0, value: 'kept' }]);
    const path = `/topics/${name}/partitions/0/reassignment`;
    expect(await ask('PUT', path, { replicas: [3, 2] })).toMatchObject({ status: 202, text: '' });
    expect(await until('GET', path, ({ status }) => status !== 200)).toMatchObject({
      status: 404,
      body: { error_code: 404 },
    });
    const [moved, stayed] = await placed(name, [3, 2]);
    expect(moved).toMatchObject({ leader: 3, replicas: [3, 2] });
    expect(stayed).toMatchObject({ leader: 1, replicas: [1] });
    expect(await ask('GET', `/topics/${name}/partitions/0/offset`)).toMatchObject({ body: { latest_offset: 1 } });
    for (const replicas of [[9], [1, 9]]) {
      expect(await ask('PUT', path, { replicas })).toMatchObject({ status: 400, body: { error_code: 40002 } });
    }
    expect(await ask('DELETE', path)).toMatchObject({ status: 404, body: { error_code: 404 } });
  });

  it('shows a move that takes its time, and stops it where it is', async () => {
    const name = await created({ replicas_assignments: { 0: [1] } });
    // More than a follower gets before it is slowed down, and nothing that could be compressed.
    for (let i = 0; i < 4; i++) {
      await gateway.produce(name, [{ partition: 0, value: randomBytes(450_000).toString('base64') }]);
    }
    await slowDown(kafka.address.bootstrapServers, [1, 2]);
    for (const side of ['leader', 'follower']) {
      const config = `/topics/${name}/configs/${side}.replication.throttled.replicas`;
      expect(await ask('PUT', config, { value: '*' })).toMatchObject({ status: 204 });
    }
    const path = `/topics/${name}/partitions/0/reassignment`;
    expect(await ask('PUT', path, { replicas: [2] })).toMatchObject({ status: 202 });
    expect(await ask('GET', path)).toMatchObject({
      status: 200,
      body: { adding_replicas: [2], removing_replicas: [1] },
    });
    const listed = (await ask('GET', `/topics/${name}/partitions/-/reassignment`)).body as Entries;
    expect(listed.data).toMatchObject([{ topic_name: name, partition_id: 0, adding_replicas: [2] }]);
    await placed(name, [2, 1]);
    const follower = await until('GET', `/topics/${name}/partitions/0/replicas/2`, ({ status }) => status === 200);
    expect(follower).toMatchObject({ body: { is_leader: false, is_in_sync: false } });
    expect(await ask('DELETE', path)).toMatchObject({ status: 204, text: '' });
    expect(await ask('GET', path)).toMatchObject({ status: 404, body: { error_code: 404 } });
    const [stayed] = await placed(name, [1]);
    expect(stayed).toMatchObject({ leader: 1, replicas: [1], isr: [1] });
    expect(await ask('GET', `/topics/${name}/partitions/0/offset`)).toMatchObject({ body: { latest_offset: 4 } });
  });

  it('shows a move that waits for a broker, stops it, and elects the preferred leader when the broker is back', async () => {
    const waiting = await created({ replicas_assignments: { 0: [1], 1: [1] } });
    const led = await created({ replicas_assignments: { 0: [3, 1], 1: [1, 3] } });
    await kafka.stopBroker(3);
    outage = true;
    const path = `/topics/${waiting}/partitions/1/reassignment`;
    expect(await ask('PUT', path, { replicas: [3] })).toMatchObject({ status: 202 });
    const shown = {
      topic_name: waiting,
      partition_id: 1,
      adding_replicas: [3],
      removing_replicas: [1],
      metadata: { self: `${cluster}${path}` },
    };
    expect(await ask('GET', path)).toMatchObject({ status: 200, body: shown });
    expect(await ask('GET', `/topics/${waiting}/partitions/-/reassignment`)).toMatchObject({ body: { data: [shown] } });
    const all = (await ask('GET', '/topics/-/partitions/-/reassignment')).body as Entries;
    expect(all.data.filter(({ topic_name }) => topic_name === waiting)).toMatchObject([shown]);
    expect(await ask('DELETE', path)).toMatchObject({ status: 204, text: '' });
    expect(await ask('GET', path)).toMatchObject({ status: 404 });
    expect((await placed(waiting, [1], 1))[1]).toMatchObject({ leader: 1, replicas: [1] });

    const partitions = [0, 1].map((partition_id) => ({ topic_name: led, partition_id }));
    const elect = { type: 'PREFERRED', partitions: [...partitions, { topic_name: 'missing', partition_id: 0 }] };
    expect(await ask('POST', '/leader-elections', elect)).toMatchObject({
      status: 207,
      body: {
        data: [
          { topic_name: 'missing', elected: false, error_code: 40401 },
          { topic_name: led, partition_id: 0, elected: false, error_code: 40002 },
          { topic_name: led, partition_id: 1, elected: false, error_code: null },
        ],
      },
    });
    await back();
    await inSync(led, 3);
    expect((await look(led)).partitions[0]).toMatchObject({ leader: 1 });
    expect(await ask('POST', '/leader-elections', { type: 'PREFERRED', partitions })).toMatchObject({
      status: 200,
      body: {
        data: [
          { partition_id: 0, elected: true },
          { partition_id: 1, elected: false },
        ],
      },
    });
    await until('GET', `/topics/${led}/partitions/0/replicas/3`, ({ body }) =>
      Boolean((body as Record<string, unknown>)['is_leader']),
    );
    // partitions of other tests may still be catching up
    await until('POST', '/leader-elections', ({ status }) => status === 200, { type: 'PREFERRED' });
    const unclean = await ask('POST', '/leader-elections', { type: 'UNCLEAN', partitions });
    expect(unclean).toMatchObject({ status: 200, body: { data: [{ elected: false }, { elected: false }] } });
  });
});
