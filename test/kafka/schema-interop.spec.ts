import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HttpConsumer, send } from '../support/consumer-http.js';
import { kafkaCluster } from '../support/kafka-cluster.js';
import { KafkaGateway, PATIENT_READS } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';
import { runPython } from '../support/python-clients.js';
import { schemaRegistries } from '../support/schema-registries.js';

const PROTO = `syntax = "proto3";
package lsst.example;
message Measurement {
  message Inner { string note = 1; }
  string band = 1;
  repeated double fluxes = 2;
  sint64 count = 3;
  Inner inner = 4;
}`;

interface Case {
  keySchema: object | string;
  valueSchema: object | string;
  /** As the gateway takes it. */
  key: string;
  value: string;
  /** As the other client shows what the gateway wrote. */
  theirs: { key: unknown; value: unknown };
  /** As the gateway shows what the other client wrote. */
  ours: { key: string; value: string };
}

const CASES: Record<string, Case> = {
  avro: {
    keySchema: { type: 'record', name: 'Id', fields: [{ name: 'id', type: 'long' }] },
    valueSchema: {
      type: 'record',
      name: 'Measurement',
      namespace: 'lsst.example',
      fields: [
        { name: 'band', type: { type: 'enum', name: 'Band', symbols: ['u', 'g', 'y'] } },
        { name: 'note', type: ['null', 'string'], default: null },
        { name: 'fluxes', type: { type: 'array', items: 'double' } },
        { name: 'tags', type: { type: 'map', values: 'long' } },
        { name: 'raw', type: 'bytes' },
      ],
    },
    key: '{"id":7}',
    value: '{"band":"y","note":{"string":"clear"},"fluxes":[1.5,-2.25],"tags":{"n":-5},"raw":"\\u0000ÿ"}',
    theirs: {
      key: { id: 7 },
      value: { band: 'y', note: 'clear', fluxes: [1.5, -2.25], tags: { n: -5 }, raw: '\u0000ÿ' },
    },
    ours: {
      key: '{"id":9007199254740993}',
      value:
        '{"band":"y","note":{"string":"clear"},"fluxes":[1.5,-2.25],"tags":{"n":-9223372036854775808},"raw":"\\u0000ÿ"}',
    },
  },
  jsonschema: {
    keySchema: { title: 'Id', type: 'object', properties: { id: { type: 'integer' } } },
    valueSchema: { title: 'Measurement', type: 'object', properties: { band: { type: 'string' } } },
    key: '{"id":7}',
    value: '{"band":"y","fluxes":[1.5,-2.25]}',
    theirs: { key: { id: 7 }, value: { band: 'y', fluxes: [1.5, -2.25] } },
    ours: { key: '{"id":9007199254740993}', value: '{"band":"y","fluxes":[1.5,-2.25]}' },
  },
  protobuf: {
    keySchema: 'syntax = "proto3"; package lsst.example; message Id { int64 id = 1; }',
    valueSchema: PROTO,
    key: '{"id":7}',
    value: '{"band":"y","fluxes":[1.5,-2.25],"count":"-5","inner":{"note":"clear"}}',
    theirs: {
      key: { id: '7' },
      value: { band: 'y', fluxes: [1.5, -2.25], count: '-5', inner: { note: 'clear' } },
    },
    ours: {
      key: '{"id":"9007199254740993"}',
      value: '{"band":"y","fluxes":[1.5,-2.25],"count":"-9223372036854775808","inner":{"note":"clear"}}',
    },
  },
};

describe.each(Object.keys(CASES))('Confluent’s Python client and %s', (format) => {
  const { keySchema, valueSchema, key, value, theirs, ours } = CASES[format]!;
  const type = `application/vnd.kafka.${format}.v2+json`;
  const { axonops } = schemaRegistries();
  let gateway: KafkaGateway;

  beforeAll(async () => {
    gateway = await KafkaGateway.start({ ...PATIENT_READS, 'schema.registry.url': axonops });
  });

  afterAll(() => gateway.close());

  const interop = (command: string, topic: string): Promise<string> =>
    runPython('test/support/python/interop.py', command, format, kafkaCluster().bootstrapServers, axonops, topic);

  it('read what the gateway writes', async () => {
    const topic = uniqueName('to-python');
    await gateway.createTopic(topic);
    const text = (schema: object | string) =>
      JSON.stringify(typeof schema === 'string' ? schema : JSON.stringify(schema));
    const body = `{"key_schema":${text(keySchema)},"value_schema":${text(valueSchema)},"records":[{"key":${key},"value":${value},"partition":0}]}`;
    const produced = await send('POST', `${gateway.url}/topics/${topic}`, body, { 'Content-Type': type });
    expect(produced).toMatchObject({ status: 200, body: { offsets: [{ offset: 0 }] } });
    expect(JSON.parse(await interop('consume', topic))).toEqual(theirs);
  });

  it('write what the gateway reads', async () => {
    const topic = uniqueName('from-python');
    await gateway.createTopic(topic);
    await interop('produce', topic);
    const consumer = await HttpConsumer.create(gateway.url, uniqueName('from-python'), { format });
    await consumer.subscribe(topic);
    const read = await consumer.send('GET', '/records', undefined, { Accept: type });
    expect(read.text).toBe(`[{"key":${ours.key},"value":${ours.value},"partition":0,"offset":0,"topic":"${topic}"}]`);
    await consumer.delete();
  });
});
