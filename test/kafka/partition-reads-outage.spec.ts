import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { MockCluster } from '../../src/kafka/embedded/mock-cluster.js';
import { ReaderClient } from '../../src/kafka/reader.client.js';
import { type Answer, send } from '../support/consumer-http.js';
import type { KafkaGateway } from '../support/kafka-gateway.js';
import { MockKafkaGateway } from '../support/mock-kafka-gateway.js';

/** https://kafka.apache.org/protocol.html#protocol_api_keys */
const FETCH = 1;
const TOPIC_AUTHORIZATION_FAILED = 29;
const NOT_LEADER = 6;

describe('reading partitions without a group while Kafka is in trouble', () => {
  let mock: MockKafkaGateway;
  let kafka: MockCluster;
  let gateway: KafkaGateway;

  beforeEach(async () => {
    mock = await MockKafkaGateway.start(
      {
        'kafka.request.timeout.ms': '1500',
        'client.reconnect.backoff.max.ms': '200',
      },
      { topics: { t: 2 } },
    );
    ({ kafka, gateway } = mock);
    await gateway.produce('t', [
      { partition: 0, value: 'a' },
      { partition: 0, value: 'b' },
    ]);
  });

  afterEach(() => mock.close());

  const get = (query = '?offset=0', partition = 0): Promise<Answer> =>
    send('GET', `${gateway.url}/topics/t/partitions/${partition}/records${query}`);

  const untilRead = async (): Promise<void> => {
    for (;;) {
      const answer = await get();
      if (answer.status === 200) return expect(answer.body).toMatchObject([{ offset: 0 }, { offset: 1 }]);
      expect(answer).toMatchObject({ status: 503 });
    }
  };

  it('answers 503, never an empty list, when no broker can be reached, and works again when one can', async () => {
    await untilRead();
    for (let round = 0; round < 2; round++) {
      await kafka.down();
      for (const query of ['?offset=0', '?offset=2&timeout=1', '?offset=0&timeout=1']) {
        expect(await get(query)).toMatchObject({ status: 503, body: { error_code: 50302 } });
      }
      await kafka.up();
      await untilRead();
    }
  });

  it('answers 503 at the first read ever, too', async () => {
    await kafka.down();
    expect(await get()).toMatchObject({ status: 503, body: { error_code: 50302 } });
    await kafka.up();
    await untilRead();
  });

  it('goes on by itself when a leader has moved', async () => {
    await untilRead();
    kafka.pushErrors(FETCH, NOT_LEADER, NOT_LEADER);
    expect(await get('?offset=0&timeout=20000')).toMatchObject({ status: 200, body: [{ offset: 0 }, { offset: 1 }] });
  });

  it('answers 403 when topics may be described but not read', async () => {
    await untilRead();
    kafka.pushErrors(FETCH, ...Array<number>(20).fill(TOPIC_AUTHORIZATION_FAILED));
    expect(await get()).toMatchObject({ status: 403, body: { error_code: 40301 } });
    kafka.clearErrors(FETCH);
    await untilRead();
  });

  it('does not let a silent partition of one reader be in the way of another', async () => {
    const waiting = Array.from({ length: 50 }, () => get('?offset=0&timeout=30000', 1));
    for (let i = 0; i < 20; i++) expect(await get('?offset=1&timeout=1')).toMatchObject({ body: [{ offset: 1 }] });
    await gateway.produce('t', [{ partition: 1, value: 'c' }]);
    for (const answer of await Promise.all(waiting))
      expect(answer).toMatchObject({ status: 200, body: [{ offset: 0 }] });
  });

  it('ends reads when the client is closed, and refuses further ones', async () => {
    const reader = gateway.get(ReaderClient);
    const range = { topic: 't', partition: 1, offset: 0, maxRecords: 1, maxBytes: 1, waitMs: 60_000, extras: false };
    const waiting = [reader.read(range), reader.read(range)].map((read) => read.catch((error: unknown) => error));
    expect(await reader.read({ ...range, waitMs: 0 })).toEqual([]);
    await Promise.all([reader.close(), reader.close()]);
    for (const error of await Promise.all(waiting)) expect(error).toMatchObject({ code: 'shutting-down' });
    await expect(reader.read(range)).rejects.toMatchObject({ code: 'shutting-down' });
  });
});
