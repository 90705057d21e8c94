import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { send } from '../support/consumer-http.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';
import { REGISTRY_KINDS, schemaRegistries } from '../support/schema-registries.js';

const V1 = 'application/vnd.kafka.v1+json';
const AVRO = 'application/vnd.kafka.avro.v1+json';
const USER = '{"type":"record","name":"User","fields":[{"name":"name","type":["null","string"]}]}';

describe.each(REGISTRY_KINDS)('v1 avro with the %s registry', (kind) => {
  let gateway: KafkaGateway;

  beforeAll(async () => {
    gateway = await KafkaGateway.start({ 'schema.registry.url': schemaRegistries()[kind] });
  });

  afterAll(() => gateway.close());

  it('is written by text or id of a schema, and read by instances and without them', async () => {
    const topic = uniqueName('v1-avro');
    const group = uniqueName('v1-avro');
    await gateway.createTopic(topic);
    const get = (path: string) => send('GET', `${gateway.url}${path}`, undefined, { Accept: AVRO });
    const post = (path: string, body: object, type = AVRO) =>
      send('POST', `${gateway.url}${path}`, body, { 'Content-Type': type, Accept: V1 });

    const first = await post(`/topics/${topic}`, {
      value_schema: USER,
      records: [{ value: { name: { string: 'a' } } }],
    });
    expect(first).toMatchObject({ status: 200, type: V1, body: { offsets: [{ offset: 0 }], key_schema_id: null } });
    const { value_schema_id } = first.body as { value_schema_id: number };
    const more = { value_schema_id, records: [{ value: { name: null } }] };
    expect(await post(`/topics/${topic}/partitions/0`, more)).toMatchObject({ status: 200, body: { value_schema_id } });

    const records = [
      { key: null, value: { name: { string: 'a' } }, partition: 0, offset: 0 },
      { key: null, value: { name: null }, partition: 0, offset: 1 },
    ];
    const options = { id: 'i', format: 'avro', 'auto.offset.reset': 'smallest' };
    expect(await post(`/consumers/${group}`, options, V1)).toMatchObject({ status: 200 });
    const read = await get(`/consumers/${group}/instances/i/topics/${topic}`);
    expect(read).toMatchObject({ status: 200, type: AVRO });
    expect(read.body).toEqual(records);
    const messages = await get(`/topics/${topic}/partitions/0/messages?offset=0&count=10`);
    expect(messages).toMatchObject({ status: 200, type: AVRO });
    expect(messages.body).toEqual(records);
  });
});
