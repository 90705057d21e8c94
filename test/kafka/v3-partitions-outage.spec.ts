import { afterEach, describe, expect, it } from '@jest/globals';
import type { MockCluster } from '../../src/kafka/embedded/mock-cluster.js';
import { callV3 } from '../support/config-cluster.js';
import type { Answer } from '../support/consumer-http.js';
import { MockKafkaGateway } from '../support/mock-kafka-gateway.js';

/** https://kafka.apache.org/protocol.html#protocol_api_keys and #protocol_error_codes */
const LIST_OFFSETS = 2;
const UNKNOWN_TOPIC_OR_PARTITION = 3;
const NOT_LEADER = 6;
const UNKNOWN_LEADER_EPOCH = 75;
/** Enough for a machine that is busy with other things. */
const PATIENT_MS = 50_000;
/** For what waits for its end. */
const SHORT_MS = 1500;

describe('partitions of API v3 while Kafka is in trouble', () => {
  let mock: MockKafkaGateway | undefined;
  let kafka: MockCluster;
  let cluster: string;

  async function start(timeoutMs: number): Promise<void> {
    const settings = { 'kafka.request.timeout.ms': String(timeoutMs) };
    mock = await MockKafkaGateway.start(settings, { brokers: 2, topics: { t: 1 } });
    kafka = mock.kafka;
    cluster = await mock.gateway.clusterUrl();
    await mock.gateway.produce('t', [{ partition: 0, value: 'a' }]);
  }

  afterEach(async () => {
    await mock?.close();
    mock = undefined;
  });

  const ask = (method: string, path: string, body?: unknown): Promise<Answer> => callV3(method, cluster + path, body);

  it('waits for a leader that has not heard yet that it is one', async () => {
    await start(PATIENT_MS);
    for (const code of [NOT_LEADER, UNKNOWN_TOPIC_OR_PARTITION, UNKNOWN_LEADER_EPOCH]) {
      kafka.pushErrors(LIST_OFFSETS, code, code, code, code);
      expect({ code, ...(await ask('GET', '/topics/t/partitions/0/offset')) }).toMatchObject({
        status: 200,
        body: { earliest_offset: 0, latest_offset: 1 },
      });
    }
  });

  it('does not wait for one for ever', async () => {
    await start(PATIENT_MS);
    kafka.pushErrors(LIST_OFFSETS, ...Array<number>(200).fill(NOT_LEADER));
    expect(await ask('GET', '/topics/t/partitions/0/offset')).toMatchObject({
      status: 503,
      body: { error_code: 50003 },
    });
    kafka.clearErrors(LIST_OFFSETS);
    expect(await ask('GET', '/topics/t/partitions/0/offset')).toMatchObject({ status: 200 });
  });

  it('says at once that there is no leader, and goes on when there is one', async () => {
    await start(PATIENT_MS);
    await kafka.setLeader('t', 0, -1);
    expect(await ask('GET', '/topics/t/partitions/0/offset')).toMatchObject({
      status: 503,
      body: { error_code: 50003, message: expect.stringContaining('no leader') as unknown },
    });
    await kafka.setLeader('t', 0, 2);
    expect(await ask('GET', '/topics/t/partitions/0/offset')).toMatchObject({
      status: 200,
      body: { latest_offset: 1 },
    });
  });

  it('answers 503 when no broker can be reached and the time that is set is over', async () => {
    await start(SHORT_MS);
    await kafka.down();
    for (const [method, path, body] of [
      ['GET', '/topics/t/partitions', undefined],
      ['GET', '/topics/t/partitions/0/offset', undefined],
      ['GET', '/topics/-/partitions/-/reassignment', undefined],
      ['PUT', '/topics/t/partitions/0/reassignment', { replicas: [1] }],
      ['DELETE', '/topics/t/partitions/0/records?before_offset=0', undefined],
      ['POST', '/leader-elections', { type: 'PREFERRED' }],
    ] as const) {
      const answer = { method, path, ...(await ask(method, path, body)) };
      expect(answer).toMatchObject({ status: 503, body: { error_code: 50302 } });
    }
  });
});
