import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MockCluster } from '../../src/kafka/embedded/mock-cluster.js';
import { LibrdkafkaAdminClient } from '../../src/kafka/librdkafka/admin.js';
import { AdminHandles } from '../../src/kafka/librdkafka/admin-handles.js';
import { silentLog } from '../support/native-clients.js';

const LIST_OFFSETS = 2;
/** After this long librdkafka begins a lookup of leaders anew. */
const LOOKED_UP_ANEW_MS = 3000;

describe('offset lookups', () => {
  let kafka: MockCluster;
  let admin: LibrdkafkaAdminClient;
  const partitions = [0, 1, 2, 3].map((partition) => ({ topic: 't', partition }));

  beforeEach(async () => {
    kafka = new MockCluster(1, silentLog);
    await kafka.createTopic('t', 4, 1);
    for (const { partition } of partitions) await kafka.setLeader('t', partition, 1);
    admin = new LibrdkafkaAdminClient(
      new AdminHandles({ 'bootstrap.servers': kafka.bootstrapServers }, 5000, silentLog),
    );
    await admin.listOffsets(partitions, 'latest');
  });

  afterEach(async () => {
    await admin.close();
    await kafka.close();
  });

  const requestsFor = async (ask: () => Promise<unknown>): Promise<number> => {
    kafka.trackRequests();
    await ask();
    return kafka.trackedRequests().filter(({ apiKey }) => apiKey === LIST_OFFSETS).length;
  };

  it('are one request when they come together and are about different partitions', async () => {
    const ask = () => Promise.all(partitions.map((partition) => admin.listOffsets([partition], 'latest')));
    expect(await requestsFor(ask)).toBe(1);
  });

  it('are further requests where they name a partition again, as few as can be', async () => {
    const ask = () =>
      Promise.all([
        ...partitions.map((partition) => admin.listOffsets([partition], 'earliest')),
        ...partitions.map((partition) => admin.listOffsets([partition], 'latest')),
      ]);
    expect(await requestsFor(ask)).toBe(2);
  });

  it('fail one by one, not together', async () => {
    await kafka.setLeader('t', 2, -1);
    const lookups = await Promise.all(partitions.map((partition) => admin.listOffsets([partition], 'latest')));
    expect(lookups.map(([outcome]) => outcome?.value ?? outcome?.error?.code)).toEqual([0, 0, 'kafka-retriable', 0]);
  });

  it('of new handles do not miss the moment of their first connection', async () => {
    const properties = { 'bootstrap.servers': kafka.bootstrapServers };
    const handles = new AdminHandles(properties, LOOKED_UP_ANEW_MS - 100, silentLog);
    const client = new LibrdkafkaAdminClient(handles);
    // Without a look whether there is a connection, about one in forty comes too late for its time.
    try {
      for (let i = 0; i < 120; i++) {
        handles.leaders.renew();
        expect(await client.listOffsets(partitions, 'latest')).toEqual(partitions.map(() => ({ value: 0 })));
      }
    } finally {
      await client.close();
    }
  });

  it('find the leaders where they have gone', async () => {
    for (const { partition } of partitions) await kafka.setLeader('t', partition, 0);
    for (;;) {
      const outcomes = await admin.listOffsets(partitions, 'latest');
      if (outcomes.every(({ value }) => value === 0)) break;
      expect(outcomes.every(({ value, error }) => value === 0 || error?.code === 'kafka-retriable')).toBe(true);
    }
  });
});
