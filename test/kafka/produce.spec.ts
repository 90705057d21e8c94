import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Kafka from 'node-rdkafka';
import { createApp, type Gateway } from '../../src/app.js';
import { settingsFrom } from '../../src/config/resolve.js';
import { AdminClient } from '../../src/kafka/admin.client.js';
import { ConsumerClientFactory } from '../../src/kafka/consumer.client.js';
import type { RecordBatch } from '../../src/kafka/record.js';
import { expectEnvelope } from '../support/expect-response.js';
import { readTopic } from '../support/independent-reader.js';
import { kafkaCluster } from '../support/kafka-cluster.js';
import { partitionOfKey } from '../support/murmur2.js';
import { RecordingListener, silentLog, uniqueName } from '../support/native-clients.js';

interface Produced {
  offsets: { partition: number; offset: number; error_code: number | null; error: string | null }[];
}

describe('produce over HTTP, on Kafka', () => {
  const servers = kafkaCluster().bootstrapServers;
  let gateway: Gateway;
  let url: string;

  beforeAll(async () => {
    ({ gateway, url } = await start({ 'bootstrap.servers': servers }));
  });

  afterAll(async () => {
    await gateway.close();
  });

  async function start(properties: Record<string, string>): Promise<{ gateway: Gateway; url: string }> {
    const settings = settingsFrom({ listeners: 'http://127.0.0.1:0', 'shutdown.drain.ms': '0', ...properties });
    const opened = await createApp(settings, { log: silentLog });
    const [first = ''] = await opened.listen();
    return { gateway: opened, url: first };
  }

  async function createTopic(partitions = 3): Promise<string> {
    const name = uniqueName('http-produced');
    const [outcome] = await gateway.nest.get(AdminClient).createTopics([{ name, partitions, replicationFactor: 1 }]);
    expect(outcome?.error).toBeUndefined();
    return name;
  }

  function post(path: string, records: unknown, format = 'json', base = url): Promise<Response> {
    return fetch(base + path, {
      method: 'POST',
      headers: { 'content-type': `application/vnd.kafka.${format}.v2+json` },
      body: typeof records === 'string' ? records : JSON.stringify({ records }),
    });
  }

  async function produced(response: Promise<Response>): Promise<Produced['offsets']> {
    const answer = await response;
    expect(answer.status).toBe(200);
    const { offsets } = (await answer.json()) as Produced;
    expect(offsets.filter(({ error }) => error !== null)).toEqual([]);
    return offsets;
  }

  it('stores JSON as it was sent, compact', async () => {
    const topic = await createTopic(1);
    const cases: [string, string | null][] = [
      [
        '{ "b" : [ 1.0 , 1e3, -0, 12345678901234567890, 0.10 ] ,\n "1":2, "1" : 3 }',
        '{"b":[1.0,1e3,-0,12345678901234567890,0.10],"1":2,"1":3}',
      ],
      ['"é\\u00e9\\/ \\" \\ud800 \\ud83d\\ude00"', '"éé/ \\" \\ud800 😀"'],
      ['null', null],
      ['""', '""'],
      [`"${'y'.repeat(100_000)}"`, `"${'y'.repeat(100_000)}"`],
      ['false', 'false'],
    ];
    await produced(
      post(`/topics/${topic}`, `{"records":[${cases.map(([sent]) => `{"key":${sent},"value":${sent}}`).join()}]}`),
    );
    const rows = await readTopic(servers, topic, 1, cases.length);
    expect(rows.map(({ key, value }) => [key, value])).toEqual(cases.map(([, stored]) => [stored, stored]));
  });

  it('stores the bytes of base64, empty ones too, and tombstones', async () => {
    const topic = await createTopic(1);
    const base64 = (text: string): string => Buffer.from(text).toString('base64');
    const records = [
      { key: base64('k'), value: base64('value') },
      { key: '', value: '' },
      { key: base64('gone'), value: null },
      { value: base64('no key') },
    ];
    await produced(post(`/topics/${topic}`, records, 'binary'));
    const rows = await readTopic(servers, topic, 1, 4);
    expect(rows.map(({ key, value }) => [key, value])).toEqual([
      ['k', 'value'],
      ['', ''],
      ['gone', null],
      [null, 'no key'],
    ]);
  });

  it('puts records where the Java client puts them, or where they or the path say', async () => {
    const topic = await createTopic(3);
    const keys = Array.from({ length: 20 }, (_, i) => `user-${i}`);
    const byKey = await produced(
      post(
        `/topics/${topic}`,
        keys.map((key) => ({ key, value: 1 })),
      ),
    );
    expect(byKey.map(({ partition }) => partition)).toEqual(
      keys.map((key) => partitionOfKey(Buffer.from(JSON.stringify(key)), 3)),
    );
    const records = [
      { key: 'a', value: 1 },
      { value: 2, partition: 0 },
      { value: 3, partition: null },
    ];
    const byPath = await produced(post(`/topics/${topic}/partitions/2`, records));
    expect(byPath.map(({ partition }) => partition)).toEqual([2, 0, 2]);
  });

  it('keeps the order of a thousand records in each partition, and answers in their order', async () => {
    const topic = await createTopic(3);
    const records = Array.from({ length: 1000 }, (_, i) => ({
      value: i,
      ...(i % 3 ? { key: i % 11 } : { partition: 1 }),
    }));
    const offsets = await produced(post(`/topics/${topic}`, records));
    const rows = await readTopic(servers, topic, 3, 1000);
    const stored = new Map(rows.map((row) => [`${row.partition}@${row.offset}`, Number(row.value)]));
    expect(offsets.map(({ partition, offset }) => stored.get(`${partition}@${offset}`))).toEqual(
      records.map((_, i) => i),
    );
    for (const partition of [0, 1, 2]) {
      const values = rows.filter((row) => row.partition === partition).map((row) => Number(row.value));
      expect(values).toEqual([...values].sort((a, b) => a - b));
    }
  });

  it('stores timestamps and headers', async () => {
    const topic = await createTopic(1);
    const at = Date.UTC(2026, 0, 2, 3, 4, 5, 6);
    await produced(
      post(`/topics/${topic}`, [
        {
          value: 1,
          timestamp: at,
          headers: [
            { name: 'a', value: 'AAE=' },
            { name: 'a', value: 'Yg==' },
          ],
        },
        { value: 2, timestamp: new Date(at + 1).toISOString() },
        { value: 3, timestamp: 1 },
      ]),
    );
    const rows = await readTopic(servers, topic, 1, 3);
    expect(rows.map(({ timestamp }) => timestamp)).toEqual([at, at + 1, 1]);
    expect(rows.map(({ headers }) => headers)).toEqual([
      [
        { name: 'a', value: '\0\u0001' },
        { name: 'a', value: 'b' },
      ],
      [],
      [],
    ]);
  });

  it('tells a header without a value from an empty one', async () => {
    const topic = await createTopic(1);
    const headers = [{ name: 'null', value: null }, { name: 'absent' }, { name: 'empty', value: '' }];
    await produced(post(`/topics/${topic}`, [{ value: 1, headers }]));
    const listener = new RecordingListener();
    // the independent reader shows both as empty
    const consumer = gateway.nest
      .get(ConsumerClientFactory)
      .open({ groupId: uniqueName('headers'), properties: {} }, listener);
    try {
      consumer.assign([{ topic, partition: 0, offset: 0 }]);
      let batch: RecordBatch | null = null;
      await listener.until(() => (batch = consumer.poll(1, true)) !== null);
      expect(batch).toMatchObject({
        headers: [
          [
            { name: 'null', value: null },
            { name: 'absent', value: null },
            { name: 'empty', value: Buffer.alloc(0) },
          ],
        ],
      });
    } finally {
      await consumer.close();
    }
  });

  it('writes nothing of a request with one bad record', async () => {
    const topic = await createTopic(1);
    await expectEnvelope(await post(`/topics/${topic}`, [{ value: 'QQ==' }, { value: '?' }], 'binary'), 400);
    await produced(post(`/topics/${topic}`, [{ value: 'the first' }]));
    expect((await readTopic(servers, topic, 1, 1)).map(({ value }) => value)).toEqual(['"the first"']);
  });

  it('writes the records of many requests at once, each once', async () => {
    const topic = await createTopic(3);
    const answers = await Promise.all(
      Array.from({ length: 80 }, (_, i) =>
        produced(
          post(
            `/topics/${topic}`,
            Array.from({ length: 25 }, (__, k) => ({ value: `${i}-${k}` })),
          ),
        ),
      ),
    );
    const rows = await readTopic(servers, topic, 3, 2000);
    const stored = new Map(rows.map((row) => [`${row.partition}@${row.offset}`, row.value]));
    answers.forEach((offsets, i) =>
      offsets.forEach(({ partition, offset }, k) => expect(stored.get(`${partition}@${offset}`)).toBe(`"${i}-${k}"`)),
    );
  });

  it('answers 40402 for a partition that does not exist, and finds it once it was added', async () => {
    const topic = await createTopic(1);
    await produced(post(`/topics/${topic}/partitions/0`, [{ value: 1 }]));
    await expectEnvelope(await post(`/topics/${topic}/partitions/2`, [{ value: 1 }]), 404, 40402);
    await addPartitions(topic, 3);
    // a refusal holds for a second at most, and brokers take their time to hear of new partitions
    let response = await post(`/topics/${topic}/partitions/2`, [{ value: 'new' }]);
    while (response.status === 404) response = await post(`/topics/${topic}/partitions/2`, [{ value: 'new' }]);
    const offsets = await produced(Promise.resolve(response));
    expect(offsets).toEqual([{ partition: 2, offset: 0, error_code: null, error: null }]);
  });

  it('answers 40401 for a topic that does not exist, or creates it, as the brokers are set', async () => {
    const setting = await gateway.nest.get(AdminClient).describeBrokerConfig('auto.create.topics.enable');
    const response = await post(`/topics/${uniqueName('unknown')}`, [{ value: 1 }]);
    if (setting === 'true') expect(response.status).toBe(200);
    else await expectEnvelope(response, 404, 40401);
  });

  it.each(['a%20b', 'caf%C3%A9', 'a%2Fb'])(
    'does not find the topic %s, a name that Kafka does not allow',
    async (name) => {
      await expectEnvelope(await post(`/topics/${name}`, [{ value: 1 }]), 404, 40401);
    },
  );

  it('never creates a topic when it is set not to', async () => {
    const own = await start({ 'bootstrap.servers': servers, 'topics.auto.create': 'false' });
    try {
      const topic = uniqueName('unwanted');
      await expectEnvelope(await post(`/topics/${topic}`, [{ value: 1 }], 'json', own.url), 404, 40401);
      expect(await gateway.nest.get(AdminClient).listTopics()).not.toContain(topic);
    } finally {
      await own.gateway.close();
    }
  });

  it('answers 50302 with Retry-After when no broker can be reached', async () => {
    const own = await start({ 'bootstrap.servers': '127.0.0.1:9' });
    try {
      const response = await post('/topics/any', [{ value: 1 }], 'json', own.url);
      expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
      await expectEnvelope(response, 503, 50302);
    } finally {
      await own.gateway.close();
    }
  });

  async function addPartitions(topic: string, total: number): Promise<void> {
    const admin = Kafka.AdminClient.create({ 'bootstrap.servers': servers });
    try {
      await new Promise<void>((resolve, reject) => {
        admin.createPartitions(topic, total, (error) => (error ? reject(new Error(error.message)) : resolve()));
      });
    } finally {
      admin.disconnect();
    }
  }
});
