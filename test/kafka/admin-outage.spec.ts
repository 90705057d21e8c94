import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AdminClient } from '../../src/kafka/admin.client.js';
import { MockCluster } from '../../src/kafka/embedded/mock-cluster.js';
import { LibrdkafkaAdminClient } from '../../src/kafka/librdkafka/admin.js';
import { AdminHandles } from '../../src/kafka/librdkafka/admin-handles.js';
import { runChild } from '../support/children/run-child.js';
import { silentLog } from '../support/native-clients.js';

const TIMEOUT_MS = 700;
const partition = { topic: 't', partition: 0 };

/** Those that bound their time by one request: two questions in a row would be two. */
const CALLS: Record<string, (admin: AdminClient) => Promise<unknown>> = {
  describeCluster: (admin) => admin.describeCluster(),
  listTopics: (admin) => admin.listTopics(),
  describeTopics: (admin) => admin.describeTopics(['t']),
  describeTopicConfigs: (admin) => admin.describeTopicConfigs('t'),
  describeBrokerConfig: (admin) => admin.describeBrokerConfig('a'),
  listOffsets: (admin) => admin.listOffsets([partition], 'latest'),
  listGroupOffsets: (admin) => admin.listGroupOffsets('g', [partition]),
  createTopics: (admin) => admin.createTopics([{ name: 'u', partitions: 1, replicationFactor: 1 }]),
  deleteTopics: (admin) => admin.deleteTopics(['t']),
};

describe('the admin client while Kafka is away', () => {
  let kafka: MockCluster;
  let admin: AdminClient;

  beforeEach(async () => {
    kafka = new MockCluster(1, silentLog);
    await kafka.createTopic('t', 1, 1);
    await kafka.down();
    admin = new LibrdkafkaAdminClient(
      new AdminHandles({ 'bootstrap.servers': kafka.bootstrapServers }, TIMEOUT_MS, silentLog),
    );
  });

  afterEach(async () => {
    await admin.close();
    await kafka.close();
  });

  it.each(Object.entries(CALLS))('rejects %s with kafka-unavailable', async (_name, call) => {
    await expect(call(admin)).rejects.toMatchObject({ code: 'kafka-unavailable', retryAfterSeconds: 5 });
  });

  it('works when Kafka comes, goes and comes back', async () => {
    const all = (): Promise<unknown[]> =>
      Promise.all([
        admin.describeCluster(),
        admin.listTopics(),
        admin.describeTopics(['t']),
        admin.listOffsets([partition], 'latest'),
        admin.listGroupOffsets('g', [partition]),
      ]);
    for (let i = 0; i < 3; i++) {
      await expect(all()).rejects.toMatchObject({ code: 'kafka-unavailable' });
      await kafka.up();
      let answers: unknown[] | null = null;
      while (!answers) answers = await all().catch(() => null);
      expect(answers[1]).toEqual(['t']);
      expect(answers[3]).toEqual([{ value: 0 }]);
      await kafka.down();
    }
  });

  /** The end offset, or why there is none. */
  const endOrError = async (): Promise<number | string | undefined> => {
    try {
      const [outcome] = await admin.listOffsets([partition], 'latest');
      return outcome?.value ?? outcome?.error?.code;
    } catch (error) {
      return (error as { code?: string }).code;
    }
  };

  it('says of a partition whose leader does not answer that it is unavailable, and finds the next leader', async () => {
    await kafka.up();
    await kafka.setLeader('t', 0, 0);
    while ((await endOrError()) !== 0);
    await kafka.down(0);
    expect(await endOrError()).toBe('kafka-unavailable');
    await kafka.setLeader('t', 0, 1);
    for (let end = await endOrError(); end !== 0; end = await endOrError()) {
      expect(end).toMatch(/^kafka-(unavailable|retriable)$/);
    }
  });

  it('says of a partition without a leader that it is worth trying again', async () => {
    await kafka.up();
    while ((await endOrError()) !== 0);
    await kafka.setLeader('t', 0, -1);
    for (let end = await endOrError(); end !== 'kafka-retriable'; end = await endOrError()) {
      expect(end).toBe('kafka-unavailable');
    }
  });

  it('rejects what is pending when it is closed, and everything afterwards', async () => {
    const pending = Object.values(CALLS).map((call) => call(admin).catch((error: { code?: string }) => error.code));
    await admin.close();
    expect(new Set(await Promise.all(pending))).toEqual(new Set(['shutting-down']));
    for (const call of Object.values(CALLS)) await expect(call(admin)).rejects.toMatchObject({ code: 'shutting-down' });
  });

  it('lets the process end when it is closed', async () => {
    expect(await runChild('exit-after-close.ts').result).toEqual({ code: 0, signal: null, output: 'exit' });
  });
});
