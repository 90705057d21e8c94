import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { KafkaCluster } from '../../scripts/kafka/cluster.ts';
import { LibrdkafkaAdminClient } from '../../src/kafka/librdkafka/admin.js';
import { AdminHandles } from '../../src/kafka/librdkafka/admin-handles.js';
import { LibrdkafkaGroupsClient } from '../../src/kafka/librdkafka/groups.js';
import { startCluster } from '../support/kafka-cluster.js';
import { silentLog, uniqueName } from '../support/native-clients.js';

/** Each is told by chance which broker to ask, and told once more when that one is gone: one in three is told the same. */
const CLIENTS = 16;

describe('the admin client when a broker crashes', () => {
  let kafka: KafkaCluster;
  let clients: { admin: LibrdkafkaAdminClient; groups: LibrdkafkaGroupsClient }[];

  beforeAll(async () => {
    kafka = await startCluster({ brokers: 3 });
    clients = Array.from({ length: CLIENTS }, () => {
      const properties = { 'bootstrap.servers': kafka.address.bootstrapServers };
      const handles = new AdminHandles(properties, 30_000, silentLog);
      return { admin: new LibrdkafkaAdminClient(handles), groups: new LibrdkafkaGroupsClient(handles) };
    });
  });

  afterAll(async () => {
    await Promise.all(clients.map(({ admin }) => admin.close()));
    await kafka.stop();
  });

  it('asks another one although the cluster still names that one, and no more for its groups when it does not', async () => {
    const name = uniqueName('admin-controller');
    const [first] = clients.map(({ admin }) => admin);
    await first!.createTopics([{ name, partitions: 1, replicationFactor: 1 }]);
    const described = (): Promise<unknown> =>
      Promise.all(clients.map(({ admin }) => admin.describeTopics([name]).then(([topic]) => topic?.value?.name)));
    expect(await described()).toEqual(clients.map(() => name));

    await kafka.stopBroker(3, 'SIGKILL');
    const settings = clients.map(({ admin }) => admin.describeBrokerConfig('num.io.threads'));
    expect(await described()).toEqual(clients.map(() => name));
    expect(await Promise.all(settings)).toEqual(clients.map(() => '4'));

    while ((await first!.describeCluster()).brokers.length > 2);
    expect(await Promise.all(clients.map(({ groups }) => groups.list()))).toEqual(clients.map(() => []));
  });
});
