import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AdminClient } from '../../src/kafka/admin.client.js';
import type { MockCluster } from '../../src/kafka/embedded/mock-cluster.js';
import { send } from '../support/consumer-http.js';
import type { KafkaGateway } from '../support/kafka-gateway.js';
import { MockKafkaGateway } from '../support/mock-kafka-gateway.js';
import { type Receipt, RecordStream } from '../support/record-stream.js';

/** https://kafka.apache.org/protocol.html#protocol_api_keys and #protocol_error_codes */
const PRODUCE = 0;
const NOT_LEADER = 6;
const TOPIC_AUTHORIZATION_FAILED = 29;

const RECORD = '{"partition_id":0,"value":{"type":"JSON","data":1}}';

describe('a stream of records while Kafka is in trouble', () => {
  let mock: MockKafkaGateway;
  let kafka: MockCluster;
  let gateway: KafkaGateway;
  let stream: RecordStream;
  let url: string;

  beforeEach(async () => {
    mock = await MockKafkaGateway.start(
      {
        'kafka.request.timeout.ms': '1500',
        'client.reconnect.backoff.max.ms': '200',
        'producer.delivery.timeout.ms': '2000',
        'producer.request.timeout.ms': '1000',
      },
      { topics: { t: 2 } },
    );
    ({ kafka, gateway } = mock);
    const { clusterId } = await gateway.get(AdminClient).describeCluster();
    url = `${gateway.url}/v3/clusters/${clusterId}/topics/t/records`;
    stream = new RecordStream(url);
  });

  afterEach(async () => {
    stream.abort();
    await mock.close();
  });

  const next = async (text = RECORD): Promise<Receipt | undefined> => {
    const { length } = stream.receipts;
    await stream.send(text);
    return (await stream.received(length + 1))[length];
  };

  it('answers that no broker can be reached, and goes on when one can', async () => {
    expect(await next()).toMatchObject({ error_code: 200, offset: 0 });
    for (let round = 0; round < 2; round++) {
      await kafka.down();
      expect([50003, 50302]).toContain((await next())?.error_code);
      expect((await next())?.error_code).toBeGreaterThanOrEqual(50003);
      await kafka.up();
      let back: Receipt | undefined;
      do {
        back = await next();
        expect([200, 50003, 50302]).toContain(back?.error_code);
      } while (back?.error_code !== 200);
    }
    stream.end();
    await stream.ended();
    expect(stream.failure).toBeNull();
  });

  it('answers each record of a batch in the same way', async () => {
    expect(await next()).toMatchObject({ error_code: 200 });
    await kafka.down();
    const { status, body } = await send('POST', `${url}:batch`, '{"entries":[{"id":"a"},{"id":"b"}]}', {
      'Content-Type': 'application/json',
    });
    expect(status).toBe(207);
    const { successes, failures } = body as { successes: unknown[]; failures: Receipt[] };
    expect(successes).toEqual([]);
    expect(failures.map(({ error_code }) => [50003, 50302].includes(error_code))).toEqual([true, true]);
    await kafka.up();
  });

  it('tells nothing of a leader that moved', async () => {
    expect(await next()).toMatchObject({ error_code: 200, offset: 0 });
    kafka.pushErrors(PRODUCE, NOT_LEADER, NOT_LEADER);
    expect(await next()).toMatchObject({ error_code: 200, offset: 1 });
  });

  it('fails the records that may not be written, not those behind them', async () => {
    expect(await next()).toMatchObject({ error_code: 200, offset: 0 });
    kafka.pushErrors(PRODUCE, TOPIC_AUTHORIZATION_FAILED);
    expect(await next()).toMatchObject({ error_code: 40301 });
    let back: Receipt | undefined;
    do {
      back = await next();
      expect([200, 40301, 50003]).toContain(back?.error_code);
    } while (back?.error_code !== 200);
  });
});
