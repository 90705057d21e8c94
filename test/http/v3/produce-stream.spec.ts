import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { FakeAdminClient } from '../../support/fakes/admin.fake.js';
import { FakeProducerClient } from '../../support/fakes/producer.fake.js';
import { RecordStream } from '../../support/record-stream.js';
import type { SettingsChange } from '../../support/test-settings.js';

describe('a stream of records', () => {
  let app: TestApp;
  let producer: FakeProducerClient;

  async function start(settings: SettingsChange = {}): Promise<void> {
    const admin = new FakeAdminClient();
    admin.addTopic('t', 3);
    producer = new FakeProducerClient(admin);
    app = await createTestApp({ admin, producer, settings });
  }

  beforeEach(() => start());
  afterEach(() => app.close());

  const open = (topic = 't', cluster = 'fake-cluster', mount = ''): RecordStream =>
    new RecordStream(`${app.url}${mount}/v3/clusters/${cluster}/topics/${topic}/records`);

  const receiptsOf = async (text: string | Buffer, topic = 't'): Promise<object[]> => {
    const stream = open(topic);
    await stream.send(text);
    stream.end();
    return stream.ended();
  };

  const json = (data: unknown): string => JSON.stringify({ partition_id: 0, value: { type: 'JSON', data } });
  const stored = (partition = 0): (string | null)[] =>
    producer.records('t', partition).map(({ value }) => value?.toString() ?? null);

  it('answers a record while the request goes on', async () => {
    const stream = open();
    await stream.send('{"partition_id":1,"key":{"type":"STRING","data":"k"},"value":{"type":"JSON","data":{"a": 1}},');
    await stream.send('"timestamp":"2023-05-16T18:20:51.844Z"}');
    await stream.received(1);
    expect(stream.status).toBe(200);
    expect(stream.receipts).toEqual([
      {
        error_code: 200,
        cluster_id: 'fake-cluster',
        topic_name: 't',
        partition_id: 1,
        offset: 0,
        timestamp: '2023-05-16T18:20:51.844Z',
        key: { type: 'STRING', size: 1 },
        value: { type: 'JSON', size: 7 },
      },
    ]);
    await stream.send(json(2));
    await stream.received(2);
    stream.end();
    expect(await stream.ended()).toHaveLength(2);
    expect([stored(1), stored(0)]).toEqual([['{"a":1}'], ['2']]);
  });

  it.each([
    ['behind one another', (records: string[]) => records.join('')],
    ['with white space between', (records: string[]) => ` \r\n${records.join('\n\t ')}\n`],
  ])('reads objects %s, cut anywhere', async (_name, join) => {
    const records = [json('ä"}\\'), json('{"['), json([{ b: '\u20ac' }]), '{}', json('x'.repeat(300))];
    const text = Buffer.from(join(records));
    for (const size of [1, 2, 7, 64, text.length]) {
      producer.clear();
      const stream = open();
      for (let at = 0; at < text.length; at += size) await stream.send(text.subarray(at, at + size));
      stream.end();
      const receipts = await stream.ended();
      expect(receipts.map(({ error_code }) => error_code)).toEqual([200, 200, 200, 200, 200]);
      expect(stored()).toEqual(
        expect.arrayContaining(['"ä\\"}\\\\"', '"{\\"["', '[{"b":"€"}]', `"${'x'.repeat(300)}"`]),
      );
    }
  });

  it('stores binary, JSON and text data, nothing where there is nothing, and headers in order', async () => {
    const records = [
      { partition_id: 0, key: { type: 'BINARY', data: 'AAE=' }, value: { type: 'STRING', data: 'ä \u20ac"' } },
      { partition_id: 0, key: null, value: { type: 'JSON', data: null } },
      { partition_id: 0, headers: ['b', 'a', 'b'].map((name, i) => ({ name, value: i === 1 ? null : 'AQ==' })) },
    ];
    const receipts = await receiptsOf(records.map((record) => JSON.stringify(record)).join(''));
    expect(receipts).toMatchObject([
      { key: { type: 'BINARY', size: 2 }, value: { type: 'STRING', size: 7 } },
      { value: { type: 'JSON', size: -1 } },
      { error_code: 200 },
    ]);
    expect(receipts[2]).not.toHaveProperty('value');
    const [first, second, third] = producer.records('t', 0);
    expect([first?.key?.toString('hex'), first?.value?.toString()]).toEqual(['0001', 'ä €"']);
    expect([second?.key, second?.value]).toEqual([null, null]);
    expect(third?.headers.map(({ name, value }) => [name, value?.toString('hex') ?? null])).toEqual([
      ['b', '01'],
      ['a', null],
      ['b', '01'],
    ]);
  });

  it.each([
    ['{"value":{"type":"JSON"}}', 'value.data: missing'],
    [
      '{"value":{"type":"XML","data":1}}',
      'value.type: must be one of BINARY, JSON, STRING, AVRO, JSONSCHEMA, PROTOBUF',
    ],
    ['{"value":{"type":"BINARY","data":"*"}}', 'value.data: not base64'],
    ['{"value":{"type":"STRING","data":1}}', 'value.data: must be a string'],
    ['{"value":1}', 'value: must be an object'],
    ['{"valu":{}}', 'Unrecognized field: valu'],
    ['{"value":{"type":"JSON","data":1,"x":1}}', 'Unrecognized field: x (in value)'],
    ['{"partition_id":"1"}', 'partition_id: must be an integer'],
    ['{"timestamp":"yesterday"}', 'timestamp: must be'],
    ['{"timestamp":1684261251844}', 'timestamp: must be'],
    ['{"headers":[{"value":""}]}', 'headers[0].name: missing'],
    ['{"id":"a"}', 'Unrecognized field: id'],
    ['{"value":{"type":"JSON","schema":"x","data":1}}', "'type=JSON' cannot be used with 'schema'."],
    ['{"value":{"type":"JSON","subject":"x","data":1}}', "'type=JSON' cannot be used with 'subject'."],
    ['{"value":{"schema_id":1,"schema_version":1,"data":1}}', "Only one of 'schema_id', 'schema_version' or 'schema'"],
    [
      '{"value":{"subject":"s","subject_name_strategy":"TOPIC_NAME","data":1}}',
      "Only one of 'subject_name_strategy' or 'subject' can be used.",
    ],
    ['{"value":{"type":"AVRO","schema_id":1,"data":1}}', "'schema_id=1' cannot be used with 'serializer'."],
    ['{"value":{"type":"AVRO","data":1}}', "'schema_version=latest' cannot be used with 'serializer'."],
  ])('answers %s with what is wrong, and goes on', async (record, message) => {
    const receipts = await receiptsOf(json(1) + record + json(2));
    expect(receipts).toMatchObject([{ error_code: 200 }, { error_code: 400 }, { error_code: 200 }]);
    expect((receipts[1] as { message: string }).message).toContain(message);
    expect(stored()).toEqual(['1', '2']);
  });

  it.each([
    ['[{"value":null}]', 'not an array'],
    ['"text"', 'records are JSON objects'],
    ['{"a":}', 'unexpected byte 5'],
    ['{"a":"\u0000"}', 'unexpected byte'],
    [`{"value":{"type":"JSON","data":${'['.repeat(80)}1${']'.repeat(80)}}}`, 'nested too deep'],
    [Buffer.from('7b2261223a22ff227d', 'hex').toString('latin1'), 'not valid UTF-8'],
  ])('ends where the text is no JSON: %j', async (broken, message) => {
    const receipts = await receiptsOf(
      Buffer.concat([Buffer.from(json(1)), Buffer.from(broken, 'latin1'), Buffer.from(json(2))]),
    );
    expect(receipts).toMatchObject([{ error_code: 200 }, { error_code: 400 }]);
    expect((receipts[1] as { message: string }).message).toContain(message);
    expect(stored()).toEqual(['1']);
  });

  it('says when the body ends in the middle of an object', async () => {
    expect(await receiptsOf(`${json(1)}{"value":`)).toMatchObject([
      { error_code: 200 },
      { error_code: 400, message: expect.stringContaining('ends in the middle of an object') as unknown },
    ]);
  });

  it('answers each record of a topic or partition that there is not, and the others', async () => {
    expect(await receiptsOf(json(1), 'missing')).toMatchObject([{ error_code: 40401 }]);
    const receipts = await receiptsOf(`${json(1)}{"partition_id":3}${json(2)}{"partition_id":-1}${json(3)}`);
    expect(receipts.map((receipt) => (receipt as { error_code: number }).error_code)).toEqual([
      200, 40402, 200, 40402, 200,
    ]);
    expect(stored()).toEqual(['1', '2', '3']);
  });

  it('needs a registry for data with a schema', async () => {
    const record = JSON.stringify({ value: { type: 'AVRO', schema: '"string"', data: 'x' } });
    expect(await receiptsOf(record + json(1))).toMatchObject([
      { error_code: 422, message: expect.stringContaining('Error: 42206 : ') as unknown },
      { error_code: 200 },
    ]);
  });

  it('refuses before it begins: another cluster, another type, no body', async () => {
    const stream = open('t', 'another');
    stream.end(json(1));
    expect([(await stream.ended())[0], stream.status]).toMatchObject([{ error_code: 404 }, 404]);
    const typed = new RecordStream(`${app.url}/v3/clusters/fake-cluster/topics/t/records`, {
      'Content-Type': 'text/plain',
    });
    typed.end(json(1));
    expect([(await typed.ended())[0], typed.status]).toMatchObject([{ error_code: 415 }, 415]);
    const empty = open();
    empty.end('  ');
    expect([(await empty.ended())[0], empty.status]).toMatchObject([{ error_code: 422 }, 422]);
  });

  it('is served below /kafka too', async () => {
    const stream = open('t', 'fake-cluster', '/kafka');
    stream.end(json(1));
    expect(await stream.ended()).toMatchObject([{ error_code: 200 }]);
  });

  it('keeps records in order while earlier ones wait for Kafka', async () => {
    const release = producer.hold();
    const stream = open();
    for (let i = 0; i < 5; i++) await stream.send(json(i));
    stream.end('{"partition_id":"x"}');
    release();
    const receipts = await stream.ended();
    expect(receipts.map(({ offset, error_code }) => offset ?? error_code)).toEqual([0, 1, 2, 3, 4, 400]);
  });

  it('ends an object that is too large, an idle stream and one that lasts too long', async () => {
    await app.close();
    await start({ streams: { recordMaxBytes: 1000, graceMs: 50 } });
    const large = open();
    await large.send(json(1) + json('x'.repeat(2000)).slice(0, 1500));
    expect((await large.ended()).map(({ error_code }) => error_code)).toEqual([200, 400]);
    await app.close();
    await start({ streams: { idleMs: 50, graceMs: 50 } });
    const idle = open();
    await idle.send(json(1));
    expect((await idle.ended()).map(({ error_code }) => error_code)).toEqual([200, 408]);
    await app.close();
    await start({ streams: { maxDurationMs: 50, graceMs: 50 } });
    const long = open();
    expect((await long.ended()).map(({ error_code }) => error_code)).toEqual([408]);
  });

  it('ends at a shutdown with the receipts of what was read', async () => {
    const stream = open();
    await stream.send(json(1));
    await stream.received(1);
    const release = producer.hold();
    await stream.send(json(2));
    while (stored().length < 2) await new Promise((resolve) => setImmediate(resolve));
    app.drain.close();
    release();
    expect((await stream.ended()).map(({ error_code }) => error_code)).toEqual([200, 200]);
    expect(stream.failure).toBeNull();
  });

  it('survives clients that go away', async () => {
    const stream = open();
    await stream.send(json(1));
    await stream.received(1);
    const release = producer.hold();
    await stream.send(json(2));
    stream.abort();
    release();
    expect(await receiptsOf(json(3))).toMatchObject([{ error_code: 200 }]);
    expect(app.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('stops reading from a client that does not take its receipts', async () => {
    await app.close();
    await start({ streams: { recordsInFlight: 100 } });
    const stream = open();
    await stream.send(json(0));
    await stream.received(1);
    const readOn = stream.stopReading();
    const batch = json(1).repeat(500);
    const written = (async () => {
      for (let i = 0; i < 200; i++) await stream.send(batch);
    })();
    // Both ends are in this process: what can still move does so within a few turns of its event loop.
    const inKafka = (): number => producer.records('t').length;
    for (let still = 0, before = -1; still < 1_000; still++) {
      if (before !== inKafka()) still = 0;
      before = inKafka();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(inKafka()).toBeLessThan(60_000);
    readOn();
    await written;
    stream.end();
    expect(await stream.ended()).toHaveLength(100_001);
  });
});
