import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HttpConsumer, send } from '../support/consumer-http.js';
import { KafkaGateway, PATIENT_READS } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';

const V2 = 'application/vnd.kafka.v2+json';

describe('the documented quickstart', () => {
  let gateway: KafkaGateway;

  beforeAll(async () => {
    gateway = await KafkaGateway.start(PATIENT_READS);
  });

  afterAll(() => gateway.close());

  it.each([
    ['json', '{"foo":"bar"}'],
    ['binary', '"S2Fma2E="'],
  ])('answers line by line what it prints, for %s', async (format, value) => {
    const type = `application/vnd.kafka.${format}.v2+json`;
    const topic = uniqueName('quickstart');
    const group = uniqueName('my_consumer');
    await gateway.createTopic(topic);

    const produced = await send('POST', `${gateway.url}/topics/${topic}`, `{"records":[{"value":${value}}]}`, {
      'Content-Type': type,
      Accept: V2,
    });
    expect(produced).toMatchObject({
      status: 200,
      text: '{"offsets":[{"partition":0,"offset":0,"error_code":null,"error":null}],"key_schema_id":null,"value_schema_id":null}',
    });

    const name = 'my_consumer_instance';
    const created = await send('POST', `${gateway.url}/consumers/${group}`, {
      name,
      format,
      'auto.offset.reset': 'earliest',
    });
    const base = `${gateway.url}/consumers/${group}/instances/${name}`;
    expect(created).toMatchObject({ status: 200, text: `{"instance_id":"${name}","base_uri":"${base}"}` });

    expect(await send('POST', `${base}/subscription`, { topics: [topic] })).toMatchObject({ status: 204, text: '' });

    expect(await send('GET', `${base}/records`, undefined, { Accept: type })).toMatchObject({
      status: 200,
      type,
      text: `[{"key":null,"value":${value},"partition":0,"offset":0,"topic":"${topic}"}]`,
    });

    expect(await send('DELETE', base, undefined, { 'Content-Type': V2 })).toMatchObject({ status: 204, text: '' });
  });

  it('brings the records of a topic with many partitions with the first read, again and again', async () => {
    const topic = uniqueName('first-read');
    await gateway.createTopic(topic, 16);
    await gateway.produce(topic, [{ value: '1', partition: 11 }]);
    for (let round = 0; round < 5; round++) {
      const consumer = await HttpConsumer.create(gateway.url, uniqueName('first-read'));
      await consumer.subscribe(topic);
      expect(await consumer.read()).toHaveLength(1);
      await consumer.delete();
    }
  });
});
