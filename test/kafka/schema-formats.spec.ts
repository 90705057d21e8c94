import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HttpConsumer, send } from '../support/consumer-http.js';
import { KafkaGateway, PATIENT_READS } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';
import { runPython } from '../support/python-clients.js';
import { REGISTRY_KINDS, schemaRegistries } from '../support/schema-registries.js';

const V2 = 'application/vnd.kafka.v2+json';
const AVRO = 'application/vnd.kafka.avro.v2+json';

const USER =
  '"{\\"type\\": \\"record\\", \\"name\\": \\"User\\", \\"fields\\": [{\\"name\\": \\"name\\", \\"type\\": \\"string\\"}]}"';

describe.each(REGISTRY_KINDS)('schema formats with the %s registry', (kind) => {
  let gateway: KafkaGateway;

  beforeAll(async () => {
    gateway = await KafkaGateway.start({ ...PATIENT_READS, 'schema.registry.url': schemaRegistries()[kind] });
  });

  afterAll(() => gateway.close());

  function post(topic: string, format: string, body: string) {
    const headers = { 'Content-Type': `application/vnd.kafka.${format}.v2+json`, Accept: V2 };
    return send('POST', `${gateway.url}/topics/${topic}`, body, headers);
  }

  it('answer the documented Avro quickstart line by line', async () => {
    const topic = uniqueName('avrotest');
    await gateway.createTopic(topic);
    const first = await post(topic, 'avro', `{"value_schema": ${USER}, "records": [{"value": {"name": "testUser"}}]}`);
    expect(first).toMatchObject({ status: 200, type: V2 });
    expect(first.text).toMatch(
      /^\{"offsets":\[\{"partition":0,"offset":0,"error_code":null,"error":null\}\],"key_schema_id":null,"value_schema_id":\d+\}$/,
    );

    const keySchema = '"{\\"name\\":\\"user_id\\"  ,\\"type\\": \\"int\\"   }"';
    const second = await post(
      topic,
      'avro',
      `{"key_schema": ${keySchema}, "value_schema": ${USER}, "records": [{"key" : 1 , "value": {"name": "testUser"}}]}`,
    );
    expect(second).toMatchObject({ status: 200, body: { offsets: [{ offset: 1 }] } });
    const { key_schema_id, value_schema_id } = second.body as Record<string, number>;
    expect(value_schema_id).toBe((first.body as Record<string, number>)['value_schema_id']);
    expect(key_schema_id).toEqual(expect.any(Number));

    const consumer = await HttpConsumer.create(gateway.url, uniqueName('my_avro_consumer'), { format: 'avro' });
    await consumer.subscribe(topic);
    const read = await consumer.send('GET', '/records?max_bytes=1', undefined, { Accept: AVRO });
    expect(read).toMatchObject({ status: 200, type: AVRO });
    expect(read.text).toBe(`[{"key":null,"value":{"name":"testUser"},"partition":0,"offset":0,"topic":"${topic}"}]`);
    const [next] = await consumer.read('?timeout=60000', AVRO);
    expect(next).toEqual({ key: 1, value: { name: 'testUser' }, partition: 0, offset: 1, topic });
    await consumer.delete();
  });

  it('take a schema by its id in place of its text', async () => {
    const topic = uniqueName('by-id');
    await gateway.createTopic(topic);
    const registered = await post(topic, 'avro', `{"value_schema": ${USER}, "records": [{"value": {"name": "a"}}]}`);
    const id = (registered.body as Record<string, number>)['value_schema_id'];
    const byId = await post(topic, 'avro', `{"value_schema_id": ${id}, "records": [{"value": {"name": "b"}}]}`);
    expect(byId).toMatchObject({ status: 200, body: { value_schema_id: id, offsets: [{ offset: 1 }] } });
    const elsewhere = uniqueName('by-id');
    await gateway.createTopic(elsewhere);
    const refused = await post(elsewhere, 'avro', `{"value_schema_id": ${id}, "records": [{"value": {"name": "b"}}]}`);
    expect(refused).toMatchObject({ status: 422, body: { error_code: 42207 } });
    const unknown = await post(topic, 'avro', `{"value_schema_id": 2147483647, "records": [{"value": {"name": "b"}}]}`);
    expect(unknown).toMatchObject({ status: 422, body: { error_code: 42207 } });
  });

  it('read what was produced, 64-bit numbers included', async () => {
    const cases = [
      ['avro', '{"type":"record","name":"M","fields":[{"name":"n","type":"long"}]}', '{"n":9007199254740993}', null],
      ['jsonschema', '{"type":"object","properties":{"n":{"type":"integer"}}}', '{"n":9007199254740993}', null],
      [
        'protobuf',
        'syntax = "proto3"; message M { int64 n = 1; }',
        '{"n":9007199254740993}',
        '{"n":"9007199254740993"}',
      ],
    ] as const;
    for (const [format, schema, datum, shown] of cases) {
      const topic = uniqueName(format);
      await gateway.createTopic(topic);
      const body = `{"value_schema":${JSON.stringify(schema)},"records":[{"value":${datum}}]}`;
      expect(await post(topic, format, body)).toMatchObject({ status: 200, body: { offsets: [{ offset: 0 }] } });
      const consumer = await HttpConsumer.create(gateway.url, uniqueName(format), { format });
      await consumer.subscribe(topic);
      const type = `application/vnd.kafka.${format}.v2+json`;
      expect((await consumer.send('GET', '/records', undefined, { Accept: type })).text).toContain(
        `"value":${shown ?? datum},`,
      );
      await consumer.delete();
    }
  });

  it('serve the telemetry example as it is printed', async () => {
    const topic = uniqueName('lsst.example.skyFluxMetric');
    await gateway.createTopic(topic);
    const printed = await runPython('examples/send_telemetry.py', gateway.url, topic);
    expect(printed).toMatch(/^200 \{"offsets":\[\{"partition":0,"offset":0,.*"value_schema_id":\d+\}\n$/);
    const consumer = await HttpConsumer.create(gateway.url, uniqueName('telemetry'), { format: 'avro' });
    await consumer.subscribe(topic);
    expect((await consumer.read('', AVRO))[0]?.value).toEqual({
      timestamp: 1681248783000000,
      band: 'y',
      instrument: 'LSSTCam-imSim',
      meanSky: -213.75839,
      stdevSky: 2328.906,
    });
    await consumer.delete();
  });
});

describe('a schema that does not fit the ones before', () => {
  let gateway: KafkaGateway;

  beforeAll(async () => {
    gateway = await KafkaGateway.start({ ...PATIENT_READS, 'schema.registry.url': schemaRegistries().axonops });
  });

  afterAll(() => gateway.close());

  it.each([
    [
      'avro',
      '{"type":"record","name":"M","fields":[{"name":"a","type":"int"}]}',
      '{"type":"record","name":"M","fields":[{"name":"a","type":"int"},{"name":"b","type":"int"}]}',
      '{"a":1}',
      '{"a":1,"b":2}',
    ],
    [
      'jsonschema',
      '{"type":"object","properties":{"a":{"type":"integer"}}}',
      '{"type":"object","properties":{"a":{"type":"string"}}}',
      '{"a":1}',
      '{"a":"1"}',
    ],
    [
      'protobuf',
      'syntax = "proto3"; message M { int32 a = 1; }',
      'syntax = "proto3"; message M { string a = 1; }',
      '{"a":1}',
      '{"a":"1"}',
    ],
  ])(
    'is refused for %s with what the registry says, and nothing is produced',
    async (format, old, next, fits, does) => {
      const topic = uniqueName('incompatible');
      await gateway.createTopic(topic);
      const post = (schema: string, value: string) =>
        send(
          'POST',
          `${gateway.url}/topics/${topic}`,
          `{"value_schema":${JSON.stringify(schema)},"records":[{"value":${value}}]}`,
          {
            'Content-Type': `application/vnd.kafka.${format}.v2+json`,
          },
        );
      expect(await post(old, fits)).toMatchObject({ status: 200 });
      const refused = await post(next, does);
      expect(refused).toMatchObject({ status: 422, body: { error_code: 42207 } });
      expect((refused.body as { message: string }).message).toMatch(/incompatib/i);
      expect(await send('GET', `${gateway.url}/topics/${topic}/partitions/0/offsets`)).toMatchObject({
        body: { end_offset: 1 },
      });
    },
  );
});
