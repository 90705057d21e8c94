import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { send } from '../support/consumer-http.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';
import { untilShown } from '../support/scraped-metrics.js';

describe('metrics of the producer', () => {
  let gateway: KafkaGateway;

  beforeAll(async () => {
    gateway = await KafkaGateway.start({ 'management.statistics.interval.ms': '50' });
  });

  afterAll(() => gateway.close());

  it('tell its queue and its connections to the brokers', async () => {
    const topic = uniqueName('statistics');
    await gateway.createTopic(topic);
    const headers = { 'Content-Type': 'application/vnd.kafka.json.v2+json' };
    const produced = await send('POST', `${gateway.url}/topics/${topic}`, { records: [{ value: 1 }] }, headers);
    expect(produced).toMatchObject({ status: 200 });
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
    expect(await shows(/^kafka_rest_produced_records_total\{dialect="v2",format="json"\} 1$/m)).toBe(true);
  });

  it('count records that found its queue full', async () => {
    const small = await KafkaGateway.start({ 'producer.queue.buffering.max.messages': '5' });
    const topic = uniqueName('full');
    await small.createTopic(topic);
    const records = Array.from({ length: 20 }, (_, value) => ({ value }));
    const headers = { 'Content-Type': 'application/vnd.kafka.json.v2+json' };
    expect(await send('POST', `${small.url}/topics/${topic}`, { records }, headers)).toMatchObject({ status: 200 });
    await untilShown(small.url, {
      'refused_total{reason="producer_queue"}': 15,
      'produced_records_total{dialect="v2",format="json"}': 5,
      'produce_failed_records_total{dialect="v2",format="json",code="kafka-retriable"}': 15,
    });
    await small.close();
  });
});
