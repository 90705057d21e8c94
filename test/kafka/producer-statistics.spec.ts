import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';

describe('metrics of the producer', () => {
  let gateway: KafkaGateway;

  beforeAll(async () => {
    gateway = await KafkaGateway.start({ 'management.statistics.interval.ms': '50' });
  });

  afterAll(() => gateway.close());

  it('tell its queue and its connections to the brokers', async () => {
    const topic = uniqueName('statistics');
    await gateway.createTopic(topic);
    await gateway.produce(topic, [{ value: '1' }]);
    const shows = async (...lines: RegExp[]): Promise<boolean> => {
      const text = await (await fetch(`${gateway.url}/metrics`)).text();
      return lines.every((line) => line.test(text));
    };
    // As of the last statistics: what was just acknowledged may still be in them.
    while (
      !(await shows(
        /^kafka_rest_producer_broker_up\{broker="\d+"\} 1$/m,
        /^kafka_rest_producer_queue_messages 0$/m,
        /^kafka_rest_producer_broker_round_trip_seconds\{broker="\d+"\} \d/m,
        /^kafka_rest_producer_broker_timeouts_total\{broker="\d+"\} 0$/m,
      ))
    );
    expect(await shows(/^kafka_rest_produced_records_total 1$/m)).toBe(true);
  });
});
