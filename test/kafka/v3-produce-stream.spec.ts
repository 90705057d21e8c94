import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AdminClient } from '../../src/kafka/admin.client.js';
import { send } from '../support/consumer-http.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';
import { RecordStream } from '../support/record-stream.js';

const RECORDS = 20_000;
const PARTITIONS = 3;

interface Read {
  value: number;
  offset: number;
  timestamp: number;
}

describe('a stream of records into Kafka', () => {
  let gateway: KafkaGateway;
  let cluster: string;

  beforeAll(async () => {
    gateway = await KafkaGateway.start();
    cluster = (await gateway.get(AdminClient).describeCluster()).clusterId;
  });

  afterAll(() => gateway.close());

  async function read(topic: string, partition: number): Promise<Read[]> {
    const records: Read[] = [];
    for (;;) {
      const from = records.length;
      const url = `${gateway.url}/topics/${topic}/partitions/${partition}/records`;
      const { body } = await send('GET', `${url}?offset=${from}&count=10000&timeout=0&include=timestamp`, undefined, {
        Accept: 'application/vnd.kafka.json.v2+json',
      });
      records.push(...(body as Read[]));
      if (records.length === from) return records;
    }
  }

  it('writes every record once, in order, where and when its receipt says', async () => {
    const topic = uniqueName('stream');
    await gateway.createTopic(topic, PARTITIONS);
    const stream = new RecordStream(`${gateway.url}/v3/clusters/${cluster}/topics/${topic}/records`);
    for (let i = 0; i < RECORDS; i += 100) {
      let text = '';
      for (let k = i; k < i + 100; k++) {
        const time = k % 10 === 0 ? `,"timestamp":"${new Date(1_600_000_000_000 + k).toISOString()}"` : '';
        text += `{"partition_id":${k % PARTITIONS},"value":{"type":"JSON","data":${k}}${time}}`;
      }
      await stream.send(text);
    }
    stream.end();
    const receipts = await stream.ended();
    expect(receipts.filter(({ error_code }) => error_code !== 200)).toEqual([]);
    expect(receipts).toHaveLength(RECORDS);
    for (let partition = 0; partition < PARTITIONS; partition++) {
      const records = await read(topic, partition);
      const expected = receipts.flatMap(({ partition_id, offset, timestamp }, i) =>
        partition_id === partition ? [[i, offset, Date.parse(String(timestamp))]] : [],
      );
      expect(records.map(({ value, offset, timestamp }) => [value, offset, timestamp])).toEqual(expected);
    }
  });

  it('answers at once for a topic that there is not', async () => {
    const topic = uniqueName('missing');
    const begun = performance.now();
    const stream = new RecordStream(`${gateway.url}/v3/clusters/${cluster}/topics/${topic}/records`);
    stream.end('{"value":{"type":"JSON","data":1}}{"value":{"type":"JSON","data":2}}');
    const receipts = await stream.ended();
    // Unless the brokers create topics for whoever produces.
    if (receipts[0]?.error_code === 200) return;
    expect(receipts).toMatchObject([{ error_code: 40401 }, { error_code: 40401 }]);
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  it('writes keys to the partition that the Java client would choose, and headers in order', async () => {
    const topic = uniqueName('keyed');
    await gateway.createTopic(topic, PARTITIONS);
    const stream = new RecordStream(`${gateway.url}/v3/clusters/${cluster}/topics/${topic}/records`);
    stream.end(
      ['a', 'b', 'c', 'a', 'b', 'c']
        .map((data) => JSON.stringify({ key: { type: 'STRING', data }, headers: [{ name: 'n', value: 'AQ==' }] }))
        .join('\n'),
    );
    const partitions = (await stream.ended()).map(({ partition_id }) => partition_id);
    expect(partitions.slice(3)).toEqual(partitions.slice(0, 3));
    expect(new Set(partitions).size).toBeGreaterThan(1);
  });
});
