import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AdminClient } from '../../src/kafka/admin.client.js';
import { ProducerClient } from '../../src/kafka/producer.client.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { batchOf, uniqueName } from '../support/native-clients.js';

const LARGE = JSON.stringify('x'.repeat(900_000));
const TOPICS = 60;

/**
 * Two batches in flight to a partition whose leader has just been chosen: the first may be refused and the second taken, and
 * librdkafka then calls the first one written.
 */
describe('the first batches to a new topic', () => {
  let gateway: KafkaGateway;

  beforeAll(async () => {
    gateway = await KafkaGateway.start();
  });

  afterAll(() => gateway.close());

  const endOf = async (topic: string): Promise<number> => {
    const [end] = await gateway.get(AdminClient).listOffsets([{ topic, partition: 0 }], 'latest');
    return end!.value!;
  };

  const batch = (): ReturnType<typeof batchOf> => batchOf([LARGE, LARGE].map((value) => ({ partition: 0, value })));

  it('are all written, in order', async () => {
    for (let i = 0; i < TOPICS; i++) {
      const topic = uniqueName('first');
      await gateway.createTopic(topic, 3);
      await gateway.produce(
        topic,
        [LARGE, LARGE].map((value) => ({ partition: 0, value })),
      );
      expect(await endOf(topic)).toBe(2);
    }
  });

  it('are never called written where Kafka does not have them, whoever sends without a look first', async () => {
    const client = gateway.get(ProducerClient);
    for (let i = 0; i < TOPICS; i++) {
      const topic = uniqueName('blind');
      await gateway.createTopic(topic, 3);
      const { offsets, failures } = await client.send(topic, batch());
      const written = [...offsets].filter((offset) => offset >= 0);
      expect(written.length + (failures?.size ?? 0)).toBe(2);
      expect(await endOf(topic)).toBeGreaterThanOrEqual(written.length);
    }
  });
});
