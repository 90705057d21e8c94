import { afterEach, describe, expect, it } from '@jest/globals';
import { type Answer, HttpConsumer, send } from '../support/consumer-http.js';
import { createTestApp, type TestApp, type TestOverrides } from '../support/create-test-app.js';
import { FakeAdminClient } from '../support/fakes/admin.fake.js';
import { FakeConsumerClientFactory } from '../support/fakes/consumer.fake.js';
import { FakeSchemaRegistryClient } from '../support/fakes/schema-registry.fake.js';
import { RawConnection } from '../support/raw-http.js';
import { scrape, untilShown } from '../support/scraped-metrics.js';

const TOPIC = 'secret-name';
const V3_TOPIC = `/v3/clusters/fake-cluster/topics/${TOPIC}`;
const AVRO = '{"type":"int"}';

describe('metrics', () => {
  let app: TestApp;

  afterEach(async () => {
    RawConnection.destroyAll();
    await app.close();
  });

  async function start(overrides: TestOverrides = {}): Promise<void> {
    const admin = new FakeAdminClient();
    app = await createTestApp({ admin, consumers: new FakeConsumerClientFactory(admin), ...overrides });
    app.consumers.addTopic(TOPIC);
  }

  const shows = (wanted: Record<string, number>): Promise<void> => untilShown(app.url, wanted);
  const post = (path: string, type: string, body: unknown): Promise<Answer> =>
    send('POST', app.url + path, body, { 'Content-Type': type });
  const kafka = (format: string): string => `application/vnd.kafka.${format}+json`;

  it('count requests by route, dialect and status, and never by path', async () => {
    await start();
    const body = JSON.stringify({ records: [{ value: 1 }, { value: 2 }] });
    for (const topic of [TOPIC, 'missing']) await post(`/topics/${topic}`, kafka('json.v2'), body);
    await post(`/topics/${TOPIC}`, kafka('json.v1'), body);
    await send('GET', `${app.url}/no/such/route`);
    const route = 'method="POST",route="/topics/:topic"';
    await shows({
      [`http_requests_total{${route},dialect="v2",status="200"}`]: 1,
      [`http_requests_total{${route},dialect="v2",status="404"}`]: 1,
      [`http_requests_total{${route},dialect="v1",status="200"}`]: 1,
      'http_requests_total{method="GET",route="none",dialect="none",status="404"}': 1,
      [`http_request_bytes_total{${route}}`]: 3 * body.length,
      http_requests_in_flight: 1,
    });
    expect((await fetch(`${app.url}/metrics`)).headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect([...(await scrape(app.url)).keys()].join()).not.toContain(TOPIC);
  });

  it('count errors by dialect and code, what is no request too', async () => {
    await start();
    await send('GET', `${app.url}/topics/missing`);
    await send('GET', `${app.url}/topics/missing`);
    await send('GET', `${app.url}/v3/clusters/fake-cluster/topics/missing`);
    await post('/topics/missing', kafka('json.v1'), { records: [{ value: 1 }] });
    expect((await (await RawConnection.open(app.port)).send('no HTTP\r\n\r\n').response()).status).toBe(400);
    await shows({
      'http_errors_total{dialect="v2",code="40401"}': 2,
      'http_errors_total{dialect="v3",code="40401"}': 1,
      'http_errors_total{dialect="v1",code="40401"}': 1,
      'http_errors_total{dialect="none",code="400"}': 1,
    });
  });

  it('count produced records by dialect and format, and those that failed by code too', async () => {
    await start({ registry: new FakeSchemaRegistryClient() });
    const records = [{ value: 'MQ==' }, { value: 'Mg==', partition: 0 }];
    await post(`/topics/${TOPIC}`, kafka('binary.v2'), { records });
    await post(`/topics/${TOPIC}`, kafka('avro.v2'), { value_schema: AVRO, records: [{ value: 1 }] });
    await post(`/topics/${TOPIC}`, 'application/vnd.schemaregistry.v1+json', records);
    app.producer.fault = (index) => (index === 1 ? { code: 'payload-too-large', message: 'Too large.' } : null);
    await post(`/topics/${TOPIC}`, kafka('binary.v1'), { records });
    await shows({
      'produced_records_total{dialect="v2",format="binary"}': 2,
      'produced_records_total{dialect="v2",format="avro"}': 1,
      // There from the start, so that the first records are seen as well.
      'produced_records_total{dialect="v2",format="json"}': 0,
      'produced_records_total{dialect="draft",format="binary"}': 2,
      'produced_records_total{dialect="v1",format="binary"}': 1,
      'produce_failed_records_total{dialect="v1",format="binary",code="payload-too-large"}': 1,
      produce_ack_seconds_count: 4,
    });
  });

  it('count records of API v3 by the format of their values, and what failed before it was sent', async () => {
    const registry = new FakeSchemaRegistryClient();
    await start({ registry });
    const id = registry.given(`${TOPIC}-value`, { text: AVRO });
    const value = (type: string, data: unknown): object => ({ value: { type, data } });
    const batch = (...entries: object[]): Promise<Answer> =>
      post(`${V3_TOPIC}/records:batch`, 'application/json', {
        entries: entries.map((entry, i) => ({ id: `e${i}`, ...entry })),
      });
    await batch(value('JSON', 1), { value: null }, value('JSON', 2), { partition_id: -1 });
    await batch(value('JSON', 1), value('STRING', '2'));
    await batch({ value: { schema_id: id, data: 7 } }, { value: { schema_id: id, data: 'no number' } });
    await batch({ value: null });
    const text = `${JSON.stringify(value('STRING', 'a'))}{"value":{"type":"NOTHING","data":1}}`;
    // Not `post`: receipts are no JSON text together.
    const headers = { 'content-type': 'application/json' };
    await (await fetch(`${app.url}${V3_TOPIC}/records`, { method: 'POST', headers, body: text })).text();
    const failed = (format: string, code: string): string =>
      `produce_failed_records_total{dialect="v3",format="${format}",code="${code}"}`;
    await shows({
      'produced_records_total{dialect="v3",format="json"}': 3,
      [failed('json', 'partition-not-found')]: 1,
      'produced_records_total{dialect="v3",format="mixed"}': 2,
      'produced_records_total{dialect="v3",format="avro"}': 1,
      [failed('avro', 'bad-request')]: 1,
      'produced_records_total{dialect="v3",format="none"}': 1,
      'produced_records_total{dialect="v3",format="string"}': 1,
      [failed('string', 'bad-request')]: 1,
      'http_request_bytes_total{method="POST",route="/v3/clusters/:clusterId/topics/:topicName/records"}': text.length,
    });
  });

  it('count records that were read by dialect and format, with and without a consumer instance', async () => {
    await start();
    app.consumers.append(TOPIC, { value: '1' }, { value: '2' });
    const reader = await HttpConsumer.create(app.url, 'g', { name: 'i' });
    await reader.subscribe(TOPIC);
    await reader.readCount(2);
    const path = `${app.url}/topics/${TOPIC}/partitions/0`;
    await send('GET', `${path}/records?offset=1`, undefined, { Accept: kafka('binary.v2') });
    await send('GET', `${path}/messages?offset=0`, undefined, { Accept: kafka('json.v1') });
    await shows({
      consumer_instances: 1,
      consumer_instances_created_total: 1,
      'consumed_records_total{dialect="v2",format="json"}': 2,
      'consumed_records_total{dialect="v2",format="binary"}': 1,
      'consumed_records_total{dialect="v1",format="json"}': 1,
      consumer_returned_records_total: 0,
    });
  });

  it('tell how far consumer instances are behind, and what their groups do to them', async () => {
    await start();
    app.consumers.addTopic('u');
    app.consumers.append(TOPIC, { value: '1' }, { value: '2' }, { value: '3' });
    app.consumers.append('u', { value: '1' }, { value: '2' });
    const [first, second] = [await HttpConsumer.create(app.url, 'g'), await HttpConsumer.create(app.url, 'h')];
    for (const [consumer, topic] of [[first, TOPIC] as const, [second, 'u'] as const]) {
      await consumer.subscribe(topic);
      expect(await consumer.read('?max_bytes=1')).toHaveLength(1);
    }
    await shows({
      consumer_lag_records: 3,
      consumer_lag_max_records: 2,
      'consumer_rebalances_total{event="assigned"}': 2,
      'consumer_rebalances_total{event="revoked"}': 0,
    });
    app.consumers.clients[1]?.revoke(true);
    await first.delete();
    await shows({
      consumer_lag_records: 0,
      consumer_lag_max_records: 0,
      'consumer_rebalances_total{event="revoked"}': 1,
      'consumer_rebalances_total{event="lost"}': 1,
    });
  });

  it('count consumer instances for which there was no room', async () => {
    await start({ settings: { consumers: { maxInstances: 1 } } });
    await HttpConsumer.create(app.url, 'g');
    expect(await send('POST', `${app.url}/consumers/g`, {})).toMatchObject({ status: 429 });
    await shows({
      'refused_total{reason="consumer_instances"}': 1,
      'refused_total{reason="producer_queue"}': 0,
      'http_errors_total{dialect="v2",code="429"}': 1,
    });
  });

  it('tell how often what the schema registry said was at hand', async () => {
    await start({ registry: new FakeSchemaRegistryClient() });
    const records = [{ value: 1 }];
    const [first] = [await post(`/topics/${TOPIC}`, kafka('avro.v2'), { value_schema: AVRO, records })];
    const { value_schema_id } = first.body as { value_schema_id: number };
    await post(`/topics/${TOPIC}`, kafka('avro.v2'), { value_schema: AVRO, records });
    for (let i = 0; i < 3; i++) await post(`/topics/${TOPIC}`, kafka('avro.v2'), { value_schema_id, records });
    await shows({
      'schema_registry_cache_lookups_total{cache="ids",outcome="miss"}': 1,
      'schema_registry_cache_lookups_total{cache="ids",outcome="hit"}': 1,
      'schema_registry_cache_lookups_total{cache="schemas",outcome="miss"}': 1,
      'schema_registry_cache_lookups_total{cache="schemas",outcome="hit"}': 2,
      'schema_registry_cache_lookups_total{cache="versions",outcome="miss"}': 1,
      'schema_registry_cache_lookups_total{cache="versions",outcome="hit"}': 2,
    });
  });
});
