import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MockCluster } from '../../src/kafka/embedded/mock-cluster.js';
import { HttpConsumer } from '../support/consumer-http.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { silentLog } from '../support/native-clients.js';

const OFFSET_FETCH = 9;
const COORDINATOR_LOAD_IN_PROGRESS = 14;

describe('while the coordinator of a group is loading', () => {
  let kafka: MockCluster;
  let gateway: KafkaGateway;

  beforeEach(async () => {
    kafka = new MockCluster(1, silentLog);
    await kafka.createTopic('t', 1, 1);
    gateway = await KafkaGateway.start({ 'bootstrap.servers': kafka.bootstrapServers });
  });

  afterEach(async () => {
    await gateway.close();
    await kafka.close();
  });

  it('partitions are assigned, and read as soon as it has loaded', async () => {
    await gateway.produce('t', [{ value: '1' }]);
    const consumer = await HttpConsumer.create(gateway.url, 'g');
    kafka.trackRequests();
    kafka.pushErrors(OFFSET_FETCH, ...Array<number>(4).fill(COORDINATOR_LOAD_IN_PROGRESS));
    await consumer.assign({ topic: 't', partition: 0 });
    expect(await consumer.read('?timeout=60000')).toMatchObject([{ value: 1, offset: 0 }]);
    const asked = kafka.trackedRequests().filter(({ apiKey }) => apiKey === OFFSET_FETCH);
    expect(asked.length).toBeGreaterThan(1);
    await consumer.delete();
  });
});
