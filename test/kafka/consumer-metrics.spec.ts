import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { HttpConsumer, send } from '../support/consumer-http.js';
import { eventually } from '../support/consumer-service.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';
import { scrape, untilShown } from '../support/scraped-metrics.js';

const JSON_V2 = 'application/vnd.kafka.json.v2+json';
/** A read that takes no more than one record. */
const ONE = '?max_bytes=1&timeout=10000';

describe('metrics of consumers', () => {
  let gateway: KafkaGateway;
  let topic: string;
  let group: string;
  let before: ReadonlyMap<string, number>;

  beforeAll(async () => {
    gateway = await KafkaGateway.start();
  });

  afterAll(() => gateway.close());

  beforeEach(async () => {
    topic = uniqueName('metrics');
    group = uniqueName('metrics');
    await gateway.createTopic(topic, 2);
    before = await scrape(gateway.url);
  });

  const consumers: HttpConsumer[] = [];
  afterEach(async () => {
    for (const consumer of consumers.splice(0)) await consumer.delete();
  });

  async function subscribed(): Promise<HttpConsumer> {
    const consumer = await HttpConsumer.create(gateway.url, group);
    consumers.push(consumer);
    await consumer.subscribe(topic);
    return consumer;
  }

  /** Writes records to each partition, through the API. */
  async function produce(each: number): Promise<void> {
    const records = [0, 1].flatMap((partition) => Array.from({ length: each }, (_, value) => ({ partition, value })));
    const answer = await send('POST', `${gateway.url}/topics/${topic}`, { records }, { 'Content-Type': JSON_V2 });
    expect(answer).toMatchObject({ status: 200 });
  }

  /** How much a counter has grown in this test. */
  async function grown(series: string): Promise<number> {
    return ((await scrape(gateway.url)).get(series) ?? 0) - (before.get(series) ?? 0);
  }

  it('tell what was produced and consumed, and how much is left, without asking Kafka', async () => {
    await produce(5);
    expect(await grown('produced_records_total{dialect="v2",format="json"}')).toBe(10);
    const consumer = await subscribed();
    const partitions = new Set<number>();
    let read = 0;
    for (; partitions.size < 2; read++) partitions.add((await consumer.read(ONE))[0]!.partition);
    // The end of each partition is known by the fetch that brought its records.
    await untilShown(gateway.url, { consumer_lag_records: 10 - read, consumer_lag_max_records: 10 - read });
    await eventually(async () => (await grown('consumed_records_total{dialect="v2",format="json"}')) === read);
    // More comes while nobody reads: it is fetched ahead, and known.
    await produce(2);
    await untilShown(gateway.url, { consumer_lag_records: 14 - read });
    await consumer.readCount(14 - read, '?timeout=10000');
    await untilShown(gateway.url, { consumer_lag_records: 0, consumer_lag_max_records: 0 });
    // Somebody who goes back is behind again.
    await consumer.seek({ offsets: [{ topic, partition: 0, offset: 4 }] });
    await untilShown(gateway.url, { consumer_lag_records: 3 });
  });

  it('tell apart the instance that is furthest behind', async () => {
    await produce(3);
    const ahead = await subscribed();
    await ahead.readCount(6, '?timeout=10000');
    await ahead.seek({ offsets: [{ topic, partition: 1, offset: 2 }] });
    const other = await HttpConsumer.create(gateway.url, uniqueName('metrics'));
    consumers.push(other);
    await other.assign({ topic, partition: 0 });
    expect(await other.read(ONE)).toHaveLength(1);
    await untilShown(gateway.url, { consumer_lag_records: 3, consumer_lag_max_records: 2 });
  });

  it('count rebalances: partitions that come, and partitions that go to another member', async () => {
    const first = await subscribed();
    await eventually(async () => (await grown('consumer_rebalances_total{event="assigned"}')) === 1);
    expect(await grown('consumer_rebalances_total{event="revoked"}')).toBe(0);
    const second = await subscribed();
    const share = async (consumer: HttpConsumer): Promise<number> =>
      ((await consumer.partitions()) as unknown[]).length;
    await eventually(async () => (await share(first)) === 1 && (await share(second)) === 1);
    expect(await grown('consumer_rebalances_total{event="revoked"}')).toBeGreaterThanOrEqual(1);
    expect(await grown('consumer_rebalances_total{event="assigned"}')).toBeGreaterThanOrEqual(3);
    expect(await grown('consumer_rebalances_total{event="lost"}')).toBe(0);
    expect(await grown('consumer_instances_created_total')).toBe(2);
  });
});
