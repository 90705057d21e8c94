import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MockCluster } from '../../src/kafka/embedded/mock-cluster.js';
import { callV3 } from '../support/config-cluster.js';
import { send } from '../support/consumer-http.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { silentLog } from '../support/native-clients.js';

const TIMEOUT_MS = 1000;

describe('consumer groups of API v3 while no broker can be reached', () => {
  let kafka: MockCluster;
  let gateway: KafkaGateway;
  let groups: string;

  beforeAll(async () => {
    kafka = new MockCluster(1, silentLog);
    gateway = await KafkaGateway.start({
      'bootstrap.servers': kafka.bootstrapServers,
      'kafka.request.timeout.ms': String(TIMEOUT_MS),
    });
    const { body } = await send('GET', `${gateway.url}/v3/clusters`);
    const { self } = (body as { data: { metadata: { self: string } }[] }).data[0]!.metadata;
    groups = `${self}/consumer-groups`;
    await kafka.down();
  });

  afterAll(async () => {
    await gateway?.close();
    await kafka.close();
  });

  it.each([
    ['GET', '', undefined],
    ['GET', '/g', undefined],
    ['GET', '/g/consumers', undefined],
    ['GET', '/g/consumers/c', undefined],
    ['GET', '/g/consumers/c/assignments', undefined],
    ['GET', '/g/offsets', undefined],
    ['GET', '/g/lags', undefined],
    ['GET', '/g/lags/t/partitions/0', undefined],
    ['GET', '/g/lag-summary', undefined],
    ['PATCH', '/g/offsets', { data: [{ topic_name: 't', partition_id: 0, offset: 0 }] }],
    ['POST', '/g/offsets:reset', { to: 'latest' }],
    ['DELETE', '/g/offsets/t/partitions/0', undefined],
    ['DELETE', '/g', undefined],
  ])('%s %s is 503 within the time that is set', async (method, path, body) => {
    const begun = performance.now();
    expect(await callV3(method, groups + path, body)).toMatchObject({ status: 503, body: { error_code: 50302 } });
    expect(performance.now() - begun).toBeLessThan(TIMEOUT_MS + 4000);
  });
});
