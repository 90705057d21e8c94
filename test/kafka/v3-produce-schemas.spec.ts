import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AdminClient } from '../../src/kafka/admin.client.js';
import { send } from '../support/consumer-http.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';
import { type Receipt, RecordStream } from '../support/record-stream.js';
import { schemaRegistries } from '../support/schema-registries.js';

const USER = '{"type":"record","name":"User","fields":[{"name":"name","type":"string"}]}';
const TWO =
  '{"type":"record","name":"User","fields":[{"name":"name","type":"string"},{"name":"age","type":["null","int"],"default":null}]}';
const PROTO = 'syntax = "proto3"; message Item { string name = 1; }';

describe('a stream of records with schemas', () => {
  let gateway: KafkaGateway;
  let cluster: string;
  let registry: string;

  beforeAll(async () => {
    registry = schemaRegistries().axonops;
    gateway = await KafkaGateway.start({ 'schema.registry.url': registry });
    cluster = (await gateway.get(AdminClient).describeCluster()).clusterId;
  });

  afterAll(() => gateway.close());

  async function produce(topic: string, ...records: object[]): Promise<Receipt[]> {
    const stream = new RecordStream(`${gateway.url}/v3/clusters/${cluster}/topics/${topic}/records`);
    stream.end(records.map((record) => JSON.stringify(record)).join('\n'));
    return stream.ended();
  }

  async function newTopic(): Promise<string> {
    const topic = uniqueName('schemas');
    await gateway.createTopic(topic, 1);
    return topic;
  }

  async function read(topic: string, format: string): Promise<unknown[]> {
    const { body } = await send('GET', `${gateway.url}/topics/${topic}/partitions/0/records?offset=0`, undefined, {
      Accept: `application/vnd.kafka.${format}.v2+json`,
    });
    return (body as { key: unknown; value: unknown }[]).map(({ key, value }) => [key, value]);
  }

  it('chooses it by text, id, version, or the latest of the subject, side by side with plain data', async () => {
    const topic = await newTopic();
    const byText = { type: 'AVRO', schema: USER, data: { name: 'text' } };
    const [first] = await produce(topic, { value: byText });
    expect(first).toMatchObject({
      error_code: 200,
      value: { type: 'AVRO', subject: `${topic}-value`, schema_id: expect.any(Number) as unknown, schema_version: 1 },
    });
    const { schema_id: id } = first!['value'] as { schema_id: number };
    const [second, byId, byVersion, latest] = await produce(
      topic,
      { value: { type: 'AVRO', schema: TWO, data: { name: 'two', age: { int: 7 } } } },
      { value: { schema_id: id, data: { name: 'id' } } },
      { value: { schema_version: 1, data: { name: 'version' } } },
      { value: { data: { name: 'latest', age: null } } },
    );
    expect(second!['value']).toMatchObject({ schema_version: 2 });
    expect(byId!['value']).toMatchObject({ schema_id: id, schema_version: 1, type: 'AVRO' });
    expect(byVersion!['value']).toEqual({ ...(byId!['value'] as object), size: expect.any(Number) as unknown });
    expect(latest!['value']).toMatchObject({ schema_version: 2 });
    expect(await read(topic, 'avro')).toEqual([
      [null, { name: 'text' }],
      [null, { name: 'two', age: { int: 7 } }],
      [null, { name: 'id' }],
      [null, { name: 'version' }],
      [null, { name: 'latest', age: null }],
    ]);
  });

  it('takes another format for the key, a subject of its own, and strategies', async () => {
    const topic = await newTopic();
    const subject = uniqueName('subject');
    const receipts = await produce(
      topic,
      { key: { type: 'STRING', data: 'k' }, value: { type: 'PROTOBUF', schema: PROTO, subject, data: { name: 'p' } } },
      { value: { subject, schema_version: 1, data: { name: 'q' } } },
      {
        key: { type: 'JSONSCHEMA', schema: '{"type":"integer"}', data: 5 },
        value: {
          type: 'AVRO',
          schema: USER.replace('User', `U${topic.replaceAll('-', '_')}`),
          subject_name_strategy: 'RECORD_NAME',
          data: { name: 'r' },
        },
      },
    );
    expect(receipts).toMatchObject([
      { key: { type: 'STRING', size: 1 }, value: { type: 'PROTOBUF', subject, schema_version: 1 } },
      { value: { type: 'PROTOBUF', subject } },
      { key: { type: 'JSONSCHEMA', subject: `${topic}-key` }, value: { subject: `U${topic.replaceAll('-', '_')}` } },
    ]);
  });

  it('answers what does not fit, and what the registry does not have, and goes on', async () => {
    const topic = await newTopic();
    const receipts = await produce(
      topic,
      { value: { type: 'AVRO', schema: USER, data: { name: 'good' } } },
      { value: { type: 'AVRO', schema: USER, data: { name: 1 } } },
      { value: { type: 'AVRO', schema: '{"type":"nonsense"}', data: 1 } },
      { value: { schema_id: 2_000_000_000, data: 1 } },
      { value: { schema_version: 77, data: 1 } },
      { value: { subject: uniqueName('none'), data: 1 } },
      { value: { type: 'AVRO', schema: '"long"', data: 1 } },
      { value: { type: 'AVRO', schema: USER, data: null } },
      { value: { type: 'JSON', data: 'plain' } },
    );
    expect(receipts.map(({ error_code }) => error_code)).toEqual([200, 400, 422, 422, 422, 422, 422, 200, 200]);
    expect(receipts[1]).toMatchObject({ message: expect.stringContaining('value.data.name') as unknown });
    expect(receipts[2]).toMatchObject({ message: expect.stringContaining('Error: 42205 : ') as unknown });
    expect(receipts[6]).toMatchObject({ message: expect.stringContaining('Error: 42207 : ') as unknown });
    expect(receipts[7]!['value']).toMatchObject({ type: 'AVRO', size: -1 });
  });

  it('answers each entry of a batch by itself', async () => {
    const topic = await newTopic();
    const [first] = await produce(topic, { value: { type: 'AVRO', schema: USER, data: { name: 'first' } } });
    const { schema_id: id } = first!['value'] as { schema_id: number };
    const entries = [
      { id: 'fits', value: { schema_id: id, data: { name: 'b' } } },
      { id: 'does-not', value: { schema_id: id, data: { name: 7 } } },
      { id: 'unknown', value: { schema_version: 77, data: { name: 'c' } } },
      { id: 'plain', key: { type: 'STRING', data: 'k' }, value: { type: 'JSON', data: 1 } },
    ];
    const url = `${gateway.url}/v3/clusters/${cluster}/topics/${topic}/records:batch`;
    const { status, body } = await send('POST', url, { entries }, { 'Content-Type': 'application/json' });
    expect(status).toBe(207);
    expect(body).toMatchObject({
      successes: [
        { id: 'fits', offset: 1, value: { type: 'AVRO', subject: `${topic}-value`, schema_id: id, schema_version: 1 } },
        { id: 'plain', offset: 2, key: { type: 'STRING', size: 1 }, value: { type: 'JSON', size: 1 } },
      ],
      failures: [
        { id: 'does-not', error_code: 400, message: expect.stringContaining('value.data.name') as unknown },
        { id: 'unknown', error_code: 422 },
      ],
    });
  });

  it('registers nothing for a topic that there is not', async () => {
    const topic = uniqueName('missing');
    const [receipt] = await produce(topic, { value: { type: 'AVRO', schema: USER, data: { name: 'x' } } });
    if (receipt?.error_code === 200) return;
    expect(receipt).toMatchObject({ error_code: 40401 });
    expect((await fetch(`${registry}/subjects/${topic}-value/versions`)).status).toBe(404);
  });
});
