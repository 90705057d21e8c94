import { afterEach, expect, it } from '@jest/globals';
import { type ConsumerClient, type ConsumerClientFactory, OFFSET_STORED } from '../../../src/kafka/consumer.client.js';
import { RecordingListener, uniqueName } from '../native-clients.js';
import type { ContractTopics } from './gateway-topics.js';

/** A factory of consumer clients under test, with a way to write what they read. */
export interface ConsumersUnderTest extends ContractTopics {
  factory: ConsumerClientFactory;
}

interface Opened {
  client: ConsumerClient;
  listener: RecordingListener;
}

/** What every consumer client does. `open` is called when the tests run; whoever gives it closes what it opened. */
export function describeConsumerContract(open: () => ConsumersUnderTest): void {
  const opened: ConsumerClient[] = [];

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((client) => client.close()));
  });

  function consumer(group: string, reset = 'earliest'): Opened {
    const listener = new RecordingListener();
    const client = open().factory.open({ groupId: group, properties: { 'auto.offset.reset': reset } }, listener);
    opened.push(client);
    return { client, listener };
  }

  async function values({ client, listener }: Opened, count: number): Promise<(string | null)[]> {
    return (await listener.read(client, count)).map(({ value }) => value).sort();
  }

  it('joins a group and reads what is there and what comes', async () => {
    const topic = await open().createTopic(['a'], ['b']);
    const member = consumer(uniqueName('contract'));
    member.client.subscribe([topic]);
    expect(await values(member, 2)).toEqual(['a', 'b']);
    expect(member.listener.assigned).toHaveLength(2);
    expect(member.client.poll(10, false)).toBeNull();
    await open().append(topic, 1, 'c');
    expect(await values(member, 1)).toEqual(['c']);
  });

  it('goes on at the commit of its group', async () => {
    const topic = await open().createTopic(['a', 'b', 'c']);
    const group = uniqueName('contract');
    const first = consumer(group);
    first.client.subscribe([topic]);
    await values(first, 3);
    await first.client.commit([{ topic, partition: 0, offset: 1 }]);
    await first.client.close();
    const second = consumer(group);
    second.client.subscribe([topic]);
    expect(await values(second, 2)).toEqual(['b', 'c']);
  });

  it('starts where auto.offset.reset says without a commit', async () => {
    const topic = await open().createTopic(['a']);
    const late = consumer(uniqueName('contract'), 'latest');
    late.client.assign([{ topic, partition: 0, offset: OFFSET_STORED }]);
    const early = consumer(uniqueName('contract'));
    early.client.assign([{ topic, partition: 0, offset: OFFSET_STORED }]);
    expect(await values(early, 1)).toEqual(['a']);
    expect(late.client.poll(10, false)).toBeNull();
  });

  it('reads assigned partitions from their offsets, and others when the assignment changes', async () => {
    const topic = await open().createTopic(['a', 'b'], ['c', 'd']);
    const reader = consumer(uniqueName('contract'));
    reader.client.assign([{ topic, partition: 0, offset: 1 }]);
    expect(await values(reader, 1)).toEqual(['b']);
    reader.client.assign([{ topic, partition: 1, offset: 0 }]);
    expect(await values(reader, 2)).toEqual(['c', 'd']);
    expect(reader.listener.assigned).toEqual([]);
  });

  it('goes on where it was sought to, without what was fetched before', async () => {
    const topic = await open().createTopic(['a', 'b', 'c'], ['d']);
    const reader = consumer(uniqueName('contract'));
    reader.client.assign([0, 1].map((partition) => ({ topic, partition, offset: 0 })));
    expect(await values(reader, 4)).toEqual(['a', 'b', 'c', 'd']);
    reader.client.seek([{ topic, partition: 0, offset: 1 }]);
    expect(await values(reader, 2)).toEqual(['b', 'c']);
    reader.client.seek([{ topic, partition: 0, offset: 0 }]);
    reader.client.seek([{ topic, partition: 0, offset: 2 }]);
    expect(await values(reader, 1)).toEqual(['c']);
  });

  it('gives its partitions back when it unsubscribes, and can commit while it does', async () => {
    const topic = await open().createTopic(['a', 'b']);
    const group = uniqueName('contract');
    const member = consumer(group);
    const commits: Promise<void>[] = [];
    member.listener.onRevocation = () => {
      commits.push(member.client.commit([{ topic, partition: 0, offset: 1 }]));
    };
    member.client.subscribe([topic]);
    await values(member, 2);
    member.client.unsubscribe();
    await member.listener.until(() => member.listener.revoked.length === 1);
    await Promise.all(commits);
    const next = consumer(group);
    next.client.subscribe([topic]);
    expect(await values(next, 1)).toEqual(['b']);
  });

  it('shares partitions with other members, and leaves them to these when it is closed', async () => {
    const topic = await open().createTopic([], []);
    const group = uniqueName('contract');
    const [first, second] = [consumer(group), consumer(group)];
    first.client.subscribe([topic]);
    await first.listener.until(() => first.listener.assigned.length === 2);
    second.client.subscribe([topic]);
    await second.listener.until(() => second.listener.assigned.length === 1);
    await first.client.close();
    expect(first.client.poll(1, false)).toBeNull();
    await second.listener.until(() => second.listener.assigned.length >= 3);
    await open().append(topic, 0, 'a');
    await open().append(topic, 1, 'b');
    expect(await values(second, 2)).toEqual(['a', 'b']);
  });

  it('knows the end of a partition by what it fetched, and nothing of others', async () => {
    const topic = await open().createTopic(['a', 'b', 'c'], ['d']);
    const reader = consumer(uniqueName('contract'));
    expect(reader.client.endOf(topic, 0)).toBeNull();
    reader.client.assign([{ topic, partition: 0, offset: 1 }]);
    expect(await values(reader, 2)).toEqual(['b', 'c']);
    expect([0, 1].map((partition) => reader.client.endOf(topic, partition))).toEqual([3, null]);
    await open().append(topic, 0, 'e');
    expect(await values(reader, 1)).toEqual(['e']);
    expect(reader.client.endOf(topic, 0)).toBe(4);
    await reader.client.close();
    expect(reader.client.endOf(topic, 0)).toBeNull();
  });

  it('carries timestamps and headers when they are asked for', async () => {
    const topic = await open().createTopic(['a', 'b']);
    const { client, listener } = consumer(uniqueName('contract'));
    client.assign([{ topic, partition: 0, offset: 0 }]);
    let batch = client.poll(1, true);
    await listener.until(() => (batch ??= client.poll(1, true)) !== null);
    expect(batch).toMatchObject({ count: 1 });
    expect(batch!.timestamps![0]).toBeGreaterThan(0);
    expect(batch!.headers).toHaveLength(1);
    let rest = client.poll(1, false);
    await listener.until(() => (rest ??= client.poll(1, false)) !== null);
    expect(rest).toMatchObject({ count: 1, timestamps: null, headers: null });
  });

  it('closes twice without complaint', async () => {
    const { client } = consumer(uniqueName('contract'));
    await Promise.all([client.close(), client.close()]);
  });
}
