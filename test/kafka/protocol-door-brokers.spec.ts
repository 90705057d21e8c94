import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { KafkaCluster } from '../../scripts/kafka/cluster.ts';
import { AdminClient } from '../../src/kafka/admin.client.js';
import { ProtocolDoor } from '../../src/kafka/protocol/protocol-door.js';
import { ProtocolReassignments } from '../../src/kafka/protocol/reassignments.js';
import { callV3 } from '../support/config-cluster.js';
import { startCluster } from '../support/kafka-cluster.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { silentLog } from '../support/native-clients.js';

const NAME = 'log.cleaner.delete.retention.ms';

describe('the second door to a Kafka of two brokers', () => {
  let kafka: KafkaCluster;
  let gateway: KafkaGateway;
  let door: ProtocolDoor;
  let reassignments: ProtocolReassignments;
  let url: string;

  beforeAll(async () => {
    kafka = await startCluster({ brokers: 2 });
    // The first one to be asked is not the controller.
    const bootstrapServers = kafka.address.bootstrapServers.split(',').reverse().join(',');
    const properties = { 'bootstrap.servers': bootstrapServers };
    gateway = await KafkaGateway.start({ ...properties, 'kafka.request.timeout.ms': '2000' });
    door = new ProtocolDoor(properties, 5_000, silentLog);
    reassignments = new ProtocolReassignments(door);
    const { clusterId } = await gateway.get(AdminClient).describeCluster();
    url = `${gateway.url}/v3/clusters/${clusterId}`;
    await gateway.createTopic('moved', 2);
  });

  afterAll(async () => {
    await door.close();
    await gateway.close();
    await kafka.stop();
  });

  async function replicas(): Promise<number[][]> {
    const [topic] = await gateway.get(AdminClient).describeTopics(['moved']);
    return (topic?.value?.partitions ?? []).map((partition) => partition.replicas);
  }

  it('moves partitions, says of each why it cannot be moved, and lists nothing once all is done', async () => {
    const move = (
      partition: number,
      to: number[] | null,
    ): { topic: string; partition: number; replicas: number[] | null } => ({
      topic: 'moved',
      partition,
      replicas: to,
    });
    const outcomes = await reassignments.alter([
      move(0, [1]),
      move(7, [1]),
      move(1, [9]),
      { ...move(0, [1]), topic: 'no-such-topic' },
    ]);
    expect(outcomes.map(({ error }) => error?.code)).toEqual([
      undefined,
      'topic-not-found',
      'kafka-refused',
      'topic-not-found',
    ]);
    expect((await reassignments.alter([move(0, [2]), move(1, [2])])).map(({ error }) => error)).toEqual([
      undefined,
      undefined,
    ]);
    while ((await reassignments.list(null)).length > 0);
    while ((await replicas()).some(([replica]) => replica !== 2));
    const [cancelled] = await reassignments.alter([move(0, null)]);
    expect(cancelled?.error?.message).toMatch(/no .*reassignment/i);
  });

  it('asks the other broker when one is gone, and settings are 503 when both are', async () => {
    const path = `${url}/broker-configs/${NAME}`;
    const changed = async (value: string): Promise<number> => (await callV3('PUT', path, { value })).status;
    expect(await changed('86400001')).toBe(204);
    await kafka.stopBroker(2);
    while ((await callV3('GET', path)).status !== 200);
    expect((await callV3('GET', path)).body).toMatchObject({ value: '86400001' });
    await kafka.stopBroker(1);
    const asked = [
      callV3('GET', path),
      callV3('PUT', path, { value: '1' }),
      callV3('DELETE', path),
      ...['/topics/moved/configs', '/topics/-/configs', '/brokers/1/configs', '/brokers/-/configs'].map((other) =>
        callV3('GET', url + other),
      ),
    ];
    for (const answer of await Promise.all(asked)) {
      expect(answer).toMatchObject({ status: 503, body: { error_code: 50302 } });
    }
    await Promise.all([kafka.startBroker(1), kafka.startBroker(2)]);
    while ((await callV3('DELETE', path)).status !== 204);
    expect((await callV3('GET', path)).status).toBe(404);
  });
});
