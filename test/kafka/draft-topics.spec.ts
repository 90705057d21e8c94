import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AdminClient } from '../../src/kafka/admin.client.js';
import { type Answer, send } from '../support/consumer-http.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';

const DRAFT = 'application/vnd.schemaregistry.v1+json';
const PARTITIONS = 2;

interface DraftRecord {
  value: string;
  partition: number;
  offset: number;
}

interface Committed {
  topic: string;
  partition: number;
  committed: number;
}

describe('one draft instance that reads several topics', () => {
  let gateway: KafkaGateway;

  beforeAll(async () => {
    // Smaller than what some of the topics hold: nothing may depend on a topic fitting the queue.
    gateway = await KafkaGateway.start({ 'consumer.queued.max.messages.kbytes': '1024' });
  });

  afterAll(() => gateway.close());

  async function newTopic(): Promise<string> {
    const topic = uniqueName('draft-topics');
    await gateway.createTopic(topic, PARTITIONS);
    return topic;
  }

  /** Writes `count` records to each partition. */
  async function write(topic: string, count: number, bytes = 10): Promise<void> {
    const records = Array.from({ length: count * PARTITIONS }, (_, i) => ({
      value: `${topic} ${i}`.padEnd(bytes),
      partition: i % PARTITIONS,
    }));
    await gateway.produce(topic, records);
  }

  async function open(group: string, reset = 'smallest'): Promise<DraftInstance> {
    const instance = new DraftInstance(`${gateway.url}/consumers/${group}`);
    await instance.create(reset);
    return instance;
  }

  /** Commits of the group, by topic and partition. */
  async function stored(group: string, topics: readonly string[]): Promise<Committed[]> {
    const wanted = topics.flatMap((topic) =>
      Array.from({ length: PARTITIONS }, (_, partition) => ({ topic, partition })),
    );
    const offsets = await gateway.get(AdminClient).listGroupOffsets(group, wanted);
    return offsets.map(({ topic, partition, offset }) => ({ topic, partition, committed: offset - 1 }));
  }

  it('gets every record of each once and in order, with commits between its reads', async () => {
    const topics = [await newTopic(), await newTopic(), await newTopic()];
    const group = uniqueName('draft-topics');
    for (const topic of topics) await write(topic, 100);
    const instance = await open(group);
    // Topics come one after another: the former ones are in the middle of their records, committed or not.
    for (let round = 0; round < 6; round++) {
      for (const topic of topics.slice(0, Math.floor(round / 2) + 1)) {
        for (const { value } of await instance.read(topic, '?max_bytes=900')) {
          expect(Buffer.from(value, 'base64').toString()).toContain(topic);
        }
      }
      if (round % 2 === 1) {
        expect(await instance.commit()).toEqual(instance.lastOffsets(topics));
      }
      for (const topic of topics) await write(topic, 5);
    }
    for (const topic of topics) await instance.readUntil(topic, 130 * PARTITIONS);
    for (const topic of topics) expect(instance.offsetsOf(topic)).toEqual(bothUpTo(130));
    const committed = await instance.commit();
    expect(committed).toEqual(expect.arrayContaining(await stored(group, topics)));
    expect(committed.map((entry) => entry.committed)).toEqual(Array<number>(6).fill(129));
    await instance.delete();
  });

  it('repeats nothing of what was delivered and not committed, and leaves it uncommitted', async () => {
    const topics = [await newTopic(), await newTopic()] as const;
    const group = uniqueName('draft-topics');
    await write(topics[0], 50);
    await write(topics[1], 1);
    const first = await open(group);
    await first.readUntil(topics[0], 10, '?max_bytes=300');
    await first.readUntil(topics[1], PARTITIONS);
    await first.readUntil(topics[0], 50 * PARTITIONS);
    expect(first.offsetsOf(topics[0])).toEqual(bothUpTo(50));
    expect(await stored(group, topics)).toEqual([]);
    await first.delete();
    const second = await open(group);
    await second.readUntil(topics[0], 50 * PARTITIONS);
    expect(second.offsetsOf(topics[0])).toEqual(bothUpTo(50));
    await second.delete();
  });

  it('gets both topics when their first reads come at the same time', async () => {
    const topics = [await newTopic(), await newTopic()] as const;
    for (const topic of topics) await write(topic, 20);
    const instance = await open(uniqueName('draft-topics'));
    await Promise.all(topics.map((topic) => instance.readUntil(topic, 20 * PARTITIONS)));
    for (const topic of topics) expect(instance.offsetsOf(topic)).toEqual(bothUpTo(20));
    await instance.delete();
  });

  it('repeats and loses nothing of a topic that is being read all the time while others are added', async () => {
    const topics = [await newTopic(), await newTopic(), await newTopic()] as const;
    for (const topic of topics) await write(topic, 100);
    const instance = await open(uniqueName('draft-topics'));
    await instance.readUntil(topics[0], 1, '?max_bytes=1');
    let adding = true;
    const added = Promise.all(topics.slice(1).map((topic) => instance.readUntil(topic, 100 * PARTITIONS))).finally(
      () => {
        adding = false;
      },
    );
    let written = 100;
    for (; adding; written += 2) {
      await write(topics[0], 2);
      await instance.read(topics[0], '?max_bytes=100');
    }
    await added;
    await instance.readUntil(topics[0], written * PARTITIONS);
    expect(instance.offsetsOf(topics[0])).toEqual(bothUpTo(written));
    for (const topic of topics.slice(1)) expect(instance.offsetsOf(topic)).toEqual(bothUpTo(100));
    await instance.delete();
  });

  it('misses nothing new of a topic while another one is added', async () => {
    const topics = [await newTopic(), await newTopic()] as const;
    for (const topic of topics) await write(topic, 3);
    const instance = await open(uniqueName('draft-topics'), 'largest');
    expect(await instance.read(topics[0])).toEqual([]);
    const [written] = await Promise.all([write(topics[0], 2), instance.read(topics[1])]);
    expect(written).toBeUndefined();
    await instance.readUntil(topics[0], 2 * PARTITIONS);
    expect(instance.offsetsOf(topics[0])).toEqual([
      [3, 4],
      [3, 4],
    ]);
    await instance.delete();
  });

  it('reads a small topic beside a large one that nobody reads, and then all of the large one', async () => {
    const [small, large] = [await newTopic(), await newTopic()];
    for (let i = 0; i < 4; i++) await write(large, 50, 10_000);
    const instance = await open(uniqueName('draft-topics'));
    await instance.readUntil(large, 1, '?max_bytes=1');
    await write(small, 10);
    await instance.readUntil(small, 10 * PARTITIONS);
    await write(small, 10);
    await instance.readUntil(small, 20 * PARTITIONS);
    await instance.readUntil(large, 200 * PARTITIONS);
    expect(instance.offsetsOf(small)).toEqual(bothUpTo(20));
    expect(instance.offsetsOf(large)).toEqual(bothUpTo(200));
    await instance.delete();
  });

  it('goes on with the others when one of its topics is deleted', async () => {
    const topics = [await newTopic(), await newTopic(), await newTopic()] as const;
    const group = uniqueName('draft-topics');
    for (const topic of topics) await write(topic, 5);
    const instance = await open(group);
    for (const topic of topics) await instance.readUntil(topic, 5 * PARTITIONS);
    const [deleted] = await gateway.get(AdminClient).deleteTopics([topics[0]]);
    expect(deleted?.error).toBeUndefined();
    for (const topic of topics.slice(1)) {
      await write(topic, 5);
      await instance.readUntil(topic, 10 * PARTITIONS);
      expect(instance.offsetsOf(topic)).toEqual(bothUpTo(10));
    }
    // Until the gateway notices, the deleted one is still committed, which Kafka refuses; the others are committed anyway.
    await instance.commitUntilAccepted(topics[1]);
    expect(await stored(group, topics.slice(1))).toEqual(instance.lastOffsets(topics.slice(1)));
    await instance.delete();
  });
});

/** Both partitions, each with the offsets 0 to `count` (exclusive). */
function bothUpTo(count: number): number[][] {
  return Array.from({ length: PARTITIONS }, () => Array.from({ length: count }, (_, offset) => offset));
}

/** The client's side of an instance: keeps what it was answered. */
class DraftInstance {
  private readonly base: string;
  private readonly records = new Map<string, DraftRecord[]>();

  constructor(private readonly group: string) {
    this.base = `${group}/instances/i`;
  }

  async create(reset: string): Promise<void> {
    expect(await ask('POST', this.group, { id: 'i', 'auto.offset.reset': reset })).toMatchObject({ status: 200 });
  }

  async read(topic: string, query = ''): Promise<DraftRecord[]> {
    const answer = await ask('GET', `${this.base}/topics/${topic}${query}`);
    expect(answer).toMatchObject({ status: 200, type: DRAFT });
    const records = answer.body as DraftRecord[];
    this.records.set(topic, [...(this.records.get(topic) ?? []), ...records]);
    return records;
  }

  /** Reads until there are `count` records of the topic at least. */
  async readUntil(topic: string, count: number, query = ''): Promise<void> {
    do await this.read(topic, query);
    while ((this.records.get(topic)?.length ?? 0) < count);
  }

  /** Offsets that were read of a topic, by partition, in the order of reading. */
  offsetsOf(topic: string): number[][] {
    const records = this.records.get(topic) ?? [];
    return Array.from({ length: PARTITIONS }, (_, wanted) =>
      records.filter(({ partition }) => partition === wanted).map(({ offset }) => offset),
    );
  }

  /** The last offset of each partition that was read of, as a commit answers them. */
  lastOffsets(topics: readonly string[]): Committed[] {
    return topics.flatMap((topic) =>
      this.offsetsOf(topic).flatMap((offsets, partition) =>
        offsets.length > 0 ? [{ topic, partition, committed: offsets.at(-1) ?? 0 }] : [],
      ),
    );
  }

  async commit(): Promise<Committed[]> {
    const answer = await ask('POST', this.base);
    expect(answer).toMatchObject({ status: 200 });
    return (answer.body as Committed[]).map(({ topic, partition, committed }) => ({ topic, partition, committed }));
  }

  /** Commits after each read of a topic, until Kafka takes it. */
  async commitUntilAccepted(topic: string): Promise<void> {
    for (;;) {
      const answer = await ask('POST', this.base);
      if (answer.status === 200) return;
      expect(answer).toMatchObject({ status: 404, body: { error_code: 40401 } });
      await this.read(topic);
    }
  }

  async delete(): Promise<void> {
    expect(await ask('DELETE', this.base)).toMatchObject({ status: 204 });
  }
}

function ask(method: string, url: string, body?: unknown): Promise<Answer> {
  return send(method, url, body, { Accept: DRAFT, ...(body === undefined ? {} : { 'Content-Type': DRAFT }) });
}
