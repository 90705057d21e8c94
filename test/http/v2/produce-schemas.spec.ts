import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ProduceSettings } from '../../../src/config/settings.js';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { expectEnvelope } from '../../support/expect-response.js';
import { FakeAdminClient } from '../../support/fakes/admin.fake.js';
import { FakeProducerClient } from '../../support/fakes/producer.fake.js';
import { FakeSchemaRegistryClient } from '../../support/fakes/schema-registry.fake.js';

const USER = '{"type": "record", "name": "User", "namespace": "shop", "fields": [{"name": "name", "type": "string"}]}';
const INT = '{"name":"user_id"  ,"type": "int"   }';

/** What Kafka stores: a zero, the id, the payload. */
function wire(id: number, payload: string): string {
  const header = Buffer.alloc(5);
  header.writeInt32BE(id, 1);
  return header.toString('hex') + payload;
}

let app: TestApp;
let admin: FakeAdminClient;
let producer: FakeProducerClient;
let registry: FakeSchemaRegistryClient;
let topics = 0;
let topic = '';

async function start(produce: Partial<ProduceSettings> = {}): Promise<void> {
  admin = new FakeAdminClient();
  producer = new FakeProducerClient(admin);
  registry = new FakeSchemaRegistryClient();
  app = await createTestApp({ admin, producer, registry, settings: { produce } });
}

/** An application for the tests of a describe block, and a topic for each. */
function prepare(produce: Partial<ProduceSettings> = {}): void {
  beforeAll(() => start(produce));
  afterAll(() => app.close());

  beforeEach(() => {
    producer.clear();
    registry.down = false;
    registry.incompatible.clear();
    topic = `users-${topics++}`;
    admin.addTopic(topic, 2);
  });
}

function post(body: unknown, format = 'avro', path = `/topics/${topic}`): Promise<Response> {
  return fetch(app.url + path, {
    method: 'POST',
    headers: { 'content-type': `application/vnd.kafka.${format}.v2+json` },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

const stored = (partition = 0): (string | null)[][] =>
  producer
    .records(topic, partition)
    .map(({ key, value }) => [key?.toString('hex') ?? null, value?.toString('hex') ?? null]);

const avro = (records: object[], more: object = {}): object => ({ value_schema: USER, ...more, records });

describe('v2 produce with schemas', () => {
  prepare();

  it('registers a new schema under the topic and writes its id before each datum', async () => {
    const response = await post(
      avro([
        { value: { name: 'ann' }, partition: 0 },
        { value: { name: '' }, partition: 0 },
      ]),
    );
    expect(response.status).toBe(200);
    const { id } = await registry.schemaOf(`${topic}-value`, 1);
    expect(await response.json()).toMatchObject({
      offsets: [{ offset: 0 }, { offset: 1 }],
      key_schema_id: null,
      value_schema_id: id,
    });
    expect(stored()).toEqual([
      [null, wire(id, '06616e6e')],
      [null, wire(id, '00')],
    ]);
  });

  it('encodes keys by a schema of their own, wherever the schemas stand in the body', async () => {
    const records = '"records":[{"key" : 1 , "value": {"name": "testUser"}, "partition": 1}]';
    const response = await post(
      `{${records},"value_schema":${JSON.stringify(USER)},"key_schema":${JSON.stringify(INT)}}`,
    );
    const body = (await response.json()) as { key_schema_id: number; value_schema_id: number };
    expect(body.key_schema_id).not.toBe(body.value_schema_id);
    expect(await registry.schemaOf(`${topic}-key`, 1)).toMatchObject({ id: body.key_schema_id, schema: { text: INT } });
    expect(stored(1)).toEqual([[wire(body.key_schema_id, '02'), wire(body.value_schema_id, '107465737455736572')]]);
  });

  it('takes partition, headers and timestamps as with other formats', async () => {
    const record = {
      value: { name: 'a' },
      partition: 1,
      timestamp: 1000,
      headers: [{ name: 'h', value: 'aA==' }],
    };
    expect((await post(avro([record]))).status).toBe(200);
    expect(producer.records(topic, 1)).toMatchObject([{ timestamp: 1000, headers: [{ name: 'h' }] }]);
    expect((await post(avro([{ value: { name: 'b' } }]), 'avro', `/topics/${topic}/partitions/1`)).status).toBe(200);
    expect(stored(1)).toHaveLength(2);
  });

  it('asks the registry once for what it is told again and again', async () => {
    await post(avro([{ value: { name: 'a' } }]));
    registry.calls.length = 0;
    registry.down = true;
    expect((await post(avro([{ value: { name: 'b' } }]))).status).toBe(200);
    expect(registry.calls).toEqual([]);
  });

  it('encodes by the id of a schema that is registered under the subject', async () => {
    const id = registry.given(`${topic}-value`, { text: USER });
    const response = await post({ value_schema_id: id, records: [{ value: { name: 'a' }, partition: 0 }] });
    expect(await response.json()).toMatchObject({ value_schema_id: id });
    expect(stored()).toEqual([[null, wire(id, '0261')]]);
  });

  it('refuses the id of a schema of another subject, of another kind, or of none', async () => {
    const other = registry.given('other-value', { text: '"string"' });
    const proto = registry.given(`${topic}-value`, { type: 'PROTOBUF', text: 'message M {}' });
    const records = [{ value: 'x' }];
    expect(await expectEnvelope(await post({ value_schema_id: other, records }), 422, 42207)).toContain(
      `${topic}-value`,
    );
    expect(await expectEnvelope(await post({ value_schema_id: proto, records }), 422, 42207)).toContain('PROTOBUF');
    expect(await expectEnvelope(await post({ value_schema_id: 4711, records }), 422, 42207)).toContain('4711');
  });

  it('refuses two schemas for one side, and none where there are data', async () => {
    const records = [{ key: 1, value: { name: 'a' } }];
    const twice = await post({ value_schema: USER, value_schema_id: 1, key_schema: INT, records });
    expect(await expectEnvelope(twice, 400)).toContain('value_schema_id');
    expect(await expectEnvelope(await post({ value_schema: USER, records }), 422, 42201)).toBe(
      'Request includes keys but does not include key schema',
    );
    expect(await expectEnvelope(await post({ key_schema: INT, records }), 422, 42202)).toBe(
      'Request includes values but does not include value schema',
    );
    expect(stored()).toEqual([]);
  });

  it('writes tombstones, with a schema or without one', async () => {
    await post({ records: [{ value: null, partition: 0 }] });
    await post(avro([{ key: null, value: null, partition: 0 }, { partition: 0 }], { key_schema: INT }));
    expect(stored()).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ]);
  });

  it.each([
    ['a text that is no schema', 'avro', '{"type":', /^Invalid schema: /],
    ['a schema with a comma too many', 'avro', USER.replace('}]', ',}]'), /^Invalid schema: /],
    ['a type that does not exist', 'avro', '{"type":"record","name":"A","fields":[{"name":"a","type":"B"}]}', /B/],
    ['a JSON Schema that is none', 'jsonschema', '{"type":"nothing"}', /^Invalid schema: /],
    ['a file that is no protobuf', 'protobuf', 'massage M {}', /^Invalid schema: /],
    ['an import that is not there', 'protobuf', 'import "other.proto"; message M {}', /other\.proto/],
  ])('refuses %s, and does not register it', async (_, format, schema, reason) => {
    const response = await post({ value_schema: schema, records: [{ value: {} }] }, format);
    expect(await expectEnvelope(response, 422, 42205)).toMatch(reason);
    await expect(registry.schemaOf(`${topic}-value`, 'latest')).rejects.toMatchObject({ code: 'schema-not-found' });
  });

  it('names the place of a datum that does not fit; nothing is produced and nothing registered', async () => {
    const response = await post(avro([{ value: { name: 'a' } }, { value: { name: 7 } }]));
    expect(await expectEnvelope(response, 400)).toMatch(/^records\[1\]\.value\.name: /);
    expect(stored()).toEqual([]);
    await expect(registry.schemaOf(`${topic}-value`, 'latest')).rejects.toMatchObject({ code: 'schema-not-found' });
  });

  it('does not register the schema of a topic that does not exist', async () => {
    admin.brokerConfigs.set('auto.create.topics.enable', 'false');
    const response = await post(avro([{ value: { name: 'a' } }]), 'avro', '/topics/mispelt');
    await expectEnvelope(response, 404, 40401);
    await expect(registry.schemaOf('mispelt-value', 'latest')).rejects.toMatchObject({ code: 'schema-not-found' });
  });

  it('passes on why a schema is incompatible', async () => {
    registry.incompatible.add(`${topic}-value`);
    expect(await expectEnvelope(await post(avro([{ value: { name: 'a' } }])), 422, 42207)).toContain('incompatible');
    expect(stored()).toEqual([]);
  });

  it('answers 503 while the registry is down, and goes on when it is back', async () => {
    registry.down = true;
    const response = await post(avro([{ value: { name: 'a' } }]));
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
    await expectEnvelope(response, 503);
    registry.down = false;
    expect((await post(avro([{ value: { name: 'a' } }]))).status).toBe(200);
  });

  it.each([
    ['jsonschema', '{"type":"object","properties":{"n":{"type":"number"}}}', '{ "n": 1.10 }', '7b226e223a312e31307d'],
    ['protobuf', 'syntax = "proto3"; message M { int64 n = 1; }', '{"n":"-1"}', '0008ffffffffffffffffff01'],
    ['protobuf', 'syntax = "proto3"; message M { int64 n = 1; }', '{"n":9007199254740993}', '00088180808080808010'],
  ])('encodes %s', async (format, schema, datum, payload) => {
    const response = await post(
      `{"value_schema":${JSON.stringify(schema)},"records":[{"value":${datum},"partition":0}]}`,
      format,
    );
    expect(response.status).toBe(200);
    const { id } = await registry.schemaOf(`${topic}-value`, 1);
    expect(stored()).toEqual([[null, wire(id, payload)]]);
  });

  it('serves many requests with a new schema at once, one registration for all', async () => {
    registry.calls.length = 0;
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => post(avro([{ value: { name: String(i) }, partition: 0 }]))),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(registry.calls.filter((name) => name === 'register')).toHaveLength(1);
    expect(
      stored()
        .map(([, value]) =>
          Buffer.from(value ?? '', 'hex')
            .toString('latin1')
            .slice(6),
        )
        .sort(),
    ).toEqual(Array.from({ length: 20 }, (_, i) => String(i)).sort());
  });
});

describe('v2 produce with schemas, as configured,', () => {
  prepare({ keySubjectNameStrategy: 'record', valueSubjectNameStrategy: 'topic-record', nullIsTombstone: false });

  it('names subjects after records', async () => {
    await post(avro([{ key: { name: 'k' }, value: { name: 'a' } }], { key_schema: USER }));
    await expect(registry.schemaOf('shop.User', 1)).resolves.toBeDefined();
    await expect(registry.schemaOf(`${topic}-shop.User`, 1)).resolves.toBeDefined();
    const nameless = await post({ key_schema: INT, value_schema: USER, records: [{ value: { name: 'a' } }] });
    expect(await expectEnvelope(nameless, 422, 42205)).toContain('key.subject.name.strategy');
  });

  it('takes a null for a datum where there is a schema', async () => {
    expect(await expectEnvelope(await post(avro([{ value: null }])), 400)).toMatch(/^records\[0\]\.value: /);
    const nullable = `["null",${USER}]`;
    const strategies = await post({ value_schema: nullable, records: [{ value: null }] });
    await expectEnvelope(strategies, 422, 42205);
    await post({ records: [{ value: null, partition: 0 }] });
    expect(stored()).toEqual([[null, null]]);
  });
});
