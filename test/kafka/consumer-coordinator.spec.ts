import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HttpConsumer } from '../support/consumer-http.js';
import { MockKafkaGateway } from '../support/mock-kafka-gateway.js';

const OFFSET_FETCH = 9;
const COORDINATOR_LOAD_IN_PROGRESS = 14;

describe('while the coordinator of a group is loading', () => {
  let mock: MockKafkaGateway;

  beforeEach(async () => {
    mock = await MockKafkaGateway.start({}, { topics: { t: 1 } });
  });

  afterEach(() => mock.close());

  it('partitions are assigned, and read as soon as it has loaded', async () => {
    const { kafka, gateway } = mock;
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
