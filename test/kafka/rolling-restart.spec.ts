import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { freePorts } from '../../scripts/kafka/ports.js';
import type { PeerAddress } from '../../src/config/settings.js';
import { AdminClient } from '../../src/kafka/admin.client.js';
import { Acknowledged } from '../support/acknowledged.js';
import { GroupReader } from '../support/group-reader.js';
import { readTopic } from '../support/independent-reader.js';
import { kafkaCluster } from '../support/kafka-cluster.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { KubernetesService } from '../support/kubernetes-service.js';
import { uniqueName } from '../support/native-clients.js';
import { RecordStream } from '../support/record-stream.js';
import { ReplicaProcess } from '../support/replica-process.js';
import { peerAddresses } from '../support/replicas.js';
import { SteadyLoad } from '../support/steady-load.js';

const REPLICAS = 3;
const PARTITIONS = 4;
const PROBE_MS = 100;
const JSON_V2 = 'application/vnd.kafka.json.v2+json';
/** Each waits for the receipt of the one before it. */
const RECORDS_PER_STREAM = 20;

/** Longer than a probe takes to be heard of on a busy machine, by a lot. */
const SETTINGS = {
  'shutdown.drain.ms': '2000',
  'trusted.proxies': '127.0.0.1',
  'peers.refresh.ms': '200',
  'consumer.session.timeout.ms': '6000',
};

const LONG_MS = 240_000;

describe('a rolling restart under load', () => {
  let kafka: KafkaGateway;
  let list: PeerAddress[];
  let ports: number[];
  let replicas: ReplicaProcess[];
  let service: KubernetesService;
  let load: SteadyLoad;
  let topic: string;
  let quiet: string;
  let written: Acknowledged;

  const start = (i: number): Promise<ReplicaProcess> =>
    ReplicaProcess.start(list[i]!, list, ports[i] ?? 0, {
      ...SETTINGS,
      'management.listeners': `http://127.0.0.1:${ports[REPLICAS + i]}`,
    });

  beforeAll(async () => {
    kafka = await KafkaGateway.start();
  });
  afterAll(() => kafka.close());

  beforeEach(async () => {
    [topic, quiet] = [uniqueName('rolling'), uniqueName('rolling-quiet')];
    await kafka.createTopic(topic, PARTITIONS);
    await kafka.createTopic(quiet);
    list = await peerAddresses(REPLICAS);
    ports = await freePorts(2 * REPLICAS);
    replicas = await Promise.all(list.map((_, i) => start(i)));
    const pods = replicas.map(({ url }, i) => ({ url, readyUrl: `http://127.0.0.1:${ports[REPLICAS + i]}/readyz` }));
    service = await KubernetesService.start(pods, PROBE_MS);
    await service.untilReady(REPLICAS);
    load = new SteadyLoad(service.url);
    written = new Acknowledged();
  }, LONG_MS);

  afterEach(async () => {
    await load.stop();
    await service.close();
    await Promise.all(replicas.map((replica) => replica.end('SIGKILL')));
  });

  /** Three records by API v2. */
  async function produce(client: number, round: number): Promise<void> {
    const values = [0, 1, 2].map((i) => `v2 ${client} ${round} ${i}`);
    const body = { records: values.map((value) => ({ value })) };
    const answer = await load.ask('POST', `/topics/${topic}`, body, { 'Content-Type': JSON_V2 });
    const { offsets = [] } = (answer?.body ?? {}) as { offsets?: { partition: number; offset: number | null }[] };
    offsets.forEach(({ partition, offset }, i) => {
      if (offset === null) load.fail('produce', answer?.text);
      else written.add({ partition, offset }, values[i]);
    });
  }

  /** One stream by API v3, which may end early, behind the receipts of what was read. */
  async function stream(clusterId: string, client: number, round: number): Promise<void> {
    const records = new RecordStream(`${service.url}/v3/clusters/${clusterId}/topics/${topic}/records`);
    load.requests++;
    for (let i = 0; i < RECORDS_PER_STREAM && !records.over; i++) {
      const from = performance.now();
      const data = `v3 ${client} ${round} ${i}`;
      await records.send(JSON.stringify({ value: { type: 'JSON', data } }));
      const receipt = (await records.received(i + 1))[i];
      if (receipt?.error_code === 200) {
        written.add({ partition: Number(receipt['partition_id']), offset: Number(receipt['offset']) }, data);
      } else if (receipt) load.fail('stream', JSON.stringify(receipt));
      load.longestMs = Math.max(load.longestMs, performance.now() - from);
    }
    if (!records.over) records.end();
    await records.ended();
    if (records.status !== 200 || (records.failure && records.receipts.length === 0)) {
      load.fail('stream', `${records.status} ${records.failure?.message}`);
    }
    records.abort();
  }

  it(
    'fails no request, loses no record that was acknowledged, and moves consumers on from their commits',
    async () => {
      const { clusterId } = await kafka.get(AdminClient).describeCluster();
      for (let client = 0; client < 3; client++) load.repeat((round) => produce(client, round));
      for (let client = 0; client < 2; client++) load.repeat((round) => stream(clusterId, client, round));
      const gets = [`/topics/${topic}`, '/topics', `/v3/clusters/${clusterId}/topics/${topic}`, '/brokers'];
      load.repeat(async (round) => void (await load.ask('GET', gets[round % gets.length] ?? '')));
      const tail = `/topics/${quiet}/partitions/0/records?offset=0&timeout=3000`;
      for (let client = 0; client < 2; client++) {
        load.repeat(async () => void (await load.ask('GET', tail, undefined, { Accept: JSON_V2 })));
      }
      const consuming = new SteadyLoad(service.url);
      const readers = [undefined, undefined, uniqueName('a'), uniqueName('b'), uniqueName('c')].map(
        (name) => new GroupReader(consuming, uniqueName('rolling-group'), topic, name),
      );
      for (const reader of readers) consuming.repeat(() => reader.step());

      for (let i = 0; i < REPLICAS; i++) {
        const before = load.requests;
        expect(await replicas[i]!.end('SIGTERM')).toBe(0);
        replicas[i] = await start(i);
        await service.untilReady(REPLICAS);
        // The load went on meanwhile.
        expect(load.requests).toBeGreaterThan(before);
      }

      await load.stop();
      expect(load.failures).toEqual([]);
      while (consuming.failures.length === 0 && readers.some(({ seen }) => written.unseen(seen).length > 0)) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      await consuming.stop();
      expect(consuming.failures).toEqual([]);
      for (const reader of readers) {
        expect(reader.again).toEqual([]);
        await reader.leave();
      }
      // Each had to: every replica ended once.
      for (const { instances } of readers) expect(instances).toBeGreaterThan(1);
      expect(written.twice).toEqual([]);
      const rows = await readTopic(kafkaCluster().bootstrapServers, topic, PARTITIONS, written.records);
      expect(written.missingIn(rows)).toEqual([]);
    },
    LONG_MS,
  );
});
