import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Answer, send } from '../../support/consumer-http.js';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { FakeAdminClient } from '../../support/fakes/admin.fake.js';
import { FakeProducerClient } from '../../support/fakes/producer.fake.js';
import { FakeSchemaRegistryClient } from '../../support/fakes/schema-registry.fake.js';

const V1 = 'application/vnd.kafka.v1+json';
const BINARY = 'application/vnd.kafka.binary.v1+json';
const JSON_V1 = 'application/vnd.kafka.json.v1+json';
const AVRO = 'application/vnd.kafka.avro.v1+json';

describe('v1 produce', () => {
  let app: TestApp;
  const admin = new FakeAdminClient();
  const producer = new FakeProducerClient(admin);
  const registry = new FakeSchemaRegistryClient();
  let topics = 0;
  let topic = '';

  beforeAll(async () => {
    app = await createTestApp({ admin, producer, registry });
  });

  afterAll(() => app.close());

  beforeEach(() => {
    producer.clear();
    topic = `orders-${topics++}`;
    admin.addTopic(topic, 3);
  });

  const post = (
    body: string,
    headers: Record<string, string> = { 'Content-Type': JSON_V1 },
    path = `/topics/${topic}`,
  ): Promise<Answer> => send('POST', app.url + path, body, headers);

  const values = (partition = 0): (string | null)[] =>
    producer.records(topic, partition).map(({ value }) => value?.toString() ?? null);

  it('answers partition and offset of each record in the general type', async () => {
    expect(await post('{"records":[{"value":{"a":1.10},"partition":1},{"value":null,"partition":1}]}')).toMatchObject({
      status: 200,
      type: V1,
      text:
        '{"offsets":[{"partition":1,"offset":0,"error_code":null,"error":null},' +
        '{"partition":1,"offset":1,"error_code":null,"error":null}],"key_schema_id":null,"value_schema_id":null}',
    });
    expect(values(1)).toEqual(['{"a":1.10}', null]);
  });

  it.each([
    ['the binary type', { 'Content-Type': BINARY }],
    ['the general type', { 'Content-Type': V1 }],
    ['a parameter', { 'Content-Type': `${BINARY}; charset=utf-8` }],
  ])('reads base64 with %s', async (_, headers) => {
    expect(await post('{"records":[{"value":"S2Fma2E=","partition":0}]}', headers)).toMatchObject({ status: 200 });
    expect(values()).toEqual(['Kafka']);
  });

  it('reads application/json in the configured format, for a client that asks for v1', async () => {
    const headers = { 'Content-Type': 'application/json', Accept: V1 };
    expect(await post('{"records":[{"value":[1],"partition":0}]}', headers)).toMatchObject({ status: 200, type: V1 });
    expect(values()).toEqual(['[1]']);
  });

  it('writes to the partition of the path, with or without a slash behind it', async () => {
    for (const path of [`/topics/${topic}/partitions/2`, `/topics/${topic}/partitions/2/`]) {
      expect(await post('{"records":[{"value":1}]}', undefined, path)).toMatchObject({ status: 200 });
    }
    expect(values(2)).toEqual(['1', '1']);
  });

  it('encodes avro, and takes the id of the schema next time', async () => {
    const first = await post('{"value_schema":"\\"int\\"","records":[{"value":3,"partition":0}]}', {
      'Content-Type': AVRO,
    });
    const { value_schema_id: id } = first.body as { value_schema_id: number };
    expect([first.status, id]).toEqual([200, expect.any(Number)]);
    const more = `{"value_schema_id":${id},"records":[{"value":4,"partition":0}]}`;
    expect(await post(more, { 'Content-Type': AVRO })).toMatchObject({ status: 200, body: { value_schema_id: id } });
    const header = Buffer.alloc(5);
    header.writeInt32BE(id, 1);
    expect(producer.records(topic).map(({ value }) => value?.toString('hex'))).toEqual(
      ['06', '08'].map((payload) => header.toString('hex') + payload),
    );
  });

  it('asks for the schemas that are missing, for the side that needs one', async () => {
    const headers = { 'Content-Type': AVRO };
    const key = await post('{"value_schema":"\\"int\\"","records":[{"key":1,"value":1}]}', headers);
    expect(key).toMatchObject({ status: 422, body: { error_code: 42201 } });
    expect(await post('{"records":[{"value":1}]}', headers)).toMatchObject({
      status: 422,
      body: { error_code: 42202 },
    });
  });

  it.each([
    ['jsonschema', 'application/vnd.kafka.jsonschema.v1+json'],
    ['protobuf', 'application/vnd.kafka.protobuf.v1+json'],
  ])('does not know %s', async (_, type) => {
    const answer = await post('{"records":[{"value":1}]}', { 'Content-Type': type, Accept: V1 });
    expect(answer).toMatchObject({ status: 415, body: { error_code: 415 } });
    expect((answer.body as { message: string }).message).toContain(JSON_V1);
  });

  it('refuses to answer in a format, and sends nothing', async () => {
    const answer = await post('{"records":[{"value":1}]}', { 'Content-Type': JSON_V1, Accept: BINARY });
    expect(answer).toMatchObject({ status: 406, body: { error_code: 406 } });
    expect(producer.sends).toEqual([]);
  });

  it.each([
    ['no JSON', '{"records":', 400],
    ['base64 with stray characters', '{"records":[{"value":"S2F*"}]}', 400],
    ['no records', '{"records":[]}', 422],
    ['an unknown field', '{"recrods":[]}', 422],
    ['a bare array', '[{"value":"aaaa"}]', 422],
    ['a partition that is no number', '{"records":[{"value":"aaaa","partition":"1"}]}', 422],
  ])('refuses %s, and sends nothing', async (_, body, status) => {
    expect(await post(body, { 'Content-Type': BINARY })).toMatchObject({ status, body: { error_code: status } });
    expect(producer.sends).toEqual([]);
  });

  it('answers 404 for topics and partitions that do not exist', async () => {
    const one = '{"records":[{"value":1}]}';
    expect(await post(one, undefined, '/topics/missing')).toMatchObject({ status: 404, body: { error_code: 40401 } });
    const missing = `/topics/${topic}/partitions/9`;
    expect(await post(one, undefined, missing)).toMatchObject({ status: 404, body: { error_code: 40402 } });
  });

  it('keeps what happened to each record when Kafka does not authorize one', async () => {
    producer.fault = (index) => (index === 1 ? { code: 'forbidden', message: 'Not authorized.' } : null);
    const body = '{"records":[{"value":1,"partition":0},{"value":2,"partition":0}]}';
    expect(await post(body)).toMatchObject({
      status: 403,
      body: {
        offsets: [
          { partition: 0, offset: 0 },
          { error_code: 40301, error: 'Not authorized.' },
        ],
      },
    });
  });

  it('numbers the failure of a record as that of a request', async () => {
    producer.fault = () => ({ code: 'kafka-error', message: 'It does not work.' });
    expect(await post('{"records":[{"value":1,"partition":0}]}')).toMatchObject({
      status: 200,
      body: { offsets: [{ error_code: 50001 }] },
    });
  });
});
