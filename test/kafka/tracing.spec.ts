import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AdminClient } from '../../src/kafka/admin.client.js';
import { readTopic } from '../support/independent-reader.js';
import { kafkaCluster } from '../support/kafka-cluster.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';
import { OtlpReceiver } from '../support/otlp-receiver.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = `00-${TRACE}-b7ad6b7169203331-01`;

describe('a trace through Kafka', () => {
  let collector: OtlpReceiver;
  let gateway: KafkaGateway;

  beforeEach(async () => {
    collector = await OtlpReceiver.start();
    gateway = await KafkaGateway.start({ 'tracing.enable': 'true' });
  });

  afterEach(async () => {
    await gateway.close();
    await collector.close();
  });

  async function post(path: string, type: string, body: string, id: string): Promise<void> {
    const headers = { 'content-type': type, 'x-request-id': id, traceparent: PARENT };
    const response = await fetch(gateway.url + path, { method: 'POST', headers, body });
    const text = await response.text();
    expect([response.status, text]).toEqual([200, expect.stringContaining('"offset":')]);
  }

  it('goes on in the headers of records, from the span of the request that produced them', async () => {
    const topic = uniqueName('traced');
    await gateway.createTopic(topic);
    const { clusterId } = await gateway.get(AdminClient).describeCluster();
    const own = Buffer.from(PARENT).toString('base64');
    const body = `{"records":[{"value":1},{"value":2,"headers":[{"name":"traceparent","value":"${own}"}]}]}`;
    await post(`/topics/${topic}`, 'application/vnd.kafka.json.v2+json', body, 'v2');
    const record = '{"value":{"type":"JSON","data":3}}';
    await post(`/v3/clusters/${clusterId}/topics/${topic}/records`, 'application/json', record, 'v3');
    const rows = await readTopic(kafkaCluster().bootstrapServers, topic, 1, 3);
    await gateway.close();
    const contextOf = (id: string): unknown[] => {
      const { traceId, spanId } = collector.spanOf(id);
      expect(traceId).toBe(TRACE);
      return [{ name: 'traceparent', value: `00-${TRACE}-${spanId}-01` }];
    };
    expect(rows.map(({ value, headers }) => [value, headers])).toEqual([
      ['1', contextOf('v2')],
      ['2', [{ name: 'traceparent', value: PARENT }]],
      ['3', contextOf('v3')],
    ]);
  });
});
