import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callV3, ConfigCluster } from '../support/config-cluster.js';
import { unprivilegedSettings } from '../support/kafka-cluster.js';
import { KafkaGateway } from '../support/kafka-gateway.js';

/** Whose shared value these tests ask for and never get to change. */
const SHARED = 'log.cleaner.max.compaction.lag.ms';

describe('settings by API v3, asked for in vain:', () => {
  let cluster: ConfigCluster;
  let topic: string;
  let brokerId: string;

  beforeAll(async () => {
    cluster = await ConfigCluster.open();
    ({ brokerId } = cluster);
    topic = await cluster.newTopic();
  });

  afterAll(async () => {
    await cluster.close();
  });

  describe('requests that name nothing', () => {
    it.each([
      ['GET', '/topics/no-such-topic/configs', undefined, 40401],
      ['GET', '/topics/no-such-topic/configs/retention.ms', undefined, 40401],
      ['PUT', '/topics/no-such-topic/configs/retention.ms', { value: '1' }, 40401],
      ['DELETE', '/topics/no-such-topic/configs/retention.ms', undefined, 40401],
      ['POST', '/topics/no-such-topic/configs:alter', { data: [] }, 40401],
      ['GET', '/topics/-/configs/retention.ms', undefined, 40401],
      ['GET', '/topics/..%2Fx/configs', undefined, 40401],
      ['GET', '/topics/a%20b/configs', undefined, 40401],
      ['GET', '/topics/%E2%82%AC/configs', undefined, 40401],
      ['GET', '/brokers/4711/configs', undefined, 404],
      ['GET', '/brokers/99999999999/configs/a', undefined, 404],
      ['PUT', '/brokers/4711/configs/num.io.threads', { value: '1' }, 404],
      ['POST', '/brokers/4711/configs:alter', { data: [{ name: 'num.io.threads', value: '1' }] }, 404],
      ['GET', '/broker-configs/no.such', undefined, 404],
      ['PUT', '/broker-configs/no.such', { value: '1' }, 404],
      ['POST', '/broker-configs:alter', { data: [{ name: 'no.such', value: '1' }] }, 404],
      ['GET', '/topic-configs', undefined, 404],
    ])('%s %s is 404', async (method, path, body, code) => {
      const answer = await cluster.call(method, path, body);
      expect(answer).toMatchObject({ status: 404, body: { error_code: code, message: expect.any(String) as unknown } });
    });

    it('say which setting there is none of', async () => {
      const missing = { status: 404, body: { error_code: 404 } };
      const message = `Config no.such cannot be found for TOPIC ${topic} in cluster ${cluster.id}.`;
      for (const [method, body] of [['GET'], ['PUT', { value: '1' }], ['DELETE']] as const) {
        const answer = await cluster.call(method, `/topics/${topic}/configs/no.such`, body);
        expect(answer).toMatchObject({ ...missing, body: { error_code: 404, message } });
      }
      expect(await cluster.call('GET', `/brokers/${brokerId}/configs/no.such`)).toMatchObject({
        body: { message: `Config no.such cannot be found for BROKER ${brokerId} in cluster ${cluster.id}.` },
      });
    });

    it('are 404 below the id of another cluster, and change nothing there', async () => {
      const path = `${cluster.gateway.url}/v3/clusters/other/topics/${topic}/configs/retention.ms`;
      for (const [method, body] of [['GET'], ['PUT', { value: '1' }], ['DELETE']] as const) {
        expect((await callV3(method, path, body)).status).toBe(404);
      }
      expect(await cluster.kafkaSays('topic', topic, 'retention.ms')).not.toBe('1');
    });

    it('of 250 characters, with a NUL, or with a broker that is no number are 400', async () => {
      for (const path of [
        `/topics/${'x'.repeat(250)}/configs`,
        '/topics/a%00b/configs',
        `/topics/${topic}/configs/a%00b`,
        '/brokers/x/configs/a',
      ]) {
        expect((await cluster.call('GET', path)).status).toBe(400);
      }
      expect((await cluster.call('PUT', `/topics/${topic}/configs/retention.ms`, { value: '1\u00002' })).status).toBe(
        400,
      );
    });
  });

  describe('requests of a user who may do nothing', () => {
    let restricted: KafkaGateway;

    beforeAll(async () => {
      restricted = await KafkaGateway.start(unprivilegedSettings());
    });

    afterAll(async () => {
      await restricted.close();
    });

    it.each([
      ['GET', '/topics/{topic}/configs', undefined],
      ['PUT', '/topics/{topic}/configs/retention.ms', { value: '1' }],
      ['GET', '/brokers/{broker}/configs', undefined],
      ['POST', '/brokers/{broker}/configs:alter', { data: [{ name: 'num.io.threads', value: '4' }] }],
      ['GET', '/broker-configs', undefined],
      ['PUT', `/broker-configs/${SHARED}`, { value: '1' }],
      ['DELETE', `/broker-configs/${SHARED}`, undefined],
    ])('%s %s is 403', async (method, path, body) => {
      const filled = path.replace('{topic}', topic).replace('{broker}', brokerId);
      const url = `${restricted.url}/v3/clusters/${cluster.id}${filled}`;
      const answer = await callV3(method, url, body);
      expect(answer).toMatchObject({ status: 403, body: { error_code: 40301 } });
    });
  });
});
