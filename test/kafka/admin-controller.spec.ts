import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { KafkaCluster } from '../../scripts/kafka/cluster.ts';
import { LibrdkafkaAdminClient } from '../../src/kafka/librdkafka/admin.js';
import { AdminHandles } from '../../src/kafka/librdkafka/admin-handles.js';
import { LibrdkafkaGroupsClient } from '../../src/kafka/librdkafka/groups.js';
import { startCluster } from '../support/kafka-cluster.js';
import { silentLog, uniqueName } from '../support/native-clients.js';

/** Each is told by chance which broker to ask, and told once more when that one is gone: one in three is told the same. */
const CLIENTS = 16;

describe('the admin client when a broker', () => {
  let kafka: KafkaCluster;
  let clients: { admin: LibrdkafkaAdminClient; groups: LibrdkafkaGroupsClient }[];
  let name: string;
  let recover: () => unknown;

  beforeAll(async () => {
    kafka = await startCluster({ brokers: 3 });
  });

  afterAll(() => kafka.stop());

  beforeEach(async () => {
    clients = Array.from({ length: CLIENTS }, () => {
      const properties = { 'bootstrap.servers': kafka.address.bootstrapServers };
      const handles = new AdminHandles(properties, 30_000, silentLog);
      return { admin: new LibrdkafkaAdminClient(handles), groups: new LibrdkafkaGroupsClient(handles) };
    });
    name = uniqueName('admin-controller');
    await clients[0]!.admin.createTopics([{ name, partitions: 1, replicationFactor: 1 }]);
    expect(await described()).toEqual(clients.map(() => name));
    await Promise.all(clients.map(({ admin }) => admin.describeCluster()));
  });

  afterEach(async () => {
    await recover();
    await untilBrokers(3);
    await Promise.all(clients.map(({ admin }) => admin.close()));
  });

  const described = (): Promise<unknown> =>
    Promise.all(clients.map(({ admin }) => admin.describeTopics([name]).then(([topic]) => topic?.value?.name)));

  const untilBrokers = async (count: number): Promise<void> => {
    while ((await clients[0]!.admin.describeCluster()).brokers.length !== count);
  };

  it('crashes asks another one, although the cluster still names that one', async () => {
    await kafka.stopBroker(3, 'SIGKILL');
    recover = () => kafka.startBroker(3);
    const settings = clients.map(({ admin }) => admin.describeBrokerConfig('num.io.threads'));
    expect(await described()).toEqual(clients.map(() => name));
    expect(await Promise.all(settings)).toEqual(clients.map(() => '4'));
  });

  it('is given up by the cluster does not ask it for groups any more', async () => {
    await kafka.stopBroker(3, 'SIGKILL');
    recover = () => kafka.startBroker(3);
    await untilBrokers(2);
    expect(await Promise.all(clients.map(({ groups }) => groups.list()))).toEqual(clients.map(() => []));
  });

  it('hangs asks another one, for whatever it only reads', async () => {
    kafka.signalBroker(3, 'SIGSTOP');
    recover = () => kafka.signalBroker(3, 'SIGCONT');
    const clusters = clients.map(({ admin }) => admin.describeCluster());
    expect(await described()).toEqual(clients.map(() => name));
    const configs = await Promise.all(clients.map(({ admin }) => admin.describeTopicConfigs(name)));
    expect(configs.filter((entries) => entries.length === 0)).toEqual([]);
    expect((await Promise.all(clusters)).map(({ clusterId }) => clusterId)).not.toContain('');
  });
});
