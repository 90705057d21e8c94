import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HttpConsumer } from '../../support/consumer-http.js';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { FakeAdminClient } from '../../support/fakes/admin.fake.js';
import { FakeConsumerClientFactory } from '../../support/fakes/consumer.fake.js';
import { FakeSchemaRegistryClient } from '../../support/fakes/schema-registry.fake.js';

const AVRO = 'application/vnd.kafka.avro.v2+json';
const USER = '{"type":"record","name":"User","fields":[{"name":"name","type":["null","string"]}]}';

/** What Kafka holds: a zero, the id, the payload in hexadecimal. */
function wire(id: number, payload: string): Buffer {
  const header = Buffer.alloc(5);
  header.writeInt32BE(id, 1);
  return Buffer.concat([header, Buffer.from(payload, 'hex')]);
}

/** A user called by one letter. */
const user = (id: number, letter: string): Buffer => wire(id, `0202${Buffer.from(letter).toString('hex')}`);

describe('v2 records with schemas', () => {
  let app: TestApp;
  let registry: FakeSchemaRegistryClient;
  let id = 0;

  beforeEach(async () => {
    const admin = new FakeAdminClient();
    registry = new FakeSchemaRegistryClient();
    const consumers = new FakeConsumerClientFactory(admin);
    app = await createTestApp({ admin, consumers, registry, settings: { consumers: { requestTimeoutMs: 50 } } });
    app.consumers.addTopic('t');
    id = registry.given('t-value', { text: USER });
  });

  afterEach(() => app.close());

  /** An instance that is subscribed to t. */
  async function reader(options: Record<string, unknown> = {}): Promise<HttpConsumer> {
    const consumer = await HttpConsumer.create(app.url, 'g', { format: 'avro', ...options });
    await consumer.subscribe('t');
    return consumer;
  }

  const get = (consumer: HttpConsumer, query = '') =>
    consumer.send('GET', `/records${query}`, undefined, { Accept: AVRO });
  const values = async (consumer: HttpConsumer, query = '?timeout=60000') =>
    (await consumer.read(query, AVRO)).map(({ value }) => value);
  const names = async (consumer: HttpConsumer, query?: string) =>
    ((await values(consumer, query)) as { name: { string: string } }[]).map(({ name }) => name.string);
  const refused = (offset: number, reason: string) => ({
    status: 408,
    body: {
      error_code: 40801,
      message: expect.stringMatching(new RegExp(`offset ${offset}\\b.*${reason}`)) as unknown,
    },
  });

  it('come as the JSON of the schema that each key and value names', async () => {
    const key = registry.given('t-key', { type: 'PROTOBUF', text: 'syntax = "proto3"; message K { int64 n = 1; }' });
    const other = registry.given('t-value', { type: 'JSON', text: 'true' });
    app.consumers.append(
      't',
      { key: wire(key, '0008ffffffffffffffff7f'), value: user(id, 'a') },
      { value: wire(other, Buffer.from('{ "n": 1.10 }').toString('hex')) },
      { value: null },
    );
    const answer = await get(await reader());
    expect(answer).toMatchObject({ status: 200, type: AVRO });
    expect(answer.text).toBe(
      '[{"key":{"n":"9223372036854775807"},"value":{"name":{"string":"a"}},"partition":0,"offset":0,"topic":"t"},' +
        '{"key":null,"value":{"n":1.10},"partition":0,"offset":1,"topic":"t"},' +
        '{"key":null,"value":null,"partition":0,"offset":2,"topic":"t"}]',
    );
  });

  it('may be read as any of the formats with schemas, whichever the instance has', async () => {
    app.consumers.append('t', { value: user(id, 'a') });
    for (const format of ['avro', 'jsonschema', 'protobuf']) {
      const consumer = await reader({ name: format, format });
      for (const asked of ['avro', 'jsonschema', 'protobuf']) {
        await consumer.seek({ partitions: [] }, '/beginning');
        const type = `application/vnd.kafka.${asked}.v2+json`;
        expect(await consumer.read('?timeout=60000', type)).toMatchObject([{ value: { name: { string: 'a' } } }]);
      }
      const json = await consumer.send('GET', '/records', undefined, { Accept: 'application/vnd.kafka.json.v2+json' });
      expect(json).toMatchObject({ status: 406, body: { error_code: 40601 } });
      expect(await consumer.send('GET', '/records?timeout=1')).toMatchObject({
        type: `application/vnd.kafka.${format}.v2+json`,
      });
      await consumer.delete();
    }
  });

  it('fetch a schema once', async () => {
    app.consumers.append('t', ...['a', 'b', 'c'].map((letter) => ({ value: user(id, letter) })));
    const consumer = await reader();
    expect(await names(consumer)).toEqual(['a', 'b', 'c']);
    registry.down = true;
    app.consumers.append('t', { value: user(id, 'd') });
    expect(await names(consumer)).toEqual(['d']);
    expect(registry.calls.filter((name) => name === 'schemaById')).toHaveLength(1);
  });

  it.each([
    ['without a schema', () => Buffer.from('plain text'), 'does not begin with a zero'],
    ['with a schema that the registry does not know', () => wire(4711, '00'), 'schema 4711'],
    ['with a schema that cannot be used', () => wire(registry.given('bad', { text: '{' }), '00'), 'cannot be used'],
    ['that do not fit their schema', () => wire(id, '0206'), `does not fit its schema`],
  ])('%s are reported once, and spoil nothing else', async (_, value, reason) => {
    app.consumers.append('t', { value: user(id, 'a') }, { value: value() }, { value: user(id, 'b') });
    const consumer = await reader();
    expect(await names(consumer)).toEqual(['a']);
    expect(await get(consumer, '?timeout=60000')).toMatchObject(refused(1, reason));
    expect(await names(consumer)).toEqual(['b']);
  });

  it('that cannot be decoded come as base64, key and value, for on_error=raw', async () => {
    app.consumers.append('t', { key: user(id, 'k'), value: 'text' }, { value: user(id, 'a') });
    expect(await (await reader()).read('?timeout=60000&on_error=raw', AVRO)).toMatchObject([
      {
        key: user(id, 'k').toString('base64'),
        value: Buffer.from('text').toString('base64'),
        error: expect.stringMatching(/^the value does not begin .*; key and value are base64$/) as unknown,
      },
      { value: { name: { string: 'a' } } },
    ]);
  });

  it('stay in line while their schema cannot be looked up, whatever is to be done with others', async () => {
    registry.down = true;
    app.consumers.append('t', { value: user(id, 'a') }, { value: user(id, 'b') });
    const consumer = await reader({ 'auto.commit.enable': 'false' });
    for (const query of ['', '&on_error=skip', '&on_error=raw', '&on_error=stop']) {
      expect(await get(consumer, `?timeout=60000${query}`)).toMatchObject(refused(0, 'cannot be looked up'));
    }
    expect(await consumer.commit()).toEqual([]);
    registry.down = false;
    expect(await names(consumer)).toEqual(['a', 'b']);
  });

  it('that are readable come before the complaint about those that are not', async () => {
    app.consumers.append('t', { value: user(id, 'a') });
    const consumer = await reader();
    expect(await names(consumer)).toEqual(['a']);
    registry.down = true;
    const unknown = registry.given('t-value', { text: USER.replace('User', 'Later') });
    app.consumers.append('t', { value: user(id, 'b') }, { value: user(unknown, 'c') }, { value: user(id, 'd') });
    expect(await names(consumer)).toEqual(['b']);
    expect(await get(consumer, '?timeout=60000')).toMatchObject(refused(2, 'cannot be looked up'));
    registry.down = false;
    expect(await names(consumer)).toEqual(['c', 'd']);
  });

  it('count by the bytes of their JSON for max_bytes, and none is lost', async () => {
    app.consumers.append('t', ...['a', 'b', 'c', 'd', 'e'].map((letter) => ({ value: user(id, letter) })));
    const consumer = await reader();
    expect(await names(consumer, '?timeout=60000&max_bytes=50')).toEqual(['a', 'b']);
    expect(await names(consumer, '?timeout=60000&max_bytes=1')).toEqual(['c']);
    expect(await names(consumer, '?timeout=60000')).toEqual(['d', 'e']);
  });

  it('carry headers and timestamps when asked, also those fetched before', async () => {
    app.consumers.append('t', ...['a', 'b'].map((letter) => ({ value: user(id, letter), timestamp: 5 })));
    const consumer = await reader();
    expect(await names(consumer, '?timeout=60000&max_bytes=1')).toEqual(['a']);
    const records = await consumer.read('?timeout=60000&include=timestamp', AVRO);
    expect(records).toMatchObject([{ value: { name: { string: 'b' } }, timestamp: 5 }]);
  });

  it('read before a seek are not shown behind it, though their schema came later', async () => {
    app.consumers.append('t', { value: user(id, 'a') }, { value: user(id, 'b') });
    const consumer = await reader();
    const { asked, release } = registry.hold();
    const waiting = names(consumer);
    await asked;
    await consumer.seek({ offsets: [{ topic: 't', partition: 0, offset: 1 }] });
    release();
    expect(await waiting).toEqual(['b']);
  });
});
