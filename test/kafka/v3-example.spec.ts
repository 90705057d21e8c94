import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HttpConsumer, type ReadRecord } from '../support/consumer-http.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';
import { runPython } from '../support/python-clients.js';

describe('the Python example of API v3', () => {
  let gateway: KafkaGateway;

  beforeAll(async () => {
    gateway = await KafkaGateway.start();
  });

  afterAll(() => gateway.close());

  it('creates its topic, gets a receipt for each record, and can be run again', async () => {
    const topic = uniqueName('lsst.example.domeTemperature');
    const run = (): Promise<string> => runPython('examples/stream_measurements.py', gateway.url, topic);
    const receipts = (from: number): string =>
      [0, 1, 2, 3].map((index) => `partition 0 offset ${from + index}\n`).join('');
    expect(await run()).toBe(`${topic} created\n${receipts(0)}`);
    expect(await run()).toBe(`${topic} exists\n${receipts(4)}`);
    const consumer = await HttpConsumer.create(gateway.url, uniqueName('measurements'), { format: 'binary' });
    await consumer.subscribe(topic);
    const records: ReadRecord[] = [];
    while (records.length < 8) records.push(...(await consumer.read('', 'application/vnd.kafka.binary.v2+json')));
    const text = (base64: unknown): string => Buffer.from(base64 as string, 'base64').toString();
    expect(records.slice(4).map(({ key, value }) => `${text(key)} ${text(value)}`)).toEqual([
      'dome {"celsius":11.5}',
      'dome {"celsius":11.25}',
      'dome {"celsius":null}',
      'dome {"celsius":11.75}',
    ]);
    await consumer.delete();
  });
});
