import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callV3 } from '../support/config-cluster.js';
import type { Answer } from '../support/consumer-http.js';
import { KafkaGateway } from '../support/kafka-gateway.js';

describe('topics of API v3 on the embedded Kafka', () => {
  let gateway: KafkaGateway;
  let cluster: string;

  beforeAll(async () => {
    gateway = await KafkaGateway.start({ 'embedded.kafka': 'true' });
    cluster = await gateway.clusterUrl();
  });

  afterAll(() => gateway?.close());

  const ask = (method: string, path: string, body?: unknown): Promise<Answer> => callV3(method, cluster + path, body);

  it('creates topics and shows them, their partitions, brokers and replicas', async () => {
    expect(await ask('POST', '/topics', { topic_name: 'small', partitions_count: 2 })).toMatchObject({ status: 201 });
    for (const path of [
      '/topics',
      '/topics/small',
      '/topics/small/partitions/1/offset',
      '/topics/small/partitions/1/replicas',
      '/topics/-/partitions/-/reassignment',
      '/brokers',
    ]) {
      expect({ path, ...(await ask('GET', path)) }).toMatchObject({ status: 200 });
    }
  });

  it('says of everything else that its brokers cannot do it', async () => {
    await ask('POST', '/topics', { topic_name: 'fixed', partitions_count: 1 });
    for (const [method, path, body] of [
      ['POST', '/topics', { topic_name: 'new', validate_only: true }],
      ['POST', '/topics', { topic_name: 'new', replicas_assignments: { 0: [1] } }],
      ['PATCH', '/topics/fixed', { partitions_count: 2 }],
      ['DELETE', '/topics/fixed', undefined],
      ['DELETE', '/topics/fixed/partitions/0/records?before_offset=0', undefined],
      ['PUT', '/topics/fixed/partitions/0/reassignment', { replicas: [1] }],
      ['POST', '/leader-elections', { type: 'PREFERRED' }],
    ] as const) {
      const answer = await ask(method, path, body);
      expect({ method, path, ...answer }).toMatchObject({
        status: 400,
        body: { error_code: 40002, message: expect.stringMatching(/not supported by the embedded Kafka/) as unknown },
      });
    }
  });
});
